import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from posts.pagecache import front
from posts.pagecache.asked import Gate
from posts.pagecache.front import KeptPages
from posts.pagecache.version import Unknown
from tests.pagecache.conftest import environ_of

CROWD = 12


class Site:
    """Stands for Django and the database: every page takes as long as `slow` says."""

    def __init__(self):
        self.made, self.version, self.slow = 0, 1, threading.Event()
        self.counting = threading.Lock()

    def __call__(self, environ, start_response):
        with self.counting:
            self.made += 1
        version = self.version
        self.slow.wait(10)
        start_response("200 OK", [("Content-Type", "text/html")])
        return Body([f"As of {version}".encode()])

    def ask_version(self):
        if self.version is None:
            raise Unknown
        return self.version


class Body(list):
    def close(self):
        pass


@pytest.fixture
def site(monkeypatch):
    site = Site()
    monkeypatch.setattr(front, "_version_of", lambda environ, asked: site.ask_version)
    return site


@pytest.fixture
def pages(site):
    return KeptPages(site, Gate(frozenset({"testserver"}), ()), capacity=10**6)


def ask(pages):
    return b"".join(pages(environ_of("/"), lambda *said: None))


def test_of_a_crowd_one_has_the_page_made(site, pages):
    with ThreadPoolExecutor(CROWD) as pool:
        asked = [pool.submit(ask, pages) for _ in range(CROWD)]
        while not site.made:
            pass
        site.slow.set()
        answers = {one.result(timeout=20) for one in asked}

    assert answers == {b"As of 1"}
    assert site.made == 1


def test_so_it_is_after_a_change(site, pages):
    site.slow.set()
    ask(pages)
    site.version = 2

    with ThreadPoolExecutor(CROWD) as pool:
        answers = {one.result() for one in [pool.submit(ask, pages) for _ in range(CROWD)]}

    assert answers == {b"As of 2"}
    assert site.made == 2


def test_what_changes_while_a_page_is_made_makes_it_an_old_one(site, pages):
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, pages)
        while not site.made:
            pass
        site.version = 2
        site.slow.set()
        asked.result(timeout=20)

    assert ask(pages) == b"As of 2"


def test_for_a_while_a_page_holds_without_the_database(site, pages, monkeypatch):
    site.slow.set()
    ask(pages)
    site.version = None

    assert ask(pages) == b"As of 1"
    assert site.made == 1


def test_after_that_django_is_asked_and_may_say_what_is_wrong(site, pages, monkeypatch):
    site.slow.set()
    ask(pages)
    site.version = None
    monkeypatch.setattr(front, "HOLDS_WITHOUT_DATABASE", -1)

    ask(pages)
    ask(pages)

    assert site.made == 3
    assert len(pages.store) == 0


def test_no_page_is_kept_for_ever(site, pages, monkeypatch):
    """What was changed past the database's own triggers is seen at last."""
    site.slow.set()
    ask(pages)
    monkeypatch.setattr(front, "KEPT_AT_MOST", -1)

    ask(pages)

    assert site.made == 2
