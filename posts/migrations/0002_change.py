from django.db import migrations, models

from posts.pagecache.removing import remove_triggers


class Migration(migrations.Migration):
    """The triggers that write it are made after every migration; going back takes them away."""

    dependencies = [("posts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.BigIntegerField(db_index=True)),
                ("number", models.BigIntegerField(default=1)),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, remove_triggers),
    ]
