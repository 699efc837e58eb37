"""Everything that names one reader goes; what they said stays unsigned, or goes as well."""

import secrets
from itertools import batched

from django.db import transaction

from comments.models import (
    Comment,
    ConfirmedAddress,
    Decision,
    EarlierText,
    Flag,
    Note,
    Notification,
    Subscription,
    Tally,
    TermHit,
)
from comments.moderation import Status, Via
from comments.readers import reporting

ROWS_AT_ONCE = 500


def erase(address, *, removes_words):
    """Erase a ConfirmedAddress and all that is stored with it, in one transaction.

    Decisions keep who decided what, and when; replies of others keep their place.
    """
    posts = _posts_of(address)
    while not _erase_behind(posts, address, removes_words=removes_words):
        posts |= _posts_of(address)


def _posts_of(address):
    return set(address.comments.order_by().values_list("post", flat=True))


def _erase_behind(posts, address, *, removes_words):
    """Returns False, and has done nothing, when more was posted on others before the locks held.

    Posts are locked first, as whoever moderates does: no decision comes in between. Then the
    address: nothing is posted, nor confirmed, with it any more. See `submission` and `confirming`.
    """
    with transaction.atomic():
        Tally.hold_all(posts)
        if not list(ConfirmedAddress.objects.select_for_update().filter(pk=address.pk)):
            return True  # by the first click of two
        if not _posts_of(address) <= posts:
            return False
        subscriptions = list(Subscription.objects.under(address.email).kept())
        for comments in batched(address.comments.filter(post__in=posts), ROWS_AT_ONCE):
            _erase_comments(comments, removes_words=removes_words)
        _erase_reports(address)
        Notification.objects.under(address.email).delete()
        for subscription in subscriptions:
            subscription.delete()
        address.delete()
    return True


def _erase_comments(comments, *, removes_words):
    rows = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
    if removes_words:
        Comment.move_all(comments, Status.REMOVED, by=None, via=Via.AUTHOR)
        Notification.objects.owed().filter(comment__in=rows).delete()
        rows.update(
            body="", body_html="", likeness_a=None, likeness_b=None, link_host="", open_flags=0
        )
    for comment in comments:
        comment.findings = [_without_quotes(finding) for finding in comment.findings]
        # Made from name and words; this one matches nothing.
        comment.fingerprint = secrets.token_hex(32)
    Comment.objects.bulk_update(comments, ["findings", "fingerprint"])
    rows.update(
        author_name="",
        author_email="",
        author_url="",
        is_confirmed=False,
        user=None,
        ip_address=None,
        network="",
        user_agent="",
        submission_key=None,
    )
    EarlierText.objects.filter(comment__in=rows).delete()
    Note.objects.filter(comment__in=rows).delete()
    TermHit.objects.filter(comment__in=rows).delete()
    Decision.objects.filter(comment__in=rows).update(reason="")
    Flag.objects.filter(comment__in=rows).update(reason="")


def _erase_reports(address):
    """That something was reported stays; who did, and what they wrote with it, goes.

    A report without a network is heard, and holds nothing: or whoever erases themselves between
    two reports of one comment would count twice.
    """
    for flag in Flag.objects.filter(reader_key=reporting.key_of_address(address)):
        flag.reason, flag.network_key = "", ""
        flag.reader_key = secrets.token_hex(32)
        flag.save(update_fields=["reason", "network_key", "reader_key"])


def _without_quotes(finding):
    return {"rule": finding["rule"], "verdict": finding["verdict"], "reason": "", "evidence": []}
