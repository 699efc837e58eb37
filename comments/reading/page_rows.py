"""The comments that one page of a post shows, in one query, whatever their number.

By hand: composing these unions takes the ORM five times as long as the database needs for them.
The indexes are comment_listed_roots, comment_public_replies, comment_tombstones, comment_answers
and comment_picks; `tests/comments/test_page_rows.py` holds them to it.
"""

from datetime import UTC
from typing import NamedTuple

from django.db import connection

from comments.reading.comment_markup import Row

# What a row is there for; the first column says it.
ROOT, REPLY, NAMED, OWN = range(4)

COLUMNS = """c.id, c.parent_id, c.thread_id, c.depth, c.status, c.author_name, c.author_url,
    c.user_id, u.is_staff AND u.is_active, c.is_confirmed, c.is_answer, c.is_picked, c.has_replies,
    c.is_listed, c.live_replies, c.body_html,
    c.edited_at IS NOT NULL, c.submitted_at"""
ITS_USER = "LEFT JOIN auth_user u ON u.id = c.user_id"

# IN and not "=": SQLite with statistics would read the whole table to build a filter for 20 roots.
PAGE_OF_THREADS = f"""
    WITH roots AS (
        SELECT id, folds_after FROM comments_comment WHERE post_id = %s AND is_listed = %s
        ORDER BY id {{direction}} LIMIT %s OFFSET %s
    )
    SELECT {ROOT}, {COLUMNS} FROM roots
    JOIN comments_comment c ON c.id = roots.id {ITS_USER}
    UNION ALL
    SELECT {REPLY}, {COLUMNS} FROM roots
    JOIN comments_comment c ON c.thread_id IN (roots.id) AND c.id <= roots.folds_after {ITS_USER}
    WHERE c.status = 'approved'
    UNION ALL
    SELECT {REPLY}, {COLUMNS} FROM roots
    JOIN comments_comment c ON c.thread_id IN (roots.id) AND c.id <= roots.folds_after {ITS_USER}
    WHERE c.has_replies = %s AND NOT (c.status = 'approved')
"""  # noqa: S608 (put together from constants)
ONE_THREAD = f"""
    WITH replies AS (
        SELECT id, parent_id FROM comments_comment WHERE thread_id = %s AND status = 'approved'
        ORDER BY id LIMIT %s OFFSET %s
    )
    SELECT {ROOT}, {COLUMNS} FROM comments_comment c {ITS_USER}
    WHERE c.id = %s AND c.post_id = %s AND c.is_listed = %s
    UNION ALL
    SELECT {REPLY}, {COLUMNS} FROM replies
    JOIN comments_comment c ON c.id = replies.id {ITS_USER}
    UNION ALL
    SELECT {NAMED}, {COLUMNS} FROM comments_comment c {ITS_USER}
    WHERE c.id IN (SELECT parent_id FROM replies)
"""  # noqa: S608 (put together from constants)
SOME_KIND = f"""
    WITH found AS (
        SELECT id, parent_id FROM comments_comment
        WHERE post_id = %s AND {{kind}} = %s AND status = 'approved'
        ORDER BY id {{direction}} LIMIT %s OFFSET %s
    )
    SELECT {REPLY}, {COLUMNS} FROM found
    JOIN comments_comment c ON c.id = found.id {ITS_USER}
    UNION ALL
    SELECT {NAMED}, {COLUMNS} FROM comments_comment c {ITS_USER}
    WHERE c.id IN (SELECT parent_id FROM found)
"""  # noqa: S608 (put together from constants)
# One's own, with the roots and parents that tell where they stand.
AND_OWN = f"""
    UNION ALL
    SELECT {OWN}, {COLUMNS} FROM comments_comment c {ITS_USER}
    WHERE c.post_id = %s AND c.id IN ({{ids}})
    UNION ALL
    SELECT {NAMED}, {COLUMNS} FROM comments_comment c {ITS_USER}
    WHERE c.post_id = %s AND c.id IN (
        SELECT parent_id FROM comments_comment WHERE id IN ({{ids}})
        UNION SELECT thread_id FROM comments_comment WHERE id IN ({{ids}})
    )
"""  # noqa: S608 (put together from constants)


class Parts(NamedTuple):
    roots: list
    replies: list
    named: list  # not to be shown: those that are answered, by name
    own: list  # of the reader who looks, wherever they stand


def of_threads(post_id, *, newest_first, limit, offset, own_ids=()):
    """Roots, the replies that stand below them up to their folds, and one's own."""
    sql = PAGE_OF_THREADS.format(direction=_direction(newest_first))
    return _rows(sql, [post_id, True, limit, offset, True], post_id, own_ids)


def of_one_thread(post_id, root_id, *, limit, offset, own_ids=()):
    """The root, none where it isn't listed on this post, and a page of its replies."""
    params = [root_id, limit, offset, root_id, post_id, True]
    return _rows(ONE_THREAD, params, post_id, own_ids)


def of_kind(post_id, kind, *, newest_first, limit, offset):
    """Comments that carry the mark `kind`, a column, and those that they answer."""
    sql = SOME_KIND.format(kind=kind, direction=_direction(newest_first))
    return _rows(sql, [post_id, True, limit, offset], post_id, ())


def _direction(newest_first):
    return "DESC" if newest_first else "ASC"


def _rows(sql, params, post_id, own_ids):
    if own_ids:
        ids = list(own_ids)
        sql += AND_OWN.format(ids=", ".join(["%s"] * len(ids)))
        params = [*params, post_id, *ids, post_id, *ids, *ids]
    parts = Parts([], [], [], [])
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for part, *columns in cursor.fetchall():
            parts[part].append(_row(columns))
    return parts


def _row(columns):
    if columns[-1].tzinfo is None:  # SQLite knows no zones: Django keeps times there in UTC
        columns[-1] = columns[-1].replace(tzinfo=UTC)
    return Row._make(columns)
