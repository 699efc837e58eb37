"""Counters in the cache: so many in a window, per key; and no error when there is no cache."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache

from comments import limits

HOUR = timedelta(hours=1)


def times_allowed(number, *, name="edit", key="192.0.2.1", limit=3, per=HOUR):
    return [limits.wait(name, key, limit, per) == 0 for _time in range(number)]


def test_so_many_are_allowed_and_no_more():
    assert times_allowed(5) == [True, True, True, False, False]


def test_it_says_how_long_to_wait():
    times_allowed(3)

    assert 0 < limits.wait("edit", "192.0.2.1", 3, HOUR) <= 3600


def test_each_key_and_each_name_is_counted_for_itself():
    times_allowed(3)

    assert times_allowed(1, key="192.0.2.2") == [True]
    assert times_allowed(1, name="report") == [True]
    assert times_allowed(1) == [False]


def test_what_was_refused_makes_nobody_wait_longer():
    short = timedelta(seconds=0.2)
    times_allowed(20, per=short)

    time.sleep(0.25)

    assert times_allowed(1, per=short) == [True]


def test_nobody_is_not_one_reader():
    assert all(times_allowed(9, key=""))
    assert all(times_allowed(9, key=None))


@pytest.mark.parametrize("key", ["a b\r\n", "ü" * 500, "\0", 7])
def test_a_key_is_of_any_bytes(key):
    assert times_allowed(4, key=key) == [True, True, True, False]


def test_no_address_is_kept_in_the_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    times_allowed(1, key="198.51.100.77")

    assert not any("198.51.100.77" in key for key in cache._cache)


def test_a_cache_that_is_down_refuses_nobody_and_says_so_in_a_line(settings, caplog):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }

    assert all(times_allowed(4))
    assert caplog.messages == ["edit is not limited, the cache failed: ConnectionError"] * 4


def test_a_cache_that_keeps_nothing_refuses_nobody(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert all(times_allowed(9))
