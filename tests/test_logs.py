import io
import logging
import urllib.error
import urllib.request
from contextlib import suppress

import pytest
from django.test import Client

from comments.views import reply
from tests.factories import make_post, post_reply
from tests.servers import served


@pytest.fixture
def log(db):
    """What the site writes to its log, line by line as it would stand there."""
    handler = next(handler for handler in logging.getLogger().handlers if handler.name == "stderr")
    before = handler.setStream(io.StringIO())
    yield handler.stream
    handler.setStream(before)


def test_a_failed_request_is_named_and_nothing_that_the_reader_typed_is(log, monkeypatch):
    def fail(submission):
        raise RuntimeError("as if the database were gone")

    monkeypatch.setattr(reply, "submit", fail)

    answer = post_reply(
        Client(raise_request_exception=False),
        make_post(slug="a-post"),
        name="Rita Secret",
        email="rita.secret@example.org",
        body="Between us.",
    )

    written = log.getvalue()
    assert answer.status_code == 500
    assert "ERROR django.request POST /posts/a-post/reply/" in written
    assert "as if the database were gone" in written
    for typed in ("Rita Secret", "rita.secret", "Between us"):
        assert typed not in written


def test_a_path_with_line_breaks_forges_no_line_of_the_log(log):
    Client().get("/posts/x%0d%0a2026-01-01 INFO forged/")

    (line,) = log.getvalue().strip().splitlines()
    assert line.count("WARNING") == 1


@pytest.mark.parametrize(
    "path", ["/confirm/", "/decide/", "/unsubscribe/", "/Confirm/", "/x/confirm/"]
)
@pytest.mark.parametrize("method", ["get", "put"])
def test_what_opens_a_mailed_link_is_not_logged(log, path, method):
    getattr(Client(), method)(f"{path}46.1xVU0B.zV9Z/ x")

    (line,) = log.getvalue().strip().splitlines()
    assert f"{method.upper()} {path}… " in line
    assert line.endswith(f": {path}…")
    assert "46" not in line.partition("WARNING")[2]


@pytest.mark.server
def test_nor_is_it_where_requests_are_logged_as_they_come(tmp_path, static_root):
    lines, _errors = logged_by_server(tmp_path, static_root)

    assert '"GET /confirm/…" 404' in lines
    assert '"GET /unsubscribe/…" 404' in lines
    assert '"GET /search/" 200' in lines
    assert "zV9Z" not in lines
    assert "secret" not in lines


@pytest.mark.server
def test_nor_where_not_even_django_can_answer(tmp_path):
    """The static files are missing: no page can be made, not even the one that says so."""
    _lines, errors = logged_by_server(tmp_path, tmp_path)

    assert "Error handling request GET /confirm/…\n" in errors
    assert "Error handling request GET /search/\n" in errors
    assert "zV9Z" not in errors
    assert "secret" not in errors


def logged_by_server(folder, static_root):
    """(the access log, the error log) after some requests."""
    kept = folder / "access.log"
    with served(folder, static_root=static_root, fill=False, ACCESS_LOG=str(kept)) as site:
        for path in ("/confirm/46.1xVU0B.zV9Z/", "/unsubscribe/46.zV9Z/", "/search/?q=secret"):
            with suppress(urllib.error.HTTPError):
                urllib.request.urlopen(site.url + path, timeout=10).close()
    return kept.read_text(), (folder / "server.log").read_text()


def test_a_query_is_not_logged(log):
    Client().get("/nothing/?email=rita.secret@example.org")

    assert "rita.secret" not in log.getvalue()
