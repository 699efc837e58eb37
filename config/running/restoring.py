"""A backup made to be the site's database: looked at, brought up to date, then put in its place.

All that may fail is done to a private copy. What is in place is changed once, in one transaction
of SQLite, so running processes show the former site until they show the restored one, whole.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from urllib.parse import quote

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from config.running import backups
from posts.models import Change

OURS = {"posts", "comments"}
CHANGES = Change._meta.db_table
# Above what any process has seen, even one that noted changes until the very last moment.
FAR_ABOVE = 1_000_000


class Refused(Exception):
    """That file must not become this site's database."""


def restore(file, database, safe_copy):
    """Put the backup `file` in the place of `database`, of which `safe_copy` is made first.

    Refused, backups.Damaged, sqlite3.Error or OSError: then nothing was changed, unless the very
    last step failed, which SQLite takes back by itself.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    with backups.copied(file, database.parent) as copy:
        backups.check(copy)
        _refuse_what_is_not_ours(copy)
        _bring_up_to_date(copy)
        is_there = database.exists()
        if is_there:
            _back_up_what_is_there(database, safe_copy)
        _make_kept_pages_forget(copy, database if is_there else None)
        _put_in_place(copy, database)


def _refuse_what_is_not_ours(copy):
    had = _migrations(copy)
    if not {app for app, _name in had} >= OURS:
        raise Refused("it is no database of Mentoring Notes")
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    if newer := sorted(had - known):
        app, name = newer[0]
        raise Refused(f"it is newer than this code, which has no migration {app}.{name}")


def _bring_up_to_date(copy):
    """By a process of its own: in this one Django's connections lead to the database in place."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{quote(str(copy.absolute()))}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = done.stderr.strip().rpartition("\n")[2]
        raise Refused(f"its migrations fail here: {why}")
    backups.check(copy)


def _back_up_what_is_there(database, safe_copy):
    try:
        backups.back_up(database, safe_copy)
    except (backups.Damaged, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise Refused(
            f"what is there now is damaged ({error}). Stop the site, move {database} and what "
            "lies beside it under the same name out of the way, and restore again"
        ) from error


def _make_kept_pages_forget(copy, database):
    """A version is a sum of changes: it must become one that no process has ever seen."""
    of_site, of_all = Change.SITE, Change.EVERYTHING
    seen = _changes(database) if database else {}
    posts = (number for place, number in seen.items() if place not in {of_site, of_all})
    highest = max(seen.get(of_all, 0), seen.get(of_site, 0) + max(posts, default=0))
    had = _changes(copy)
    with closing(backups.connect(copy)) as connection:
        for place in (of_site, of_all):
            number = max(had.get(place, 0), highest) + FAR_ABOVE
            connection.execute(f"DELETE FROM {CHANGES} WHERE place = ?", (place,))  # noqa: S608
            connection.execute(
                f"INSERT INTO {CHANGES} (place, number) VALUES (?, ?)",  # noqa: S608
                (place, number),
            )


def _put_in_place(copy, database):
    database.touch(mode=0o600)
    backups.copy_into(copy, database)


def _changes(database):
    """{place: how often it changed}; of a release before these were counted, none."""
    with closing(backups.connect(database)) as connection:
        if not _has_table(connection, CHANGES):
            return {}
        return dict(
            connection.execute(f"SELECT place, SUM(number) FROM {CHANGES} GROUP BY place")  # noqa: S608
        )


def _migrations(database):
    """{(app, name)}: which were applied to it; of a database that isn't Django's, none."""
    with closing(backups.connect(database)) as connection:
        if not _has_table(connection, "django_migrations"):
            return set()
        return set(connection.execute("SELECT app, name FROM django_migrations"))


def _has_table(connection, name):
    found = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(found, (name,)).fetchone() is not None
