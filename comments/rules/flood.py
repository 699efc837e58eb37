from datetime import UTC, timedelta
from math import ceil
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from comments.moderation import Finding, Verdict
from comments.rules.first_time import is_known
from comments.text import folded_address

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AHEAD = MINUTE  # of two tabs that post at once, the later may be stored first
# By hand: it is asked twice for every reply, and the ORM takes ten times as long to compose it as
# the database to answer. Each way has its own time, so each is found in its own index.
RECENT = """
    SELECT id, submitted_at, network, author_email, is_confirmed, user_id, post_id
    FROM comments_comment WHERE {same} AND submitted_at > %s AND submitted_at < %s
"""


class Recent(NamedTuple):
    """One comment of the last hour, as far as it is counted."""

    id: int
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
    # Whoever has earned trust can't be shut out by a crowd that is one person with many networks.
    if for_all and not is_known(submission):
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
    ways = [(same, value, window) for same, value in _by_the_same_reader(submission)]
    if policy.site_replies or policy.post_replies:
        ways.append(("%s", True, MINUTE))
    if not ways:
        return []
    moment = connection.ops.adapt_datetimefield_value
    params = [
        param
        for _same, value, span in ways
        for param in (value, moment(now - span), moment(now + AHEAD))
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(RECENT.format(same=same) for same, _v, _s in ways), params)
        return [_row(columns) for columns in cursor.fetchall()]


def _by_the_same_reader(submission):
    """(condition, its parameter): as the indexes have them."""
    if submission.user is not None:
        yield "user_id = %s", submission.user.pk
        return
    if submission.network:
        yield "network = %s", submission.network
    if submission.author_email:
        yield "LOWER(author_email) = %s", folded_address(submission.author_email)


def _row(columns):
    recent = Recent._make(columns)
    if recent.submitted_at.tzinfo is None:  # SQLite knows no zones: Django keeps times there in UTC
        recent = recent._replace(submitted_at=recent.submitted_at.replace(tzinfo=UTC))
    return recent
