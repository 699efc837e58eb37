"""How often something may be done: counted in the cache, in windows of a fixed length.

For what leaves no row to count. With the in-process cache each server process counts for itself.
"""

import logging
import time
from math import ceil

from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)


def wait(name, key, number, per):
    """Count one more of `name` by `key`: 0 when it is allowed, else the seconds to wait.

    `number` of them are allowed in each window of `per`, a timedelta. A key that is empty names
    nobody, and nobody is limited. A cache that doesn't answer must not cost a reader anything.
    """
    if not key:
        return 0
    seconds = per.total_seconds()
    window, elapsed = divmod(time.time(), seconds)
    # By HMAC: a cache holds nobody's address, and takes no key of any bytes.
    who = salted_hmac("comments.limits", str(key), algorithm="sha256").hexdigest()
    counter = f"limit:{name}:{who}:{window:.0f}"
    try:
        cache.add(counter, 0, ceil(seconds) + 1)
        done = cache.incr(counter)
    except Exception as error:  # of whatever kind: each backend, and each network, has its own
        logger.warning("%s is not limited, the cache failed: %s", name, type(error).__name__)
        return 0
    return max(1, ceil(seconds - elapsed)) if done > number else 0
