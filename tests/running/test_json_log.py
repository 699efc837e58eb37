"""Logs for what collects them: an object a line, and the same things left out."""

import json
import logging
import urllib.error
import urllib.request
from contextlib import suppress
from contextvars import Context

import pytest

from config.logs import JsonLine, Line
from tests.servers import served

REFUSED_BY_POSTGRESQL = """duplicate key value violates unique constraint "one_each"
DETAIL:  Key (email)=(rita.secret@example.org) already exists.
And her words, over
two lines."""


def formatted(formatter, **about):
    return formatter.format(logging.makeLogRecord({"name": "notes", **about}))


def failed():
    try:
        try:
            raise ValueError(REFUSED_BY_POSTGRESQL)
        except ValueError as error:
            raise RuntimeError("the last word") from error
    except RuntimeError as error:
        return type(error), error, error.__traceback__


def test_a_line_is_an_object_whatever_the_message_holds():
    outside = Context()  # of any request: one before this test left its id in this thread
    about = {"msg": '%s "quoted"\nforged', "args": ("日本 \ud800",), "levelname": "INFO"}
    line = outside.run(formatted, JsonLine(), **about)

    said = json.loads(line)
    assert "\n" not in line
    assert line.isascii()
    assert said["message"] == '日本 \ud800 "quoted"\nforged'
    assert (said["level"], said["logger"], said["request_id"]) == ("INFO", "notes", "-")
    assert said["at"].endswith("+00:00")


@pytest.mark.parametrize("formatter", [Line, JsonLine])
def test_an_error_is_told_without_the_row_that_the_database_quotes(formatter):
    line = formatted(formatter(), msg="Failed", exc_info=failed())

    assert "violates unique constraint" in line
    assert "the last word" in line
    assert "rita.secret" not in line
    assert "her words" not in line
    assert "two lines" not in line


@pytest.mark.server
def test_the_server_s_own_lines_are_objects_too_and_name_their_request(tmp_path, static_root):
    kept = tmp_path / "access.log"
    asked = {}
    with served(
        tmp_path,
        static_root=static_root,
        fill=False,
        ACCESS_LOG=str(kept),
        LOG_FORMAT="json",
    ) as site:
        for path in ("/healthz", "/confirm/46.1xVU0B.zV9Z/", "/x%0aforged/?q=secret", "/search/"):
            with (
                suppress(urllib.error.HTTPError),
                urllib.request.urlopen(site.url + path, timeout=10) as answer,
            ):
                asked[path] = answer.headers["X-Request-ID"]

    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    by_path = {line["path"]: line for line in lines if line["path"] != "/feed/"}
    assert set(by_path) == {"/healthz", "/confirm/…", "/x\\nforged/", "/search/"}
    assert by_path["/healthz"]["request_id"] == asked["/healthz"]
    assert by_path["/search/"]["request_id"] == asked["/search/"]
    assert (by_path["/search/"]["method"], by_path["/search/"]["status"]) == ("GET", "200")
    logged = [json.loads(line) for line in (tmp_path / "server.log").read_text().splitlines()]
    (refused,) = [line for line in logged if "/confirm/" in line.get("message", "")]
    assert refused["request_id"] == by_path["/confirm/…"]["request_id"]
    assert "secret" not in kept.read_text() + (tmp_path / "server.log").read_text()
