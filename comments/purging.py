"""What is kept no longer than the settings say: spam, removed replies, networks, old mails.

In short transactions, so that the site serves on beside it; begun again, it goes on where it was.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from comments.forgetting import FORGOTTEN, forget_networks, with_networks
from comments.mail.announcing import NEW_FOR
from comments.models import (
    Comment,
    Decision,
    DiscussionSettings,
    EarlierText,
    Flag,
    Note,
    Notification,
    Purge,
    Subscription,
    Tally,
    TermHit,
)
from comments.moderation import Status

ROWS_AT_ONCE = 500
# Which mail of a new post was sent is remembered for as long as it counts as new.
MAILS_KEPT_AT_LEAST = NEW_FOR + timedelta(days=1)
What = Purge.What
STATUSES = {What.SPAM: Status.SPAM, What.REMOVED: Status.REMOVED}


def purge(*, tells=lambda what, number: None):
    """Purge all that is old; returns {what: how many}. `tells` hears of each step."""
    limits, done, records = _limits(), Counter(), {}

    def count(what, number):
        """In the transaction that purged them: of a run that is cut short, the log knows all."""
        if not number:
            return
        if what not in records:
            records[what] = Purge.objects.create(what=what, number=0)
        done[what] += number
        Purge.objects.filter(pk=records[what].pk).update(number=done[what])
        tells(what, done[what])

    _purge_comments(limits, count)
    if What.NETWORKS in limits:
        forget_networks(limits[What.NETWORKS], count)
        _delete_mails(limits[What.MAILS], count)
    return dict(done)


def would_purge():
    """{what: how many} a purge would find now; it finds more where a whole thread goes."""
    limits = _limits()
    found = {what: _old(what, limits).filter(_has_something_left()).count() for what in STATUSES}
    if What.NETWORKS in limits:
        staying = with_networks(limits[What.NETWORKS])
        for what in STATUSES:
            staying = staying.exclude(pk__in=_old(what, limits).order_by().values("pk"))
        found[What.NETWORKS] = staying.count()
        before = limits[What.MAILS]
        found[What.MAILS] = _old_mails(before).count() + _never_confirmed(before).count()
    return {what: number for what, number in found.items() if number}


def _limits():
    """{what: the moment before which it is old}, without what the settings keep."""
    settings, now = DiscussionSettings.current(), timezone.now()
    days = {
        What.SPAM: settings.purges_spam_after_days,
        What.REMOVED: settings.purges_removed_after_days,
        What.NETWORKS: settings.forgets_networks_after_days,
    }
    limits = {}
    for what, number in days.items():
        if number:
            with suppress(OverflowError):  # the column takes more days than the calendar has
                limits[what] = now - timedelta(days=number)
    if What.NETWORKS in limits:
        limits[What.MAILS] = min(limits[What.NETWORKS], now - MAILS_KEPT_AT_LEAST)
    return limits


# Spam, and what was removed ----------------------------------------------------------------------


def _purge_comments(limits, count):
    """Replies before what they answer: whole threads of them go, from below.

    What others still hang on loses its words and its author, and keeps its place.
    """
    while sum(_walk(what, limits, _delete_leaves, count) for what in STATUSES):
        pass  # what these hung on may hang on nothing now
    for what in STATUSES:
        _walk(what, limits, _blank, count)


def _walk(what, limits, step, count):
    """Take `step` with all that is old, the newest first; returns how many it changed."""
    changed, after = 0, None
    while rows := _next_rows(what, limits, after):
        after = rows[-1][:2]
        changed += _step(what, limits, step, rows, count)
    return changed


def _next_rows(what, limits, after):
    old = _old(what, limits).filter(_has_something_left())
    if after:
        submitted_at, pk = after
        old = old.filter(Q(submitted_at__lt=submitted_at) | Q(submitted_at=submitted_at, pk__lt=pk))
    rows = old.order_by("-submitted_at", "-pk").values_list("submitted_at", "pk", "post")
    return list(rows[:ROWS_AT_ONCE])


def _step(what, limits, step, rows, count):
    with transaction.atomic():
        Tally.hold_all({post_id for _at, _pk, post_id in rows})
        # Read again behind the locks: decided meanwhile, it is old no more. Locked themselves, for
        # whoever answers one waits for that.
        locked = Comment.objects.filter(pk__in=[pk for _at, pk, _post in rows])
        locked = set(locked.select_for_update().order_by("pk").values_list("pk", flat=True))
        still = _old(what, limits).filter(pk__in=locked).order_by()
        number = step(dict(still.values_list("pk", "post")), STATUSES.get(what))
        count(what, number)
    return number


def _delete_leaves(posts, status):
    going = _without_living_replies(posts)
    comments = Comment.objects.filter(pk__in=going)
    links = Notification.objects.links()
    links.filter(Q(comment__in=going) | Q(subscription__comment__in=going)).update(
        comment=None, subscription=None
    )
    comments.update(parent=None, thread=None)  # of each other: all of them go
    comments.delete()
    for post_id, number in Counter(posts[pk] for pk in going).items():
        Tally.shift(post_id, [(status, "")] * number)
    return len(going)


def _without_living_replies(pks):
    """Those that nothing answers but what goes with them."""
    going, parent_of = set(pks), {}
    for pk, parent in (
        Comment.objects.filter(parent__in=going).order_by("pk").values_list("pk", "parent")
    ):
        parent_of[pk] = parent
    staying = [pk for pk in parent_of if pk not in going]
    while staying:
        parent = parent_of.get(staying.pop())
        if parent in going:
            going.remove(parent)
            staying.append(parent)
    return going


def _blank(posts, _status):
    """As whoever wrote them could have erased them, for what hangs on them to stand on."""
    rows = Comment.objects.filter(pk__in=posts)
    for model in (EarlierText, Flag, Note, TermHit):
        model.objects.filter(comment__in=rows).delete()
    Decision.objects.filter(comment__in=rows).exclude(reason="").update(reason="")
    Notification.objects.links().filter(comment__in=rows).update(comment=None, subscription=None)
    Notification.objects.filter(comment__in=rows).delete()
    Subscription.objects.filter(comment__in=rows).delete()
    return rows.exclude(body="").update(
        body="", body_html="", likeness_a=None, likeness_b=None, link_host="", findings=[],
        open_flags=0, author_name="", author_email="", author_url="", is_confirmed=False, user=None,
        submission_key=None, **FORGOTTEN,
    )  # fmt: skip


def _old(what, limits):
    """Of this status, and for so long: since the last decision that moved it there."""
    before = limits.get(what)
    if before is None:
        return Comment.objects.none()
    moved = Decision.objects.filter(comment=OuterRef("pk"), at__gte=before).exclude(was=F("became"))
    return Comment.objects.filter(~Exists(moved), status=STATUSES[what], submitted_at__lt=before)


def _has_something_left():
    """Not the bare places of what was purged or erased, while others hang on them."""
    replies = Comment.objects.filter(parent=OuterRef("pk"))
    return ~Q(body="") | ~Exists(replies)


# Mails --------------------------------------------------------------------------------------------


def _delete_mails(before, count):
    for old in (_never_confirmed(before), _old_mails(before)):
        while pks := list(old.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE]):
            with transaction.atomic():
                rows = old.model.objects.filter(pk__in=pks)
                if old.model is Subscription:
                    # Confirmed meanwhile, it stays; locked, for a mail may be made for it.
                    rows = rows.filter(pk__in=[row.pk for row in old.filter(pk__in=pks).kept()])
                    Notification.objects.links().filter(subscription__in=rows).update(
                        subscription=None
                    )
                number = rows.count()
                rows.delete()
                count(What.MAILS, number)
    Notification.objects.filter(created_at__lt=before).exclude(network="").update(network="")


def _never_confirmed(before):
    return Subscription.objects.filter(confirmed_at__isnull=True, created_at__lt=before)


def _old_mails(before):
    done = Q(sent_at__isnull=False) | Q(given_up_at__isnull=False) | Q(used_at__isnull=False)
    return Notification.objects.filter(done, created_at__lt=before)
