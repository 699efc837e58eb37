"""Everything that names one reader goes; what they said stays unsigned, or goes as well."""

import secrets

from django.db import transaction

from comments.models import Comment, Decision, Flag, Notification, Subscription, Tally
from comments.moderation import Via


def erase(address, *, removes_words):
    """Erase a ConfirmedAddress and all that is stored with it, in one transaction.

    Decisions keep who decided what, and when; replies of others keep their place. Posts are
    locked first, as whoever moderates does: no decision comes in between.
    """
    with transaction.atomic():
        while posts := sorted(set(address.comments.order_by().values_list("post", flat=True))):
            for post_id in posts:
                Tally.hold(post_id)
            for comment in address.comments.filter(post__in=posts):
                _erase_comment(comment, removes_words=removes_words)
        subscriptions = list(Subscription.objects.under(address.email).kept())
        Notification.objects.under(address.email).delete()
        for subscription in subscriptions:
            subscription.delete()
        address.delete()


def _erase_comment(comment, *, removes_words):
    if removes_words:
        comment.remove(by=None, via=Via.AUTHOR)
        comment.notifications.owed().delete()
    values = {"body": "", "body_html": ""} if removes_words else {}
    Comment.objects.filter(pk=comment.pk).update(
        author_name="",
        author_email="",
        author_url="",
        is_confirmed=False,
        user=None,
        ip_address=None,
        network="",
        user_agent="",
        submission_key=None,
        fingerprint=secrets.token_hex(32),  # made from name and words; this one matches nothing
        findings=[_without_quotes(finding) for finding in comment.findings],
        **values,
    )
    Decision.objects.filter(comment=comment).update(reason="")
    Flag.objects.filter(comment=comment).update(reason="")


def _without_quotes(finding):
    return {"rule": finding["rule"], "verdict": finding["verdict"], "reason": "", "evidence": []}
