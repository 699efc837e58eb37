"""Forgetting from where a reply came: its network, its browser, and what rules quoted of them."""

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from comments.mail.veiled import without_networks
from comments.models import Comment, Decision, Purge

ROWS_AT_ONCE = 500
FORGOTTEN = {"ip_address": None, "network": "", "user_agent": ""}
QUOTED = ("ip_address", "user_agent")  # fields of which evidence is


def forget_networks(before, count):
    after = None
    while rows := _some_of(before, after):
        after = rows[-1]
        with transaction.atomic():
            pks = [pk for _at, pk in rows]
            _forget_quotes(pks)
            count(Purge.What.NETWORKS, Comment.objects.filter(pk__in=pks).update(**FORGOTTEN))


def with_networks(before):
    known = Q(ip_address__isnull=False) | ~Q(network="") | ~Q(user_agent="")
    for field in QUOTED:
        known |= Q(findings_text__contains=f'"field": "{field}"')
    # Findings are JSON, which the databases search in different ways; their text, alike.
    rows = Comment.objects.alias(findings_text=Cast("findings", TextField()))
    return rows.filter(known, submitted_at__lt=before)


def _some_of(before, after):
    rows = with_networks(before)
    if after:
        rows = rows.filter(submitted_at__gte=after[0])
    return list(
        rows.order_by("submitted_at", "pk").values_list("submitted_at", "pk")[:ROWS_AT_ONCE]
    )


def _forget_quotes(pks):
    """What rules said of them with it: in the findings, and as the reason of a decision."""
    comments = Comment.objects.filter(pk__in=pks).select_for_update().order_by("pk")
    quoting = []
    for comment in comments.only("findings"):
        said, comment.findings = comment.findings, list(map(_unquoted, comment.findings))
        if comment.findings != said:
            quoting.append(comment)
    Comment.objects.bulk_update(quoting, ["findings"])
    decisions = list(Decision.objects.filter(comment__in=pks, by=None, reason__contains="“"))
    for decision in decisions:
        decision.reason = without_networks(decision.reason)
    Decision.objects.bulk_update(decisions, ["reason"])


def _unquoted(finding):
    kept = [span for span in finding["evidence"] if span["field"] not in QUOTED]
    return {**finding, "evidence": kept, "reason": without_networks(finding["reason"])}
