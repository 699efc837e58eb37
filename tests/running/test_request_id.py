"""Every request has an id, in its answer and in each line of the log about it."""

import logging
import re

import pytest
from django.test import override_settings

from config.running import request_id

SAID = "0123456789abcdef0123456789abcdef"


def answered(environ):
    """(what the application found the id to be, the headers of its answer)."""
    seen, sent = [], []

    def application(environ, start_response):
        seen.append(request_id.current())
        start_response("200 OK", [("Content-Type", "text/plain")])
        return []

    request_id.with_request_id(application)(environ, lambda *answer: sent.append(answer))
    ((_status, headers, _exc_info),) = sent
    return seen[0], dict(headers)


@pytest.fixture(autouse=True)
def _outside_again():
    before = request_id._current.set(request_id.OUTSIDE)
    yield
    request_id._current.reset(before)


def test_it_is_made_and_sent_and_known_while_the_request_lasts():
    known, headers = answered({"REMOTE_ADDR": "192.0.2.1"})

    assert re.fullmatch(r"[0-9a-f]{32}", known)
    assert headers == {"Content-Type": "text/plain", "X-Request-ID": known}


def test_two_requests_have_two():
    assert answered({})[0] != answered({})[0]


@pytest.mark.parametrize("peer", ["10.0.0.1", "::ffff:10.0.0.1"])
@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_what_a_configured_proxy_says_is_taken(peer):
    known, headers = answered({"REMOTE_ADDR": peer, "HTTP_X_REQUEST_ID": SAID})

    assert known == headers["X-Request-ID"] == SAID


@pytest.mark.parametrize("peer", ["192.0.2.1", "", "nonsense", "::1"])
@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_what_anybody_else_says_is_not(peer):
    assert answered({"REMOTE_ADDR": peer, "HTTP_X_REQUEST_ID": SAID})[0] != SAID


@pytest.mark.parametrize(
    "said",
    ["", "short", "a" * 65, "forged\nline-of-log", "two words here", "<b>bold</b>", SAID + "\n"],
)
@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_nor_is_what_makes_no_sense(said):
    known, _headers = answered({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_REQUEST_ID": said})

    assert re.fullmatch(r"[0-9a-f]{32}", known)


def test_it_stands_in_the_log(caplog):
    known, _headers = answered({})
    formatter = next(one for one in logging.getLogger().handlers if one.name == "stderr").formatter

    line = formatter.format(logging.makeLogRecord({"msg": "What happened."}))

    assert f" {known} " in line
