"""Whether a page still holds: how often what it shows has changed, as the database says it.

It is asked for each request, past all of Django's layers: a version kept anywhere else would be
wrong for a while after some crash. SQLite tells in 4 microseconds whether anybody has written since
it was last asked; PostgreSQL answers the whole question in a tenth of a millisecond.
"""

import threading
import time
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.utils import timezone

from posts.models.change import Change

VERSION = """
    SELECT counted.changes, (
        SELECT MIN(published_at) FROM posts_post
        WHERE status = 'published' AND published_at > {value}
    ), counted.summands
    FROM (
        SELECT COALESCE(SUM(number), 0) AS changes, COUNT(*) AS summands
        FROM posts_change WHERE place IN ({places})
    ) counted
"""
EVERYTHING, SITE = f"{Change.EVERYTHING}", f"{Change.SITE}"
SITE_AND_POST = f"{Change.SITE}, (SELECT id FROM posts_post WHERE slug = {{value}})"  # noqa: S608
KNOWN_AT_MOST = 1_000  # places, of each thread
FOLDED_FROM = 100  # rows of a place


class Version(NamedTuple):
    """Two that are equal stand for the same page. What is scheduled changes it by itself."""

    changes: int
    next_publication: object


class Unknown(Exception):
    """The database doesn't answer."""


def of_everything():
    return _version(EVERYTHING)


def of_site():
    """Of all but what is said under posts."""
    return _version(SITE)


def of_post(slug):
    """Of the site and what is said under that post."""
    return _version(SITE_AND_POST, slug)


def _version(places, slug=None):
    connection = connections[DEFAULT_DB_ALIAS]  # the thread's own; its proxy is slow
    answer = _known_to_sqlite if connection.vendor == "sqlite" else _asked
    try:
        _reconnect_if_old(connection)
        return answer(connection, places, slug)
    except (connection.Database.Error, Error):
        if connection.in_atomic_block:
            raise
        connection.close()  # the server may have been started anew
    try:
        return answer(connection, places, slug)
    except (connection.Database.Error, Error) as error:
        connection.close()
        raise Unknown from error


def _reconnect_if_old(connection):
    """As Django does where it begins a request: what is answered from here never comes there."""
    is_old = connection.close_at is not None and time.monotonic() >= connection.close_at
    if is_old and not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _asked(connection, places, slug):
    connection.ensure_connection()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    ask = _row_of_sqlite if connection.vendor == "sqlite" else _row_of_postgresql
    changes, next_publication, summands = ask(
        connection, places, [now] if slug is None else [now, slug]
    )
    if int(summands) > FOLDED_FROM and not connection.in_atomic_block:
        fold()
    return Version(int(changes), next_publication)


def _row_of_sqlite(connection, places, values):
    sql = VERSION.format(places=places.format(value="?"), value="?")
    return connection.connection.execute(sql, values).fetchone()


def _row_of_postgresql(connection, places, values):
    """Three texts, by libpq itself: a cursor costs this process three times as much.

    Prepared, the question costs the server a third of what it costs when planned each time.
    """
    link, name = connection.connection.pgconn, places.encode()
    if getattr(_here, "link", None) is not link:
        _here.link, _here.prepared = link, set()
    if places not in _here.prepared:
        sql = VERSION.format(places=places.format(value="$2"), value="$1")
        _checked(connection, link.prepare(name, sql.encode()))
        _here.prepared.add(places)
    texts = [str(value).encode() for value in values]
    row = _checked(connection, link.exec_prepared(name, texts))
    return [row.get_value(0, column) for column in range(3)]


def _checked(connection, result):
    status = connection.Database.pq.ExecStatus
    if result.status not in {status.COMMAND_OK, status.TUPLES_OK}:
        raise connection.Database.OperationalError(result.error_message.decode(errors="replace"))
    return result


_here = threading.local()

# What SQLite knows ------------------------------------------------------------------------------


class _Known:
    """What was asked on a connection, for as long as nobody has written since."""

    def __init__(self, raw, writes):
        self.raw, self.writes, self.versions = raw, writes, {}

    def holds(self, raw, writes):
        return self.raw is raw and self.writes == writes and len(self.versions) < KNOWN_AT_MOST


def _known_to_sqlite(connection, places, slug):
    connection.ensure_connection()
    if connection.in_atomic_block:  # it may be taken back
        return _asked(connection, places, slug)
    raw = connection.connection
    # By others, and by this connection itself.
    writes = raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes
    known = getattr(_here, "known", None)
    if known is None or not known.holds(raw, writes):
        known = _here.known = _Known(raw, writes)
    version = known.versions.get((places, slug))
    if version is None or _is_due(connection, version):
        version = known.versions[places, slug] = _asked(connection, places, slug)
    return version


def _is_due(connection, version):
    due = version.next_publication
    return due is not None and due <= connection.ops.adapt_datetimefield_value(timezone.now())


# What PostgreSQL gathers ------------------------------------------------------------------------

FOLD = """
    WITH old AS (SELECT id FROM posts_change ORDER BY id LIMIT 10000 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM posts_change WHERE id IN (SELECT id FROM old) RETURNING place, number)
    INSERT INTO posts_change (place, number) SELECT place, SUM(number) FROM gone GROUP BY place
"""


def fold():
    """Make the many rows of each place one, with the same sum. What others fold is left to them."""
    if connection.vendor == "postgresql":
        connection.connection.execute(FOLD)
