import io
import sys
from typing import NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from comments.models import DiscussionSettings
from posts.models import SiteIdentity
from posts.pagecache.asked import Gate
from posts.pagecache.front import KeptPages


class Answer(NamedTuple):
    status: str
    headers: dict
    body: bytes


class Reader:
    """Asks the site past no layer; `made` tells which paths Django was asked to make."""

    def __init__(self, application, *, capacity=10**7):
        self.made = []
        self.front = KeptPages(
            self._make(application),
            Gate(hosts=frozenset({"testserver"}), cookies=("sessionid", "own", "messages")),
            capacity=capacity,
        )

    def _make(self, application):
        def made(environ, start_response):
            self.made.append(environ["PATH_INFO"])
            return application(environ, start_response)

        return made

    def ask(self, path, query="", *, method="GET", application=None, **headers):
        said = []
        response = (application or self.front)(
            environ_of(path, query, method, headers), lambda *words: said.append(words)
        )
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        status, headers, *_more = said[0]
        return Answer(status, dict(headers), body)

    def fresh(self, path, query=""):
        """The page as Django makes it now."""
        return self.ask(path, query, application=self.front.application)


def environ_of(path, query="", method="GET", headers=()):
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "198.51.100.7",
        "HTTP_HOST": "testserver",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **{f"HTTP_{name.upper()}": value for name, value in dict(headers).items()},
    }


@pytest.fixture
def reader(db):
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    SiteIdentity.current(), DiscussionSettings.current()  # a site's first page makes their rows
    yield Reader(WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
