"""A copy of an SQLite database, taken while the site serves. It knows files alone, and no setting.

By SQLite's own online backup: in one step, so it is the state of one moment, and under WAL nobody
who writes waits for it. A copy is there whole and checked under its name, or not at all.
"""

import os
import re
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

PATIENCE = 30  # seconds that a lock of somebody else is waited for
DATED = re.compile(r"notes-\d{4}-\d{2}-\d{2}T\d{6}Z\.sqlite3")
UNFINISHED = ".unfinished-"
LEFT_BEHIND_AFTER = timedelta(days=1)


class Damaged(Exception):
    """SQLite's own check of a database found something."""


def dated_path(database):
    """Beside it, in a folder of their own; names that sort by time, whatever the site's zone."""
    name = f"notes-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.sqlite3"
    return Path(database).parent / "backups" / name


def back_up(source, target):
    """Copy the database `source` to the new file `target`; FileExistsError when there is one."""
    target = Path(target)
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with copied(source, target.parent) as copy:
        check(copy)
        _write_through(copy)
        copy.rename(target)
    _write_through(target.parent)


@contextmanager
def copied(source, folder):
    """The path of a private copy of the database in that folder, gone at the end."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)  # mode 600
    os.close(handle)
    try:
        copy_into(source, name)
        yield Path(name)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(name + suffix)


def copy_into(source, target):
    """Make the database `target` what `source` is, in one transaction of its own.

    sqlite3.Error where one of them is none, or can't be read or written.
    """
    with closing(connect(source)) as from_there, closing(connect(target)) as to_here:
        from_there.backup(to_here, pages=-1)


def check(path):
    """Damaged, or sqlite3.Error, unless every page of it is in order. Then it is one file."""
    with closing(connect(path)) as connection:
        # Not WAL, which would lay two more files beside it.
        connection.execute("PRAGMA journal_mode = DELETE")
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise Damaged(found.splitlines()[0])


def connect(path):
    """A connection that never makes a file where there is none."""
    address = f"{Path(path).absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, autocommit=True)


def delete_older(folder, keep):
    """Of the copies with dated names only the newest `keep` stay; those deleted are returned.

    Also what a backup left unfinished that was killed.
    """
    dated = sorted(path for path in Path(folder).iterdir() if DATED.fullmatch(path.name))
    before = time.time() - LEFT_BEHIND_AFTER.total_seconds()
    left = [one for one in Path(folder).glob(f"{UNFINISHED}*") if one.stat().st_mtime < before]
    old = dated[:-keep] + left
    for path in old:
        path.unlink(missing_ok=True)
    return old


def _write_through(path):
    """Onto the disk, past what a power cut would take."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
