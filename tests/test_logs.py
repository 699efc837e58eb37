import io
import logging

import pytest
from django.test import Client

from comments.views import reply
from tests.factories import make_post, post_reply


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


def test_a_query_is_not_logged(log):
    Client().get("/nothing/?email=rita.secret@example.org")

    assert "rita.secret" not in log.getvalue()
