"""The index as it is to be, whatever a migration, a restore or a hand has left of it."""

from django.db import connections, transaction

from posts.search import fts5, tsvector


def put_in_order(using, **signal):
    """post_migrate: makes what is missing or of an older make. Done twice, it changes nothing."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        if "posts_post" in connection.introspection.table_names(cursor):
            _MENDED_IN[connection.vendor](cursor)


def _mend_sqlite(cursor):
    """All or nothing: what happened to posts while a trigger was missing, nobody knows."""
    tables, triggers = fts5.tables(), fts5.triggers()
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'posts_search_%'")
    found = dict(cursor.fetchall())
    wanted = tables | triggers
    if {name: found.get(name) for name in wanted} == wanted:
        cursor.execute(fts5.is_complete())
        if cursor.fetchone() == (1,):
            return
    for name in triggers:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for name in tables:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
    for sql in (*tables.values(), *fts5.fill(), *triggers.values()):
        cursor.execute(sql)


def _mend_postgres(cursor):
    cursor.execute(tsvector.FOLDS)
    function = tsvector.make_function(*cursor.fetchone())
    stamp, parts = tsvector.stamp(function), len(tsvector.COLUMNS)
    cursor.execute(tsvector.FOUND)
    if cursor.fetchone() == (stamp, parts, parts):
        return
    for sql in (*tsvector.drop_columns(), function, *tsvector.make_columns()):
        cursor.execute(sql)
    cursor.execute(f"COMMENT ON FUNCTION {tsvector.FUNCTION}(text) IS '{stamp}'")


_MENDED_IN = {"sqlite": _mend_sqlite, "postgresql": _mend_postgres}
