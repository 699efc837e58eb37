"""The desk's lists: what each view holds, how many that are, and a page of it.

Counts are sums over tallies, pages go on from the last row of the one before, and a search looks
through a bounded window: none of it takes longer with a longer table.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404

from comments.desk import asked as asks
from comments.desk.alike import ids_alike, marks_of
from comments.desk.scope import scope_of
from comments.models import Comment
from comments.moderation import Status
from posts.spellings import spellings_of

ROWS = 50  # on a page
SEARCHED = 50_000  # the newest of a view
ALIKE = 20_000
STATUS_OF_VIEW = {
    asks.WAITING: Status.PENDING,
    asks.SPAM: Status.SPAM,
    asks.REMOVED: Status.REMOVED,
    asks.APPROVED: Status.APPROVED,
}
COUNTS = """
    SELECT COALESCE(SUM(tally.waiting), 0), COALESCE(SUM(tally.spam), 0),
        COALESCE(SUM(tally.removed), 0), COALESCE(SUM(tally.replies), 0),
        (SELECT COUNT(*) FROM comments_comment WHERE open_flags > 0 {scope}),
        (SELECT COUNT(*) FROM comments_comment WHERE user_id = %s {scope}),
        (SELECT MAX(id) FROM comments_comment)
    FROM comments_tally tally WHERE 1 = 1 {scope}
"""


class Row(NamedTuple):
    """What the list needs of a comment, in the order of COLUMNS."""

    id: int
    status: str
    revision: int
    author_name: str
    author_email: str
    is_confirmed: bool
    user_id: int | None
    body_html: str
    is_answer: bool
    findings: list
    open_flags: int
    submitted_at: datetime
    network: str
    link_host: str
    likeness_a: int | None
    likeness_b: int | None
    parent_id: int | None
    parent_name: str | None

    @property
    def seen(self):
        return f"{self.id}:{self.status}:{self.revision}"

    @property
    def cursor(self):
        return asks.Cursor(self.submitted_at, self.id)


COLUMNS = (*Row._fields[:-1], "parent__author_name")


class Page(NamedTuple):
    rows: list
    goes_on: bool
    is_bounded: bool  # a search that did not reach the view's oldest

    def after(self, pk):
        """The row to go to from comment `pk`: the next, else the one before it, else none."""
        ids = [row.id for row in self.rows]
        if pk not in ids:
            return ids[0] if ids else None
        place = ids.index(pk)
        others = [*ids[place + 1 : place + 2], *ids[max(place - 1, 0) : place]]
        return others[0] if others else None


def counts(user):
    """How many stand in each view, for who may moderate; and the newest id of all, by ""."""
    scope, own = scope_of(user)
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(scope=scope), [*own, user.pk, *own, *own])
        waiting, spam, removed, approved, reported, mine, newest = cursor.fetchone()
    return {
        asks.WAITING: int(waiting),
        asks.REPORTED: reported,
        asks.SPAM: int(spam),
        asks.REMOVED: int(removed),
        asks.APPROVED: int(approved),
        asks.MINE: mine,
        "": newest or 0,
    }


def page_of(user, asked):
    """One page of what is asked for, as Rows."""
    found = _in_order(matching(user, asked), asked)
    if asked.after:
        at, pk = asked.after
        way, than = ("lt", "lte") if asked.is_newest_first else ("gt", "gte")
        # Both, so that the index leads there: an OR alone would read from its beginning.
        found = found.filter(
            Q(**{f"submitted_at__{way}": at}) | Q(**{f"id__{way}": pk}),
            **{f"submitted_at__{than}": at},
        )
    rows = [Row._make(values) for values in found.values_list(*COLUMNS)[: ROWS + 1]]
    return Page(rows[:ROWS], len(rows) > ROWS, bool(asked.q or asked.rule))


def row_of(user, comment, asked):
    """The Row of one comment as it stands now; None when what is asked for doesn't hold it."""
    values = matching(user, asked).filter(pk=comment.pk).values_list(*COLUMNS).first()
    return values and Row._make(values)


def matching(user, asked):
    """Every comment that is asked for, on all pages, that `user` may moderate: a queryset."""
    comments = Comment.objects.may_be_moderated_by(user)
    found = of_view(comments, user, asked.view)
    if asked.like:
        found = alike(user, asked.like, asked.by)
    if asked.post:
        found = found.filter(post=asked.post)
    if asked.q or asked.rule:
        newest = found.order_by("-submitted_at", "-id").values("id")[:SEARCHED]
        found = Comment.objects.filter(id__in=newest)
    if asked.rule:
        found = found.alias(said=Cast("findings", TextField())).filter(
            said__contains=f'"rule": "{asked.rule}"'
        )
    if asked.q:
        found = found.filter(_search(asked.q))
    return found


def of_view(comments, user, view):
    if view == asks.REPORTED:
        return comments.reported()
    if view == asks.MINE:
        return comments.filter(user=user)
    return comments.filter(status=STATUS_OF_VIEW[view])


def alike(user, pk, by):
    """What waits and has its text, host, address or network in common with comment `pk`."""
    comments = Comment.objects.may_be_moderated_by(user)
    marks = marks_of(get_object_or_404(comments, pk=pk), by)
    if not marks:
        return comments.none()
    found = ids_alike(by, marks, ALIKE, *scope_of(user))
    return comments.filter(pk__in=RawSQL(*found))  # noqa: S611 (constants)


def _in_order(comments, asked):
    order = ("-submitted_at", "-id") if asked.is_newest_first else ("submitted_at", "id")
    return comments.order_by(*order)


def _search(words):
    """In text, name, e-mail address, website, link host and network address; as typed, no case."""
    fields = ("body", "author_name", "author_email", "author_url", "link_host", "ip_address")
    found = Q()
    for field in fields:
        for spelling in spellings_of(words):
            found |= Q(**{f"{field}__icontains": spelling})
    return found
