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
from comments.desk.records import scope_of

FEWEST = {asks.TEXT: 2, asks.HOST: 3, asks.ADDRESS: 3, asks.NETWORK: 3}  # rows that make a group
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
    def words(self):
        number = _("More than %d") % COUNTED if self.number > COUNTED else str(self.number)
        said = {"number": number, "what": WORDS[self.by]}
        return _("%(number)s alike: %(what)s") % said

    @property
    def of_all(self):
        """For its buttons: "Spam 37"."""
        return _("all") if self.number > COUNTED else self.number


def grouped(rows):
    """Rows and Groups in the order of the rows; a group stands where its first row stood.

    Whoever confirmed their address and wrote three replies is a reader, not a campaign.
    """
    taken, groups = set(), {}
    for by in asks.WAYS:
        bearing = defaultdict(list)
        for row in rows:
            for mark in enumerate(marks_of(row, by)) if row.id not in taken else ():
                bearing[mark].append(row)
        for row in rows:
            if row.id in taken:
                continue
            marks = enumerate(marks_of(row, by))
            alike = {other.id: other for mark in marks for other in bearing[mark]}
            left = [other for pk, other in alike.items() if pk not in taken and pk != row.id]
            if len(left) + 1 >= FEWEST[by]:
                groups[row.id] = Group(by, [row, *sorted(left, key=rows.index)])
                taken |= {row.id, *(other.id for other in left)}
    return [groups.get(row.id, row) for row in rows if row.id in groups or row.id not in taken]


def counted(user, items):
    """The same, each Group with the number of all that wait and are alike, on any page."""
    groups = [item for item in items if isinstance(item, Group)]
    if not groups:
        return items
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
    of_group = {group.anchor.id: numbers[at] for at, group in enumerate(groups)}
    return [
        item._replace(number=max(of_group[item.anchor.id], len(item.rows)))
        if isinstance(item, Group)
        else item
        for item in items
    ]
