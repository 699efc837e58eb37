"""Addresses under domains in other alphabets, in the one spelling that is compared from now on."""

from django.db import migrations

from comments.addresses import in_dns_letters


def rewrite(apps, schema_editor):
    comments = apps.get_model("comments", "Comment").objects.using(schema_editor.connection.alias)
    emails = comments.order_by().values_list("author_email", flat=True).distinct()
    for email in [email for email in emails.iterator() if not email.isascii()]:
        try:
            written = in_dns_letters(email)
        except ValueError:
            continue  # no mail ever reached it
        if len(written) <= 254:
            comments.filter(author_email=email).update(author_email=written)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_count_what_stands")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
