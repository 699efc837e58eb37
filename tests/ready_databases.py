"""Databases that hold what takes seconds to make: made once for all test processes, then copied."""

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
MIGRATED = [["migrate", "--verbosity=0"]]
folder = None  # of this run, for all its processes; `tests/conftest.py` says which


def copy_ready(database_url, commands, environment, among):
    """At `database_url` stands what `commands` of manage.py made, whatever was there before.

    What lies ready is in the folder `among`; of commands that begin alike only the rest is run.
    """
    copy = _copy_in_postgres if _is_postgres(database_url) else _copy_file
    copy(_ready(database_url, commands, environment, Path(among)), database_url)


def made_once(mark, make):
    """By whichever test process comes first; the others wait until there is an end of it."""
    done = mark.with_suffix(".done")
    try:
        mark.mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.1)
        return
    try:
        make()
    finally:
        done.touch()


def drop_ready(among):
    """What a run leaves at a PostgreSQL server; files go with their folder."""
    for note in among.glob("*.postgres"):
        _drop(note.read_text())


def _ready(database_url, commands, environment, among):
    """The address of a database that nobody writes to, with all that `commands` make."""
    key = hashlib.sha256(repr(commands).encode()).hexdigest()[:16]
    if _is_postgres(database_url):
        run = hashlib.sha256(f"{os.uname().nodename}:{among}".encode()).hexdigest()[:8]
        url = f"{_server(database_url)}/notes_ready_{run}_{key}"
    else:
        url = f"sqlite:///{among}/{key}.sqlite3"
    mark = among / f"{_name(url)}.made"

    def make():
        if _is_postgres(url):
            (among / f"{key}.postgres").write_text(url)
            if folder is None:  # a benchmark, in one process
                atexit.register(_drop, url)
        if len(commands) > 1:
            copy_ready(url, commands[:-1], environment, among)
        elif _is_postgres(url):
            _create(url)
        subprocess.run(
            [sys.executable, "manage.py", *commands[-1]],
            cwd=ROOT, env={**environment, "DATABASE_URL": url}, check=True, capture_output=True,
        )  # fmt: skip

    made_once(mark, make)
    return url


def _copy_file(ready, database_url):
    path = database_url.removeprefix("sqlite:///")
    for beside in ("-wal", "-shm"):  # of a run that was killed
        Path(path + beside).unlink(missing_ok=True)
    shutil.copy(ready.removeprefix("sqlite:///"), path)


def _copy_in_postgres(ready, database_url):
    _create(database_url, f"TEMPLATE {_name(ready)}")


def _create(database_url, how=""):
    _drop(database_url)
    _say(database_url, f"CREATE DATABASE {_name(database_url)} {how}")


def _drop(database_url):
    _say(database_url, f"DROP DATABASE IF EXISTS {_name(database_url)} WITH (FORCE)")


def _say(database_url, sql):
    import psycopg

    with psycopg.connect(f"{_server(database_url)}/postgres", autocommit=True) as connection:
        connection.execute(sql)


def _is_postgres(database_url):
    return database_url.startswith("postgres")


def _server(database_url):
    return database_url.rpartition("/")[0]


def _name(database_url):
    return database_url.rpartition("/")[2]
