from datetime import timedelta
from functools import reduce
from math import ceil
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import Finding, Verdict
from comments.text import folded_address

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AHEAD = MINUTE  # of two tabs that post at once, the later may be stored first


class Recent(NamedTuple):
    """One comment of the last hour, as far as it is counted."""

    submitted_at: object
    network: str
    author_email: str
    is_confirmed: bool
    user_id: int | None
    post_id: int


def flood(submission):
    """So many replies from one reader, on one post, on the site; counted from rows, by one query.

    A reader is an address and a network. Whoever is signed in is counted by account alone: a
    classroom shares one network.
    """
    if submission.is_by_staff:
        return None
    policy = submission.policy
    pause = timedelta(seconds=policy.flood_seconds)
    rows = list(_recent(submission, policy, pause))
    per_reader = [
        wait
        for is_same in _ways_to_be_one_reader(submission)
        for number, per in ((1 if pause else 0, pause), (policy.hourly_replies, HOUR))
        if (wait := _wait(filter(is_same, rows), number, per, submission.submitted_at))
    ]
    if per_reader:
        told = _("You are posting replies too quickly. Please wait a moment, then post again.")
        return Finding("flood", Verdict.REFUSE, told, retry_after=max(per_reader))
    here = [row for row in rows if row.post_id == submission.post.pk]
    for_all = max(
        _wait(here, policy.post_replies, MINUTE, submission.submitted_at),
        _wait(rows, policy.site_replies, MINUTE, submission.submitted_at),
    )
    if for_all:
        told = _("Very many replies arrive right now. Please wait a moment, then post again.")
        return Finding("flood", Verdict.REFUSE, told, retry_after=for_all)
    return None


def _wait(rows, number, per, now):
    """Seconds until fewer than `number` of the rows lie within `per`; 0 when that is so now."""
    times = sorted(row.submitted_at for row in rows if row.submitted_at > now - per)
    if not number or len(times) < number:
        return 0
    wait = ceil((times[-number] + per - now).total_seconds())
    return min(max(wait, 1), ceil(per.total_seconds()))


def _ways_to_be_one_reader(submission):
    if submission.user is not None:
        yield lambda row: row.user_id == submission.user.pk
        return
    if submission.network:
        yield lambda row: row.network == submission.network
    if submission.author_email:
        email = folded_address(submission.author_email)
        # Whoever has proved their address isn't locked out by somebody who types it.
        yield (
            lambda row: (
                folded_address(row.author_email) == email
                and (row.is_confirmed or not submission.is_confirmed)
            )
        )


def _recent(submission, policy, pause):
    now = submission.submitted_at
    window = max(pause, HOUR if policy.hourly_replies else pause)
    # Each way with its own time: so each is found in its own index, and nothing else is read.
    ways = [
        same & Q(submitted_at__gt=now - window, submitted_at__lt=now + AHEAD)
        for same in _by_the_same_reader(submission)
    ]
    if policy.site_replies or policy.post_replies:
        ways.append(Q(submitted_at__gt=now - MINUTE, submitted_at__lt=now + AHEAD))
    if not ways:
        return []
    rows = (
        Comment.objects.alias(email_folded=Lower("author_email"))
        .filter(reduce(or_, ways))
        .order_by()
        .values_list(*Recent._fields)
    )
    return map(Recent._make, rows)


def _by_the_same_reader(submission):
    if submission.user is not None:
        yield Q(user=submission.user)
        return
    if submission.network:
        yield Q(network=submission.network)
    if submission.author_email:
        yield Q(email_folded=folded_address(submission.author_email))
