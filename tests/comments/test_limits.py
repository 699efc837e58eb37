"""So many in a window, per key, for all processes; and no error when nothing can count."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from comments import limits
from comments.models import LimitCount

pytestmark = pytest.mark.django_db
IN_PROCESS = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
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


def test_no_address_is_kept_in_the_cache(settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    kept, add = [], lambda key, *_value: kept.append(key)
    monkeypatch.setattr(limits, "cache", SimpleNamespace(add=add, incr=lambda key: add(key) or 1))

    times_allowed(1, key="198.51.100.77")

    assert len(kept) == 2
    assert not any("198.51.100.77" in key for key in kept)


def test_no_address_is_kept_in_the_database(settings):
    settings.CACHES = IN_PROCESS

    times_allowed(1, key="198.51.100.77")

    assert "198.51.100.77" not in str(LimitCount.objects.values().get())


def test_with_a_cache_in_each_process_all_of_them_count_together(settings):
    settings.CACHES = IN_PROCESS
    times_allowed(2)

    settings.CACHES = {"default": IN_PROCESS["default"] | {"LOCATION": "of another process"}}

    assert times_allowed(2) == [True, False]
    assert LimitCount.objects.get().number == 4


def test_windows_that_are_past_are_cleared_on_the_way(settings):
    settings.CACHES = IN_PROCESS
    now = timezone.now()
    LimitCount.objects.create(key="past", number=9, ends_at=now - timedelta(seconds=1))
    LimitCount.objects.create(key="lasting", number=9, ends_at=now + HOUR)

    times_allowed(1)

    assert set(LimitCount.objects.values_list("number", flat=True)) == {1, 9}
    assert not LimitCount.objects.filter(key="past").exists()


def test_a_window_is_kept_as_long_as_it_lasts(settings):
    settings.CACHES = IN_PROCESS

    times_allowed(1)

    assert timezone.now() < LimitCount.objects.get().ends_at <= timezone.now() + HOUR


def test_a_database_that_cannot_count_refuses_nobody(settings, monkeypatch, caplog):
    settings.CACHES = IN_PROCESS

    monkeypatch.setattr(limits, "COUNT", "SELECT FROM nowhere, %s, %s")

    assert all(times_allowed(4))
    assert len(caplog.messages) == 4
    assert caplog.messages[0].startswith("edit is not limited, the database failed: ")


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
