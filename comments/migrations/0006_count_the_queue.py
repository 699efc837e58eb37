"""Counts and marks that the desk reads from now on, for the comments that are there already."""

from django.db import migrations
from django.db.models import Count, Exists, F, OuterRef, Q

from comments.likeness import likeness_of
from comments.markdown import first_host_of

STRICTNESS = ["APPROVE", "HOLD", "SPAM"]


def count(apps, schema_editor):
    def rows_of(model):
        return apps.get_model("comments", model).objects.using(schema_editor.connection.alias)

    comments = rows_of("Comment").order_by()
    _count_statuses(comments, rows_of("Tally"))
    _count_reports(comments, rows_of("Flag"), rows_of("Decision"))
    _say_what_waiting_ones_have_in_common(comments)
    _name_rules(rows_of("Decision"))


def _count_statuses(comments, tallies):
    counted = comments.values("post").annotate(
        waiting=Count("pk", filter=Q(status="pending")),
        spam=Count("pk", filter=Q(status="spam")),
        removed=Count("pk", filter=Q(status="removed")),
    )
    for row in counted.iterator():
        tallies.update_or_create(post_id=row.pop("post"), defaults=row)


def _count_reports(comments, flags, decisions):
    since = decisions.filter(
        comment=OuterRef("comment"), by__isnull=False, at__gte=OuterRef("at")
    )
    still_open = flags.filter(~Exists(since), revision=F("comment__revision")).order_by()
    for pk, number in still_open.values_list("comment").annotate(Count("pk")).iterator():
        comments.filter(pk=pk).update(open_flags=number)


def _say_what_waiting_ones_have_in_common(comments):
    waiting = comments.filter(status="pending")
    for pk, body, markup in waiting.values_list("pk", "body", "body_html").iterator():
        likeness_a, likeness_b = likeness_of(body)
        host = first_host_of(markup)[:253]
        comments.filter(pk=pk).update(
            likeness_a=likeness_a, likeness_b=likeness_b, link_host=host
        )


def _name_rules(decisions):
    first = decisions.filter(via="rule", was="").exclude(became="approved")
    for decision in first.select_related("comment").iterator():
        findings = decision.comment.findings
        if findings:
            deciding = max(findings, key=lambda finding: STRICTNESS.index(finding["verdict"]))
            decisions.filter(pk=decision.pk).update(rule=deciding["rule"])


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_the_desk")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
