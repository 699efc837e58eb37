"""Counts that pages read from now on, for the comments that are there already."""

from django.db import migrations
from django.db.models import Count, Max, Q

REPLIES_SHOWN = 20


def count(apps, schema_editor):
    comments = apps.get_model("comments", "Comment").objects.using(schema_editor.connection.alias)
    tallies = apps.get_model("comments", "Tally").objects.using(schema_editor.connection.alias)
    approved = comments.filter(status="approved").order_by()

    approved.filter(thread=None).update(is_listed=True)
    live = approved.exclude(thread=None).values_list("thread").annotate(Count("pk"))
    for root, number in live.iterator():
        comments.filter(pk=root).update(is_listed=True, live_replies=number)
    for root in comments.filter(live_replies__gt=REPLIES_SHOWN).values_list("pk", flat=True):
        last = approved.filter(thread=root).order_by("pk").values_list("pk", flat=True)
        comments.filter(pk=root).update(folds_after=last[REPLIES_SHOWN - 1])

    counted = comments.order_by().values("post").annotate(
        replies=Count("pk", filter=Q(status="approved")),
        answers=Count("pk", filter=Q(status="approved", is_answer=True)),
        threads=Count("pk", filter=Q(is_listed=True)),
        newest=Max("pk", filter=Q(status="approved")),
    )
    for row in counted.iterator():
        post = row.pop("post")
        row["newest"] = row["newest"] or 0
        tallies.update_or_create(post_id=post, defaults=row)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_conversation")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
