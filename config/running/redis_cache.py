"""Redis that may be gone: that costs speed, and never an error."""

import logging
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

NOT_ASKED_FOR = 5  # seconds after it failed


class RedisThatMayBeGone(RedisCache):
    """What can't be asked isn't there, and what can't be kept isn't kept.

    Having failed, it isn't asked for a while: a server that hangs would cost each asking its
    time-out, and one page asks more than once.
    """

    _asked_again_at = {}  # by server, for all threads of the process

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().add, key, value, timeout, version, otherwise=False)

    def get(self, key, default=None, version=None):
        return self._ask(super().get, key, default, version, otherwise=default)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().set, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(super().touch, key, timeout, version, otherwise=False)

    def delete(self, key, version=None):
        return self._ask(super().delete, key, version, otherwise=False)

    def get_many(self, keys, version=None):
        return self._ask(super().get_many, keys, version, otherwise={})

    def has_key(self, key, version=None):
        return self._ask(super().has_key, key, version, otherwise=False)

    def incr(self, key, delta=1, version=None):
        """As of every backend: ValueError where the key isn't there."""
        number = self._ask(super().incr, key, delta, version)
        if number is None:
            raise ValueError("The cache is gone.")
        return number

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        """The keys that could not be kept."""
        return self._ask(super().set_many, data, timeout, version, otherwise=list(data))

    def delete_many(self, keys, version=None):
        return self._ask(super().delete_many, keys, version)

    def clear(self):
        return self._ask(super().clear, otherwise=False)

    def _ask(self, method, *arguments, otherwise=None):
        server = tuple(self._servers)
        if time.monotonic() < self._asked_again_at.get(server, 0):
            return otherwise
        try:
            return method(*arguments)
        except (RedisError, OSError) as error:
            self._asked_again_at[server] = time.monotonic() + NOT_ASKED_FOR
            logger.warning(
                "The cache is gone, asked again in %d s: %s", NOT_ASKED_FOR, type(error).__name__
            )
            return otherwise
