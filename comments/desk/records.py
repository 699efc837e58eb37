"""What became of an author's other comments: in numbers for a list, one by one for a comment.

Who is the same person is told in four ways that prove less and less: the address was confirmed,
the account is the same, the same address was typed, the network is the same. What is said always
says by which.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from comments.desk.scope import scope_of
from comments.text import folded_address

CONFIRMED, ACCOUNT, TYPED, NETWORK = WAYS = ("confirmed", "account", "typed", "network")
COUNTED = 100  # the newest of each author
READ = 1_000  # to find those: somebody else may have typed the address a thousand times
# Found by comment_by_email, the key of the account, comment_by_network: the newest come first.
ARMS = {
    CONFIRMED: ("LOWER(author_email) = %s", "AND is_confirmed = %s", "submitted_at DESC"),
    TYPED: ("LOWER(author_email) = %s", "", "submitted_at DESC"),
    ACCOUNT: ("user_id = %s", "", "id DESC"),
}
ARM = """
    SELECT * FROM (
        SELECT %s AS at, COUNT(CASE WHEN status = 'approved' THEN 1 END) AS approved,
            COUNT(CASE WHEN status IN ('spam', 'removed') THEN 1 END) AS others
        FROM (
            SELECT status FROM (
                SELECT status, is_confirmed FROM comments_comment
                WHERE {same} {scope} ORDER BY {order} LIMIT {read}
            ) newest WHERE status <> 'pending' {more} LIMIT {counted}
        ) decided
    ) arm
"""


class Record(NamedTuple):
    way: str
    approved: int
    others: int  # spam or removed


def way_of(row):
    """The best proof of who wrote it, and the value it is told by; (None, None) for none."""
    email = folded_address(row.author_email)
    if email and row.is_confirmed:
        return CONFIRMED, email
    if row.user_id:
        return ACCOUNT, row.user_id
    return (TYPED, email) if email else (None, None)


def records_of(user, rows):
    """{row's id: Record} of the authors of a page's rows, in one query; none for the unnamed."""
    ways = list(dict.fromkeys(way for row in rows if (way := way_of(row))[0]))
    if not ways:
        return {}
    scope, own = scope_of(user)
    arms, params = [], []
    for at, (way, value) in enumerate(ways):
        same, more, order = ARMS[way]
        arms.append(
            ARM.format(same=same, more=more, order=order, scope=scope, read=READ, counted=COUNTED)
        )
        params += [at, value, *own, *([True] if more else [])]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), params)
        found = {ways[at]: counted for at, *counted in cursor.fetchall()}
    return {row.id: _without(row, *found[way]) for row in rows if (way := way_of(row)) in found}


def in_words(record):
    """Short, for a list: "4 approved, 2 not", and by what that is known where it is no proof."""
    if record is None or not (record.approved or record.others):
        return ""
    said = {"approved": _number(record.approved), "others": _number(record.others)}
    if not record.others:
        words = _("%(approved)s approved") % said
    elif not record.approved:
        words = _("%(others)s not approved") % said
    else:
        words = _("%(approved)s approved, %(others)s not") % said
    return _("%(words)s (address typed)") % {"words": words} if record.way == TYPED else words


def aware(at):
    """SQLite knows no zones: Django keeps times there in UTC."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def _without(row, approved, others):
    """The others of its author: it is one of those counted once it was decided."""
    approved -= row.status == "approved"
    others -= row.status in {"spam", "removed"}
    return Record(way_of(row)[0], max(approved, 0), max(others, 0))


def _number(number):
    return f"{number}+" if number >= COUNTED else str(number)
