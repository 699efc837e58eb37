"""What waits and has something in common with a comment: SQL for a list, and for counting.

By hand, each arm in the order of its ids: only so does SQLite, which keeps no statistics here,
take the partial index of what is common and not that of all that wait.
"""

from comments.desk.asked import ADDRESS, HOST, NETWORK, TEXT
from comments.text import folded_address

CONDITIONS = {
    TEXT: ("likeness_a = %s", "likeness_b = %s"),
    HOST: ("link_host = %s",),
    # Not what its owner wrote, whose address somebody else may have typed.
    ADDRESS: ("LOWER(author_email) = %s AND NOT is_confirmed",),
    NETWORK: ("network = %s",),
}
ARM = """
    SELECT id FROM (
        SELECT id FROM comments_comment WHERE status = 'pending' AND {same} {scope}
        ORDER BY id LIMIT {limit}
    ) {name}
"""


def marks_of(row, by):
    """The values that those alike share one of; none for a row that has nothing to share."""
    values = {
        TEXT: (row.likeness_a, row.likeness_b),
        HOST: (row.link_host,),
        ADDRESS: ("" if row.is_confirmed else folded_address(row.author_email),),
        NETWORK: (row.network,),
    }[by]
    return values if all(value not in {None, ""} for value in values) else ()


def ids_alike(by, marks, limit, scope="", own=()):
    """SQL that selects their ids, at most some times `limit`, and its parameters."""
    arms = [
        ARM.format(same=same, scope=scope, limit=limit, name=f"arm{number}")
        for number, same in enumerate(CONDITIONS[by])
    ]
    return " UNION ".join(arms), [param for mark in marks for param in (mark, *own)]
