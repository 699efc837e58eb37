"""The database itself notes every change of what pages show, in the transaction that makes it.

Whoever changes something can't forget it then: no verb, no admin form, no command, no hand at the
database's own prompt. SQLite drops a table's triggers where a migration makes the table anew, so
they are put in order after every migration.
"""

from typing import NamedTuple

from django.db import connections, transaction

from posts.models.change import Change

PREFIX = "pages_show_"
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}  # and its rows


class Shown(NamedTuple):
    """Which changes of a table pages show."""

    table: str
    columns: tuple = ()  # of an update; none: any of them
    post: str = ""  # the column that names the post whose conversation it is; none: the whole site
    when: str = ""  # SQL about a `{row}` that pages show; none: any row


def put_in_order(shown, using):
    """Make the triggers of these tables as they are to be; done twice, it changes nothing."""
    connection = connections[using]
    trigger = _MADE_IN[connection.vendor]
    with transaction.atomic(using), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if Change._meta.db_table not in tables:
            return  # migrated part of the way: the rest of it brings us here again
        for one in shown:
            if one.table in tables and _columns(connection, cursor, one) >= set(one.columns):
                for event in EVENTS:
                    for sql in trigger(one, event):
                        cursor.execute(sql)


def _columns(connection, cursor, shown):
    found = connection.introspection.get_table_description(cursor, shown.table)
    return {column.name for column in found}


def _name(shown, event):
    return f"{PREFIX}{shown.table}_{event.lower()}"


def _head(shown, event):
    columns = f" OF {', '.join(shown.columns)}" if shown.columns and event == "UPDATE" else ""
    conditions = " OR ".join(f"({shown.when.format(row=row)})" for row in EVENTS[event])
    when = f" WHEN ({conditions})" if shown.when else ""
    return f"{_name(shown, event)} AFTER {event}{columns} ON {shown.table} FOR EACH ROW{when}"


# One writer at a time: a number goes up where it stands ------------------------------------------

COUNTED_IN_SQLITE = """
    INSERT INTO posts_change (place, number)
    SELECT {place}, 0 WHERE NOT EXISTS (SELECT 1 FROM posts_change WHERE place = {place});
    UPDATE posts_change SET number = number + 1 WHERE place = {place};
"""


def _in_sqlite(shown, event):
    place = f"{EVENTS[event][-1]}.{shown.post}" if shown.post else Change.SITE
    counted = "".join(COUNTED_IN_SQLITE.format(place=where) for where in (place, Change.EVERYTHING))
    yield f"DROP TRIGGER IF EXISTS {_name(shown, event)}"
    yield f"CREATE TRIGGER {_head(shown, event)} BEGIN {counted} END"


# Many writers: each adds rows of its own, and waits for nobody -----------------------------------

FUNCTION_IN_POSTGRES = """
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO posts_change (place, number) VALUES ({place}, 1), ({everything}, 1);
            RETURN NULL;
        END
    $$
"""


def _in_postgres(shown, event):
    place = f"{EVENTS[event][-1]}.{shown.post}" if shown.post else Change.SITE
    name = _name(shown, event)
    yield FUNCTION_IN_POSTGRES.format(name=name, place=place, everything=Change.EVERYTHING)
    yield f"CREATE OR REPLACE TRIGGER {_head(shown, event)} EXECUTE FUNCTION {name}()"


_MADE_IN = {"sqlite": _in_sqlite, "postgresql": _in_postgres}
