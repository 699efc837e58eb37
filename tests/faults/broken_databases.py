"""Real errors, as Django raises them: of a database that is locked, full, gone, asked nonsense."""

import os
import sqlite3
from contextlib import closing

from django.db import Error
from django.db.utils import ConnectionHandler

NOT_LISTENING = 1  # a port


def sqlite_error(folder, trouble):
    """What Django raises when it writes into a small database in `folder` that has `trouble`."""
    path = folder / "small.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE kept (words TEXT)")
    write = "INSERT INTO kept VALUES (hex(randomblob(200000)))"
    options = {"timeout": 0}
    if trouble == "gone":
        path = folder / "no such folder" / "small.sqlite3"
    elif trouble == "full":
        options["init_command"] = "PRAGMA max_page_count = 2"
    elif trouble == "read-only":
        options["init_command"] = "PRAGMA query_only = ON"
    elif trouble == "asked nonsense":
        write = "INSERT INTO nowhere VALUES (1)"
    with closing(sqlite3.connect(path) if trouble == "locked" else open(os.devnull)) as other:
        if trouble == "locked":
            other.execute("BEGIN EXCLUSIVE")
        return _error_of("django.db.backends.sqlite3", write, NAME=str(path), OPTIONS=options)


def no_postgres_error():
    """What Django raises when nobody listens there."""
    where = {"NAME": "notes", "HOST": "127.0.0.1", "PORT": NOT_LISTENING}
    return _error_of("django.db.backends.postgresql", "SELECT 1", **where)


def postgres_error(address, sql):
    """What Django raises when that server is asked this."""
    return _error_of(
        "django.db.backends.postgresql", sql, NAME="postgres", OPTIONS={"conninfo": address}
    )


def _error_of(engine, sql, **where):
    connection = ConnectionHandler({"default": {"ENGINE": engine, **where}})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
    except Error as error:
        return error
    finally:
        connection.close()
    raise AssertionError("Nothing was wrong.")
