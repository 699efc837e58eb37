"""What else its author wrote, and what became of it: one query, at most some hundred rows.

Each is told by the best proof that both are by one person.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from comments.desk import records
from comments.desk.scope import scope_of
from comments.moderation import Status
from comments.text import folded_address

READ = 100  # of each way
SHOWN = 6  # of each way
WORDS = {
    records.CONFIRMED: _("Same confirmed address"),
    records.ACCOUNT: _("Same account"),
    records.TYPED: _("Same address, typed and not confirmed"),
    records.NETWORK: _("Same network, perhaps another person"),
}
WAYS = {
    "address": ("LOWER(author_email) = %s", "submitted_at DESC"),
    "account": ("user_id = %s", "id DESC"),
    "network": ("network = %s", "submitted_at DESC"),
}
ARM = """
    SELECT * FROM (
        SELECT submitted_at, id, %s AS way, status, is_confirmed, LOWER(author_email) AS email,
            author_name, post_id
        FROM comments_comment WHERE {same} {scope} ORDER BY {order} LIMIT {read}
    ) {way}
"""
HISTORY = """
    SELECT found.*, posts_post.title FROM ({arms}) found
    JOIN posts_post ON posts_post.id = found.post_id
"""


class Earlier(NamedTuple):
    submitted_at: datetime
    id: int
    way: str
    status: str
    is_confirmed: bool
    email: str
    author_name: str
    post_id: int
    title: str

    @property
    def status_words(self):
        return Status(self.status).label


class Group(NamedTuple):
    way: str
    rows: list  # the newest first
    approved: int
    others: int
    waiting: int

    @property
    def words(self):
        return WORDS[self.way]

    @property
    def shown(self):
        return self.rows[:SHOWN]

    @property
    def is_full(self):
        return len(self.rows) >= READ

    @property
    def left_out(self):
        return len(self.rows) - len(self.shown)

    @property
    def people(self):
        """How many addresses wrote them: a network is often that of many."""
        return len({row.email for row in self.rows})


def history_of(user, comment):
    """Groups of other comments that may be by its author, the best proof first."""
    asked = {
        "address": folded_address(comment.author_email),
        "account": comment.user_id,
        "network": comment.network,
    }
    asked = {way: value for way, value in asked.items() if value}
    if not asked:
        return []
    scope, own = scope_of(user)
    arms, params = [], []
    for way, value in asked.items():
        same, order = WAYS[way]
        arms.append(ARM.format(same=same, order=order, scope=scope, read=READ + 1, way=way))
        params += [way, value, *own]
    with connection.cursor() as cursor:
        cursor.execute(HISTORY.format(arms=" UNION ALL ".join(arms)), params)
        rows = [_earlier(columns) for columns in cursor.fetchall()]
    return _groups(comment, rows)


def _groups(comment, rows):
    best = {}
    for row in sorted(rows, key=lambda row: records.WAYS.index(_way(comment, row))):
        if row.id != comment.pk:
            best.setdefault(row.id, row._replace(way=_way(comment, row)))
    groups = []
    for way in records.WAYS:
        these = [row for row in best.values() if row.way == way]
        if these:
            newest = sorted(these, key=lambda row: (row.submitted_at, row.id), reverse=True)
            statuses = [row.status for row in newest]
            groups.append(
                Group(
                    way, newest[:READ],
                    approved=statuses.count("approved"),
                    others=statuses.count("spam") + statuses.count("removed"),
                    waiting=statuses.count("pending"),
                )
            )  # fmt: skip
    return groups


def _way(comment, row):
    if row.way == "address":
        is_proved = row.is_confirmed and comment.is_confirmed
        return records.CONFIRMED if is_proved else records.TYPED
    return records.ACCOUNT if row.way == "account" else records.NETWORK


def _earlier(columns):
    row = Earlier._make(columns)
    return row._replace(submitted_at=records.aware(row.submitted_at))
