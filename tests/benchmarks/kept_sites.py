"""Made sites, kept between runs: a file in var/bench on SQLite, a template on PostgreSQL.

A run has a copy, for it posts. `python -m tests.benchmarks.kept_sites NAME COMMENTS POSTS` fills
the database that DATABASE_URL names.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.progress import Progress
from tests.benchmarks.site_of_any_size import fill

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var" / "bench"
MADE_BY = 2  # to be raised when the generator makes something else
UNTIL = datetime(2026, 1, 1, tzinfo=UTC)
WAITING = 0.01  # of all comments
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "ENV_FILE": os.devnull,
    "DEMO": "1",
    "SITE_URL": "http://testserver",
    "SECRET_KEY": "only-for-benchmarks-" * 3,
    "MAIL_URL": "memory:",
    "MAIL_FROM": "notes@example.org",
    "LOG_LEVEL": "ERROR",
    "STATIC_ROOT": str(KEPT / "static"),
}


class Size(NamedTuple):
    """`of_their_own`: posts with so many replies each."""

    name: str
    comments: int
    posts: int
    of_their_own: tuple = ()

    @property
    def key(self):
        return f"{self.name}_{self.comments}_{self.posts}_v{MADE_BY}"


def manage(database_url, *arguments):
    return run("manage.py", *arguments, DATABASE_URL=database_url)


def run(*arguments, **environment):
    """A process of ours, whose complaints are seen; what it prints."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@contextmanager
def copy_in_sqlite(size):
    kept, copy = KEPT / f"{size.key}.sqlite3", KEPT / f"{size.key}.copy.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    _drop_file(copy)
    if not kept.exists():
        _make(size, f"sqlite:///{copy}")
        copy.rename(kept)
    manage(f"sqlite:///{kept}", "migrate", "--verbosity=0")
    shutil.copy(kept, copy)
    try:
        yield f"sqlite:///{copy}"
    finally:
        _drop_file(copy)


@contextmanager
def copy_in_postgres(size, server):
    """`server`: the address of any database of it."""
    import psycopg

    server = server.rpartition("/")[0]
    kept = f"notes_bench_{size.key}"
    copy = f"{kept}_copy"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:

        def drop_copy():
            connection.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")

        drop_copy()
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        if found.fetchone() is None:
            connection.execute(f"CREATE DATABASE {copy}")
            _make(size, f"{server}/{copy}")
            connection.execute(f"ALTER DATABASE {copy} RENAME TO {kept}")
        manage(f"{server}/{kept}", "migrate", "--verbosity=0")
        # As autovacuum leaves a site that is in use: without statistics, plans are guesses.
        with psycopg.connect(f"{server}/{kept}", autocommit=True) as inside:
            inside.execute("VACUUM ANALYZE")
        connection.execute(f"CREATE DATABASE {copy} TEMPLATE {kept}")
        try:
            yield f"{server}/{copy}"
        finally:
            drop_copy()


def _make(size, database_url):
    print(f"Making {size.key}, which is kept for the next time.", file=sys.stderr, flush=True)
    manage(database_url, "migrate", "--verbosity=0")
    numbers = [size.name, size.comments, size.posts, *size.of_their_own]
    run("-m", "tests.benchmarks.kept_sites", *map(str, numbers), DATABASE_URL=database_url)


def _drop_file(path):
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _fill(name, comments, posts, *of_their_own):
    import django

    django.setup()
    from django.db import connection

    from comments.models import DiscussionSettings
    from tests.benchmarks.many_posts import make_posts
    from tests.factories import make_moderator

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # what breaks while it is made is made anew
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")
    DiscussionSettings.current()
    DiscussionSettings.objects.update(
        flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0, surge_replies=0
    )
    moderator = make_moderator(username="bench", password=None)
    if not comments:
        make_posts(posts, until=UNTIL, progress=Progress(posts, "posts"))
        return
    fill(
        comments, int(comments * WAITING), by=moderator, posts=posts, until=UNTIL,
        progress=Progress(comments + sum(of_their_own), "comments"), of_their_own=of_their_own,
    )  # fmt: skip


if __name__ == "__main__":
    _fill(sys.argv[1], *map(int, sys.argv[2:]))
