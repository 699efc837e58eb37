"""What waits and is alike, shown as one: the same text, link host, address or network.

The rows of a page are grouped without asking the database; how many more there are beyond the
page is one query, which stops counting at some hundred.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from comments.desk import asked as asks
from comments.desk.records import scope_of
from comments.text import folded_address

FEWEST = {asks.TEXT: 2, asks.HOST: 3, asks.ADDRESS: 3, asks.NETWORK: 3}  # rows that make a group
COUNTED = 200
WORDS = {
    asks.TEXT: _lazy("the same text"),
    asks.HOST: _lazy("links to one host"),
    asks.ADDRESS: _lazy("one address, typed"),
    asks.NETWORK: _lazy("one network"),
}
CONDITIONS = {
    asks.TEXT: "(likeness_a = %s OR likeness_b = %s)",
    asks.HOST: "link_host = %s",
    asks.ADDRESS: "LOWER(author_email) = %s AND NOT is_confirmed",
    asks.NETWORK: "network = %s",
}
ARM = """
    SELECT * FROM (
        SELECT %s AS at, COUNT(*) AS number FROM (
            SELECT 1 FROM comments_comment WHERE status = 'pending' AND {same} {scope} LIMIT {limit}
        ) alike
    ) arm
"""


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
            for mark in _marks(row, by) if row.id not in taken else ():
                bearing[mark].append(row)
        for row in rows:
            if row.id in taken:
                continue
            alike = {other.id: other for mark in _marks(row, by) for other in bearing[mark]}
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
        arms.append(ARM.format(same=CONDITIONS[group.by], scope=scope, limit=COUNTED + 1))
        params += [at, *_values(group.anchor, group.by), *own]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), params)
        numbers = dict(cursor.fetchall())
    counted = {id(group): numbers[at] for at, group in enumerate(groups)}
    return [
        item._replace(number=max(counted[id(item)], len(item.rows))) if id(item) in counted else item
        for item in items
    ]


def _marks(row, by):
    """What a row has in common with others that bear the same mark."""
    if by == asks.ADDRESS and row.is_confirmed:
        return []
    values = _values(row, by)
    return [mark for mark in enumerate(values) if mark[1]]


def _values(row, by):
    if by == asks.TEXT:
        return [row.likeness_a, row.likeness_b]
    if by == asks.HOST:
        return [row.link_host]
    return [folded_address(row.author_email) if by == asks.ADDRESS else row.network]
