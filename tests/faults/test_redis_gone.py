"""Redis that is gone, or hangs, costs nobody an error, and nobody more than one time-out."""

import socket
import time

import pytest
from django.core.cache import caches

from comments.desk import figures
from config.running.redis_cache import RedisThatMayBeGone
from tests.factories import make_moderator

PATIENCE = 0.3  # seconds


@pytest.fixture
def listening():
    """A server that takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture
def hung(listening, settings, monkeypatch):
    monkeypatch.setattr(RedisThatMayBeGone, "_asked_again_at", {})
    settings.CACHES = {
        "default": {
            "BACKEND": "config.running.redis_cache.RedisThatMayBeGone",
            "LOCATION": f"redis://127.0.0.1:{listening.getsockname()[1]}/0",
            "OPTIONS": {
                "socket_timeout": PATIENCE,
                "socket_connect_timeout": PATIENCE,
                "retry": None,
            },
        }
    }
    return caches["default"]


ASKED = {
    "get": (lambda cache: cache.get("a", "nothing"), "nothing"),
    "set": (lambda cache: cache.set("a", 1), None),
    "add": (lambda cache: cache.add("a", 1), False),
    "touch": (lambda cache: cache.touch("a"), False),
    "delete": (lambda cache: cache.delete("a"), False),
    "get_many": (lambda cache: cache.get_many(["a"]), {}),
    "set_many": (lambda cache: cache.set_many({"a": 1}), ["a"]),
    "delete_many": (lambda cache: cache.delete_many(["a"]), None),
    "has_key": (lambda cache: "a" in cache, False),
    "get_or_set": (lambda cache: cache.get_or_set("a", "made"), "made"),
    "clear": (lambda cache: cache.clear(), False),
}


@pytest.mark.parametrize("method", ASKED)
def test_what_cant_be_asked_isnt_there(hung, method):
    ask, answer = ASKED[method]

    assert ask(hung) == answer


def test_what_isnt_there_cant_be_counted_up(hung):
    with pytest.raises(ValueError, match="gone"):
        hung.incr("a")


def test_it_is_said_once_and_not_asked_again_at_once(hung, caplog):
    for _time in range(20):
        hung.get("a")

    assert caplog.messages == ["The cache is gone, asked again in 5 s: TimeoutError"]


def test_it_is_asked_again_after_a_while(hung, caplog, monkeypatch):
    hung.get("a")
    later = time.monotonic() + 6
    monkeypatch.setattr("config.running.redis_cache.time.monotonic", lambda: later)

    hung.get("a")

    assert len(caplog.messages) == 2


@pytest.mark.django_db
def test_the_desk_has_its_figures_all_the_same(hung):
    assert figures.of_last_days(make_moderator()).decided == 0
