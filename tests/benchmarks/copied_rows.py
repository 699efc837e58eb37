"""Comments copied by the database, a sample at a time, and what is then counted of all of them."""

from contextlib import contextmanager

# Of what is copied, so that copies are nobody's twin: expressions on the copied row.
VARIED = {
    "id": "id + {away}",
    "parent_id": "parent_id + {away}",
    "thread_id": "thread_id + {away}",
    "folds_after": "CASE folds_after WHEN {newest} THEN {newest} ELSE folds_after + {away} END",
    "author_email": "'c{copy}.' || author_email",
    "fingerprint": "'c{copy}.' || fingerprint",
    "likeness_a": "likeness_a + {copy}",
    "likeness_b": "likeness_b + {copy}",
}
LATER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', submitted_at, '+{seconds} seconds')",
    "postgresql": "submitted_at + interval '{seconds} seconds'",
}
DECISIONS = """
    INSERT INTO comments_decision (comment_id, revision, was, became, by_id, via, reason, rule, at,
                                   is_edit, tells_author)
    SELECT id, 1, '', 'pending', NULL, 'rule', 'The author is not known yet.', 'first_time',
           submitted_at, {false}, {true} FROM comments_comment WHERE {undecided}
    UNION ALL
    SELECT id, 1, 'pending', status, {by}, 'desk', '', '', submitted_at, {false}, {true}
    FROM comments_comment WHERE status <> 'pending' AND {undecided}
"""
UNDECIDED = "id > (SELECT COALESCE(MAX(comment_id), 0) FROM comments_decision)"
COUNTS = """
    INSERT INTO comments_tally (post_id, replies, answers, picks, threads, newest,
                                waiting, spam, removed)
    SELECT post_id,
           COUNT(CASE WHEN status = 'approved' THEN 1 END),
           COUNT(CASE WHEN status = 'approved' AND is_answer THEN 1 END),
           COUNT(CASE WHEN status = 'approved' AND is_picked THEN 1 END),
           COUNT(CASE WHEN is_listed THEN 1 END),
           COALESCE(MAX(CASE WHEN status = 'approved' THEN id END), 0),
           COUNT(CASE WHEN status = 'pending' THEN 1 END),
           COUNT(CASE WHEN status = 'spam' THEN 1 END),
           COUNT(CASE WHEN status = 'removed' THEN 1 END)
    FROM comments_comment GROUP BY post_id
"""


def next_id():
    from django.db.models import Max

    from comments.models import Comment

    return (Comment.objects.aggregate(newest=Max("pk"))["newest"] or 0) + 1


def copy(number, first, sample, *, later):
    """The sample of comments from the id `first` on, once more, behind all that is there."""
    from django.db import connection

    from comments.models import Comment
    from comments.models.tally import NEWEST_ID

    columns = [field.column for field in Comment._meta.concrete_fields]
    varied = VARIED | {"submitted_at": LATER[connection.vendor]}
    words = {"copy": number, "away": number * sample, "newest": NEWEST_ID}
    words["seconds"] = int(later.total_seconds())
    chosen = ", ".join(varied.get(column, column).format(**words) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO comments_comment ({', '.join(columns)}) SELECT {chosen} "
            f"FROM comments_comment WHERE id BETWEEN {first} AND {first + sample - 1} ORDER BY id"
        )


def finish(by):
    """Decisions, tallies, the ids to come, and what the database plans by."""
    from django.core.management.color import no_style
    from django.db import connection

    from comments.models import Comment

    words = {"by": by.pk if by else "CAST(NULL AS INTEGER)", "true": "TRUE", "false": "FALSE"}
    with connection.cursor() as cursor:
        cursor.execute(DECISIONS.format(undecided=UNDECIDED, **words))
        cursor.execute("DELETE FROM comments_tally")
        cursor.execute(COUNTS)
        for sql in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


@contextmanager
def without_triggers():
    """For a new database, of which nobody holds a page: each would be called a million times."""
    from django.db import connection

    connection.ensure_connection()
    switch = _in_sqlite if connection.vendor == "sqlite" else _in_postgres
    switch(connection, False)
    try:
        yield
    finally:
        switch(connection, True)


def _in_sqlite(connection, are_on):
    import sqlite3

    connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, are_on)


def _in_postgres(connection, are_on):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("comments_comment", "comments_tally"):
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if are_on else 'DISABLE'} TRIGGER USER")
