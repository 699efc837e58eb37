"""When more replies arrive than usual: new guests wait for a while, until it is over.

What is counted is what arrived, whatever became of it, but of one network no more than a few: one
reader who floods is the flood rule's matter. It begins at a number that moderators set, if that is
also five times what is usual here; lasts half an hour, and as long as it goes on.
"""

import logging
from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from comments.mail.moderators import tell_of_surge
from comments.models import Comment, DiscussionSettings, Surge
from comments.moderation import Status

logger = logging.getLogger(__name__)

WINDOW = timedelta(minutes=10)
USUAL_FROM = timedelta(days=14)
TIMES_USUAL = 5
LASTS = timedelta(minutes=30)
PUT_OFF_FROM = LASTS - timedelta(minutes=1)  # so that not each reply of a flood writes
QUIET_AFTER_END = timedelta(hours=1)  # ended by hand: not again, unless it doubles
OF_ONE_NETWORK = 3
COUNTED_AT_MOST = 10_000  # replies in the window
SURGES_LEFT_OUT = 50  # of those days, when what is usual is told
# By hand: it is asked after every reply that appears by itself.
LATELY = """
    SELECT COALESCE(SUM(CASE WHEN network <> '' AND number > %s THEN %s ELSE number END), 0)
    FROM (
        SELECT network, COUNT(*) AS number
        FROM (SELECT network FROM comments_comment WHERE submitted_at > %s LIMIT %s) AS lately
        GROUP BY network
    ) AS networks
"""


def watch(policy=None):
    """See whether one begins, or goes on; returns the Surge that lasts, or None.

    As long as nothing is unusual it costs one count.
    """
    policy = policy or DiscussionSettings.current()
    replies = _unusually_many(policy)
    return _begin_or_go_on(replies) if replies else Surge.objects.current()


def watch_after(comment, policy):
    """After a guest's reply appeared by itself; it costs nobody their words if this fails."""
    if comment.status == Status.APPROVED and comment.user_id is None:
        transaction.on_commit(partial(_watch_quietly, policy), robust=True)


def end(surge, *, by):
    """By hand; returns whether this call ended it. What it held waits on."""
    now = timezone.now()
    peak = max(surge.replies, _lately())
    lasting = Surge.objects.filter(pk=surge.pk, ended_at__isnull=True, ends_at__gt=now)
    return bool(lasting.update(ended_at=now, ended_by=by, replies=peak))


def _watch_quietly(policy):
    """Nobody asks what lasts."""
    if replies := _unusually_many(policy):
        _begin_or_go_on(replies)


def _unusually_many(policy):
    """The replies of these minutes, where they are as many as moderators set; else 0."""
    replies = _lately() if policy.surge_replies else 0
    return replies if replies >= policy.surge_replies else 0


def _begin_or_go_on(replies):
    with transaction.atomic():
        # One at a time: of two that see the same flood, the second finds the surge of the first.
        policy = DiscussionSettings.objects.select_for_update().get(pk=DiscussionSettings.ONLY)
        if not policy.surge_replies:
            return None  # switched off since it was read
        current = Surge.objects.current()
        if current is not None:
            return _go_on(current, replies)
        return _begin(replies)


def _begin(replies):
    usual = _usual()
    if replies < TIMES_USUAL * usual or _was_just_ended(replies):
        return None
    now = timezone.now()
    surge = Surge.objects.create(started_at=now, ends_at=now + LASTS, replies=replies, usual=usual)
    logger.warning("More replies than usual: %d in ten minutes, usual are %.1f.", replies, usual)
    tell_of_surge(surge)
    return surge


def _go_on(surge, replies):
    now = timezone.now()
    if replies >= TIMES_USUAL * surge.usual and surge.ends_at < now + PUT_OFF_FROM:
        surge.ends_at, surge.replies = now + LASTS, max(replies, surge.replies)
        surge.save(update_fields=["ends_at", "replies"])
    return surge


def _was_just_ended(replies):
    ended = Surge.objects.filter(ended_at__gt=timezone.now() - QUIET_AFTER_END)
    last = ended.order_by("-ended_at").first()
    return last is not None and replies < 2 * last.replies


def _lately():
    since = connection.ops.adapt_datetimefield_value(timezone.now() - WINDOW)
    with connection.cursor() as cursor:
        cursor.execute(LATELY, [OF_ONE_NETWORK, OF_ONE_NETWORK, since, COUNTED_AT_MOST])
        return int(cursor.fetchone()[0])


def _usual():
    """Replies in ten minutes, of the two weeks before; floods of that time are no usual ones."""
    until = timezone.now() - WINDOW
    since = until - USUAL_FROM
    counted = Comment.objects.filter(submitted_at__gt=since, submitted_at__lte=until).order_by()
    span, left_out = USUAL_FROM, Q()
    for start, end_ in _floods(since, until):
        left_out |= Q(submitted_at__gt=start, submitted_at__lte=end_)
        span -= end_ - start
    return counted.exclude(left_out).count() * WINDOW / max(span, WINDOW)


def _floods(since, until):
    """[(start, end)] of the surges in between, joined where they overlap."""
    surges = Surge.objects.filter(ends_at__gt=since, started_at__lt=until + WINDOW)
    joined = []
    for surge in sorted(surges[:SURGES_LEFT_OUT], key=lambda one: one.started_at):
        start = max(surge.started_at - WINDOW, since, joined[-1][1] if joined else since)
        end_ = min(surge.ended_at or surge.ends_at, until)
        if start < end_:
            joined.append((start, end_))
    return joined
