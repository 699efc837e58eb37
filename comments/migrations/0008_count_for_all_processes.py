from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0007_public_replies_have_a_root'),
    ]

    operations = [
        migrations.CreateModel(
            name='LimitCount',
            fields=[
                ('key', models.CharField(help_text='An HMAC: it names nobody.', max_length=64, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
