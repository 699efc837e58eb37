import io

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from config.wsgi import utf8_alone as application


@pytest.fixture
def ask(db):
    """Ask as a server does, but in this thread: inside the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def post(content_type):
        statuses = []
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/posts/nothing/reply/",
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": "6",
            "wsgi.input": io.BytesIO(b"body=x"),
            "wsgi.url_scheme": "http",
        }
        application(environ, lambda status, headers, info=None: statuses.append(status)).close()
        return statuses

    yield post
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("charset", ["base64", "rot13", "utf-7", "undefined", "nonsense", "\xff"])
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_charset_that_a_client_claims_breaks_nothing(ask, kind, charset):
    assert ask(f"{kind}; charset={charset}") == ["404 Not Found"]


@pytest.mark.parametrize(
    "claim", ["charset*=utf-8''base64", "Charset *= base64", "charset*0=base; charset*1*=64"]
)
def test_nor_one_that_is_claimed_in_the_way_of_rfc_2231(monkeypatch, claim):
    seen = []
    monkeypatch.setattr("config.wsgi._django", lambda environ, _start: seen.append(environ) or [])

    content_type = f"multipart/form-data; boundary=x; {claim}"
    application({"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type}, None)

    assert seen[0]["CONTENT_TYPE"] == "multipart/form-data; boundary=x"


def test_the_boundary_of_a_multipart_form_is_kept(monkeypatch):
    seen = []
    monkeypatch.setattr("config.wsgi._django", lambda environ, _start: seen.append(environ) or [])

    content_type = "multipart/form-data; charset=utf-7; boundary=x"
    application({"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type}, None)

    assert seen[0]["CONTENT_TYPE"] == "multipart/form-data; boundary=x"
