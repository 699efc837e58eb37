"""What waits and is alike, shown as one: nearly the same text, link host, address or network.

The rows of a page are grouped without asking the database; how many more there are beyond the
page is one query, which stops counting at some hundred.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from comments.desk import asked as asks
from comments.desk.alike import ids_alike, marks_of
from comments.desk.scope import scope_of

FEWEST = {asks.TEXT: 2, asks.HOST: 3, asks.ADDRESS: 3, asks.NETWORK: 3}  # rows that make a group
PAIRS = dict.fromkeys(asks.WAYS, 2)
COUNTED = 200
WORDS = {
    asks.TEXT: _lazy("nearly the same text"),
    asks.HOST: _lazy("links to one host"),
    asks.ADDRESS: _lazy("one address, typed"),
    asks.NETWORK: _lazy("one network"),
}
COUNT = "SELECT %s AS at, COUNT(*) AS number FROM ({alike}) alike{at}"


class Group(NamedTuple):
    """Rows that have something in common with the first of them, the one it is named by."""

    by: str
    rows: list
    number: int = 0  # in all, at most one more than COUNTED

    @property
    def anchor(self):
        return self.rows[0]

    @property
    def key(self):
        return self.by, self.anchor.id

    @property
    def words(self):
        number = _("More than %d") % COUNTED if self.number > COUNTED else str(self.number)
        said = {"number": number, "what": WORDS[self.by]}
        return _("%(number)s alike: %(what)s") % said

    @property
    def of_all(self):
        """For its buttons: "Spam 37"."""
        return _("all") if self.number > COUNTED else self.number


def campaigns_of(user, rows):
    """Rows and Groups, each with the number of all that wait and are alike, on any page.

    Two that are on this page may belong to many more beyond it.
    """
    numbers = numbers_of(user, _groups(grouped(rows, PAIRS)))
    parts = {anchor for anchor, number in numbers.items() if number >= FEWEST[anchor[0]]}
    items = grouped(rows, FEWEST, parts)
    numbers |= numbers_of(user, [one for one in _groups(items) if one.key not in numbers])
    return [
        item._replace(number=max(numbers[item.key], len(item.rows)))
        if isinstance(item, Group)
        else item
        for item in items
    ]


def grouped(rows, fewest=FEWEST, parts=()):
    """Rows and Groups in the order of the rows; a group stands where its first row stood.

    A group has `fewest` rows, or its key is among `parts`. Whoever confirmed their address and
    wrote three replies is a reader, not a campaign.
    """
    alike, taken, groups = {by: _alike(rows, by) for by in asks.WAYS}, set(), {}
    for by in asks.WAYS:
        for row in rows:
            together = [other for other in alike[by][row.id] if other.id not in taken]
            if row.id in taken or not together:
                continue
            group = Group(by, together)
            if len(together) < fewest[by] and group.key not in parts:
                continue
            if by == asks.TEXT:
                group = _widest(group, alike, taken)
            groups[group.anchor.id] = group
            taken |= {other.id for other in group.rows}
    return [groups.get(row.id, row) for row in rows if row.id in groups or row.id not in taken]


def _groups(items):
    return [item for item in items if isinstance(item, Group)]


def _alike(rows, by):
    """{id of a row: the rows that share a mark with it, itself among them, in their order}."""
    marks = {row.id: set(enumerate(marks_of(row, by))) for row in rows}
    bearing = defaultdict(set)
    for pk, own in marks.items():
        for mark in own:
            bearing[mark].add(pk)
    together = {pk: set().union(*(bearing[mark] for mark in own)) for pk, own in marks.items()}
    return {pk: [row for row in rows if row.id in others] for pk, others in together.items()}


def _widest(group, alike, taken):
    """A campaign varies its words until they are alike no more: yet all lead to one host, say."""
    widest, inside = group, {row.id for row in group.rows}
    for by in asks.WAYS:
        left = [row for row in alike[by][group.anchor.id] if row.id not in taken]
        if len(left) > len(widest.rows) and inside <= {row.id for row in left}:
            widest = Group(by, left)
    return widest


def numbers_of(user, groups):
    """{key of a group: how many wait that are alike}: one query, which stops counting."""
    if not groups:
        return {}
    scope, own = scope_of(user)
    arms, params = [], []
    for at, group in enumerate(groups):
        marks = marks_of(group.anchor, group.by)
        sql, said = ids_alike(group.by, marks, COUNTED + 1, scope, own)
        arms.append(COUNT.format(alike=sql, at=at))
        params += [at, *said]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), params)
        numbers = dict(cursor.fetchall())
    return {group.key: numbers[at] for at, group in enumerate(groups)}
