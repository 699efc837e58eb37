"""How the moderating goes: the last fourteen days in a few numbers.

Counted from the newest decisions, so many and no more, and kept for a minute: the desk doesn't pay.
"""

from collections import Counter
from datetime import datetime, time, timedelta
from statistics import median
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

from comments.models import Comment, Decision, DiscussionSettings
from comments.moderation import Status

DAYS = 14
COUNTED = 20_000  # decisions
RULES_SHOWN = 8
KEPT_FOR = 60  # seconds


class Row(NamedTuple):
    comment_id: int
    at: object
    was: str
    became: str
    by_id: int | None
    rule: str
    is_edit: bool
    undoes_id: int | None
    undone_by: int | None
    submitted_at: object

    @property
    def is_by_person(self):
        return self.by_id is not None and self.undoes_id is None

    @property
    def is_verdict(self):
        """One way or the other: neither an edit nor a look nor a way back into the queue."""
        return self.is_by_person and not self.is_edit and self.became != Status.PENDING


class Rule(NamedTuple):
    name: str
    caught: int  # held or filed as spam
    overruled: int  # and then approved by a person


class Figures(NamedTuple):
    days: list  # dates, the oldest first
    approved: list  # of each day
    others: list
    waits: list  # median of each day in seconds, or None
    wait: float | None  # median of all, in seconds
    waited: int  # how many were waited for
    decided: int  # by people
    undone: int
    rules: list
    is_bounded: bool
    purged_after: int | None  # days, when some of it is deleted before these are over


def of_last_days(user):
    """What this user may see of it; counted anew once a minute."""
    sees_all = user.has_perm("comments.moderate_comment")
    key = f"desk.figures.{'all' if sees_all else user.pk}.{timezone.localdate():%Y%m%d}"
    figures = cache.get(key)
    if figures is None:
        figures = _figures(*_rows(user, sees_all))
        cache.set(key, figures, KEPT_FOR)
    return figures


def _rows(user, sees_all):
    """The rows, newest first, and whether there are more in these days than are counted."""
    first = timezone.localdate() - timedelta(days=DAYS - 1)
    since = datetime.combine(first, time.min, tzinfo=timezone.get_current_timezone())
    recent = Decision.objects.filter(at__gte=since).order_by("-at", "-pk")
    is_bounded = recent[COUNTED : COUNTED + 1].exists()
    if not sees_all:
        comments = Comment.objects.may_be_moderated_by(user)
        newest = recent.values("pk")[:COUNTED]
        recent = recent.filter(pk__in=newest, comment__in=comments)
    columns = (*Row._fields[:-1], "comment__submitted_at")
    rows = recent.values_list(*columns)[:COUNTED]
    return [Row._make(values) for values in rows], is_bounded


def _figures(rows, is_bounded):
    rows = rows[::-1]
    today = timezone.localdate()
    days = [today - timedelta(days=number) for number in reversed(range(DAYS))]
    by_day = {day: [] for day in days}
    for row in rows:
        by_day.setdefault(timezone.localdate(row.at), []).append(row)
    found = _waits(rows)
    waits = list(found.values())
    waits_of_days = [[wait for at, wait in waits if timezone.localdate(at) == day] for day in days]
    by_people = [row for row in rows if row.is_by_person]
    verdicts = [Counter(_verdicts(by_day[day])) for day in days]
    return Figures(
        days=days,
        approved=[counted[True] for counted in verdicts],
        others=[counted[False] for counted in verdicts],
        waits=[median(some) if some else None for some in waits_of_days],
        wait=median(wait for _at, wait in waits) if waits else None,
        waited=len({comment for comment, _since in found}),
        decided=len(by_people),
        undone=sum(row.undone_by is not None for row in by_people),
        rules=_rules(rows),
        is_bounded=is_bounded,
        purged_after=_purged_within(),
    )


def _verdicts(rows):
    return [row.became == Status.APPROVED for row in rows if row.is_verdict and not row.undone_by]


def _waits(rows):
    """{(comment, since when): (when, seconds)} until a person's first word on what waited for it.

    It waits from its submission, or from when a rule put it back into the queue; people who do
    that have looked at it.
    """
    found, put_back = {}, {}
    for row in rows:
        if row.by_id is None and row.was and row.became == Status.PENDING:
            put_back[row.comment_id] = row.at
        elif row.is_verdict and row.was == Status.PENDING:
            since = put_back.get(row.comment_id, row.submitted_at)
            found.setdefault((row.comment_id, since), (row.at, _seconds(row.at - since)))
    return found


def _seconds(wait):
    return max(wait.total_seconds(), 0.0)


def _rules(rows):
    caught, overruled = {}, set()
    for row in rows:
        if row.rule and row.by_id is None and row.became in {Status.PENDING, Status.SPAM}:
            caught[row.comment_id] = row.rule
        elif row.is_verdict and not row.undone_by and row.became == Status.APPROVED:
            overruled.add(row.comment_id)
    counted = Counter(caught.values())
    against = Counter(rule for comment, rule in caught.items() if comment in overruled)
    return [Rule(name, number, against[name]) for name, number in counted.most_common(RULES_SHOWN)]


def _purged_within():
    """With what is deleted its decisions go: figures of more days than that would lack them."""
    settings = DiscussionSettings.current()
    days = (settings.purges_spam_after_days, settings.purges_removed_after_days)
    return min((number for number in days if 0 < number < DAYS), default=None)
