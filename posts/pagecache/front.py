import time
from functools import partial
from typing import NamedTuple

from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

from posts.pagecache.asked import for_everybody
from posts.pagecache.page import Page
from posts.pagecache.store import Store
from posts.pagecache.version import Unknown

# Seconds. What a hand changes in the database's files, past all triggers, is seen after this.
KEPT_AT_MOST = 600
# While the database doesn't answer nobody can change a page either; that long it is believed.
HOLDS_WITHOUT_DATABASE = 60
WAITS_FOR_MAKER = 10


class KeptPages:
    """A WSGI application in front of Django's: what is kept and still holds never gets there."""

    def __init__(self, application, gate, *, capacity):
        """`capacity`: bytes that each server process may keep."""
        self.application, self.gate, self.store = application, gate, Store(capacity)

    def __call__(self, environ, start_response):
        asked = self.gate.asked(environ)
        if asked is None:
            return self.application(environ, start_response)
        page = self.store.get(asked)
        if page is None or not _holds(page):
            ask_version = _version_of(environ, asked)
            if ask_version is None:
                return self.application(environ, start_response)
            page = self._page(asked, ask_version, environ)
        status, headers, body = page.answer(
            is_head=environ["REQUEST_METHOD"] == "HEAD",
            accepts=environ.get("HTTP_ACCEPT_ENCODING", ""),
            if_none_match=environ.get("HTTP_IF_NONE_MATCH", ""),
            if_modified_since=environ.get("HTTP_IF_MODIFIED_SINCE", ""),
        )
        start_response(status, headers)
        return [body]

    def _page(self, asked, ask_version, environ):
        """What is kept by now, or made now: a page, or what Django answered instead of one."""
        with self.store.one_maker(asked, patience=WAITS_FOR_MAKER):
            page = self.store.get(asked)
            if page is not None and _holds(page):
                return page
            page = self._make(asked, ask_version, environ)
            if isinstance(page, Page):
                self.store.put(asked, page)
            else:
                self.store.forget(asked)
            return page

    def _make(self, asked, ask_version, environ):
        now = time.monotonic()
        try:
            version = ask_version()  # before: what changes while it is made makes it an old one
        except Unknown:
            version = None
        said = []
        response = self.application(
            for_everybody(environ, asked),
            lambda *status_and_headers: said.append(status_and_headers),
        )
        try:
            body = b"".join(response)
        finally:
            response.close()
        status, headers = said[-1][:2]
        if version is None or not _is_for_everybody(status, headers):
            return NoPage(status, headers, body)
        until = getattr(response, "page_holds_until", None)
        return Page(
            headers, body, version=version, ask_version=ask_version, now=now,
            until=until and until.timestamp(),
        )  # fmt: skip


class NoPage(NamedTuple):
    """What Django answered where there is no page to keep: that it moved, or isn't there."""

    status: str
    headers: list
    body: bytes

    def answer(self, *, is_head, **asked):
        return self.status, self.headers, b"" if is_head else self.body


def _holds(page):
    now = time.monotonic()
    if now - page.made_at > KEPT_AT_MOST or (page.until and page.until <= time.time()):
        return False
    try:
        version = page.ask_version()
    except Unknown:
        return now - page.asked_at < HOLDS_WITHOUT_DATABASE
    page.asked_at = now
    return version == page.version


def _version_of(environ, asked):
    """How to ask for the version of that page; None where its view keeps none such."""
    try:
        found = resolve(get_path_info(environ))
    except Resolver404:
        return None
    kept = getattr(found.func, "kept", None)
    if kept is None or not kept.query.issuperset(name for name, _value in asked.query):
        return None
    return partial(kept.version, found.kwargs)


def _is_for_everybody(status, headers):
    said = {name.lower(): value.lower() for name, value in headers}
    return (
        status.startswith("200")
        and "set-cookie" not in said
        and said.get("vary", "accept-encoding") == "accept-encoding"
        and not any(word in said.get("cache-control", "") for word in ("private", "no-store"))
    )
