"""How often something may be done: counted in windows of a fixed length, for all processes at once.

For what leaves no row to count. In the cache that the processes share; without one, a cache that
lives in one process would let each of them allow as many, so there the database counts.
"""

import logging
import time
from datetime import UTC, datetime
from math import ceil

from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

# By hand: a count is one statement, so that none is lost between reading and writing.
COUNT = """
    INSERT INTO comments_limitcount (key, number, ends_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET number = comments_limitcount.number + 1
    RETURNING number
"""
CLEARED_AT_ONCE = 100
CLEAR = """
    DELETE FROM comments_limitcount WHERE key IN (
        SELECT key FROM comments_limitcount WHERE ends_at < %s LIMIT %s {locking}
    )
"""
# What another is clearing at this moment is left to them: neither waits.
LOCKING = {"sqlite": "", "postgresql": "FOR UPDATE SKIP LOCKED"}


def wait(name, key, number, per):
    """Count one more of `name` by `key`: 0 when it is allowed, else the seconds to wait.

    `number` of them are allowed in each window of `per`, a timedelta. A key that is empty names
    nobody, and nobody is limited. What can't be counted must not cost a reader anything.
    """
    if not key:
        return 0
    seconds = per.total_seconds()
    window, elapsed = divmod(time.time(), seconds)
    # By HMAC: neither holds anybody's address, and a cache takes no key of any bytes.
    counter = _hmac(f"{name}:{window:.0f}:{key}")
    by, count = _counted_by()
    try:
        done = count(counter, seconds, window)
    except Exception as error:  # of whatever kind: each backend, and each network, has its own
        logger.warning("%s is not limited, the %s failed: %s", name, by, type(error).__name__)
        return 0
    return max(1, ceil(seconds - elapsed)) if done > number else 0


def _counted_by():
    is_alone = isinstance(caches["default"], LocMemCache)
    return ("database", _in_database) if is_alone else ("cache", _in_cache)


def _in_database(counter, seconds, window):
    moment = connection.ops.adapt_datetimefield_value
    ends_at = datetime.fromtimestamp((window + 1) * seconds, UTC)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT, [counter, moment(ends_at)])
        (done,) = cursor.fetchone()
        if done == 1:  # a window's first clears some that are past: as many go as come
            clear = CLEAR.format(locking=LOCKING[connection.vendor])
            cursor.execute(clear, [moment(timezone.now()), CLEARED_AT_ONCE])
    return done


def _in_cache(counter, seconds, _window):
    cache.add(f"limit:{counter}", 0, ceil(seconds) + 1)
    return cache.incr(f"limit:{counter}")


def _hmac(said):
    return salted_hmac("comments.limits", said, algorithm="sha256").hexdigest()
