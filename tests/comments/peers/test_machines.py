"""Who asks, whom we ask, and what stands in the log afterwards."""

import io
import logging
import os
import socket
import subprocess
import sys

import pytest
from django.test import Client, RequestFactory

from comments.client import address_of
from tests.comments.peers.ledger import carries
from tests.comments.scene import browser, last_comment
from tests.factories import make_post, post_reply
from tests.servers import ROOT

# Proxies write X-Forwarded-For; id: (trusted, the peer, what was forwarded, the client)
CLIENTS = {
    "rate.client_ip-001": (["172.16.0.0/12"], "172.18.0.5", "8.8.8.8", "8.8.8.8"),
    "rate.client_ip-002": (["172.16.0.0/12"], "203.0.113.9", "8.8.8.8", "203.0.113.9"),
    "rate.client_ip-003": (["172.16.0.0/12"], "172.18.0.5", None, "172.18.0.5"),
    "rate.client_ip-004": (["2001:db8::/32"], "2001:db8::5", "8.8.8.8:5555", "8.8.8.8"),
}
# Addresses that a server must never be sent to by a reader; ours asks none at all.
INSIDE = {
    "ssrf-001": "http://127.0.0.1/",
    "ssrf-002": "http://169.254.169.254/",
    "ssrf-003": "http://[::1]/",
    "ssrf-004": "http://[::ffff:10.0.0.1]/",
    "ssrf-005": "http://localtest.me/",
    "ssrf-006": "http://2130706433/",
    "ssrf-007": "http://0x7f.1/",
    "ssrf-008": "https://ok.example/redirects-to-10.0.0.1",
}


def client(peer, forwarded=None, **headers):
    if forwarded is not None:
        headers["X-Forwarded-For"] = forwarded
    return address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))


@carries(CLIENTS)
@pytest.mark.parametrize("fact", CLIENTS)
def test_only_a_trusted_proxy_says_for_whom_it_asks(fact, settings):
    settings.TRUSTED_PROXIES, peer, forwarded, expected = CLIENTS[fact]

    assert client(peer, forwarded) == expected
    assert client(peer, **{"X-Real-IP": "192.0.2.66"}) == client(peer)


@carries("rate.client_ip-005")
def test_a_proxy_that_is_no_address_keeps_the_site_from_starting():
    environment = {
        **os.environ,
        "ENV_FILE": os.devnull,
        "DEMO": "1",
        "SECRET_KEY": "0123456789" * 6,
        "SITE_URL": "http://127.0.0.1:8000",
        "MAIL_URL": "memory:",
        "MAIL_FROM": "notes@example.org",
        "TRUSTED_PROXIES": "nonsense",
    }

    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert "TRUSTED_PROXIES" in result.stderr


@carries("rate.client_ip-006")
def test_a_proxy_may_be_written_as_a_mapped_address(settings):
    settings.TRUSTED_PROXIES = ["::ffff:10.0.0.1"]

    assert client("10.0.0.1", "192.0.2.1") == "192.0.2.1"
    assert client("::ffff:10.0.0.1", "192.0.2.1") == "192.0.2.1"
    assert client("10.0.0.2", "192.0.2.1") == "10.0.0.2"


@carries(INSIDE)
@pytest.mark.django_db
@pytest.mark.parametrize("fact", INSIDE)
def test_no_address_that_a_reader_wrote_is_ever_asked(fact, monkeypatch):
    post, asked = make_post(), []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where, **_how: asked.append(where))
    monkeypatch.setattr(socket.socket, "connect", lambda _socket, where: asked.append(where))
    address = INSIDE[fact]

    answers = [
        post_reply(browser(), post, body=f"{address} ![x]({address}) [y]({address})", url=website)
        for website in ("", address)
    ]

    assert answers[0].status_code == 303
    assert address in last_comment().body
    assert browser().get(f"/posts/{post.slug}/").status_code == 200
    assert asked == []


@carries("log.forgery-001")
@pytest.mark.django_db
@pytest.mark.parametrize("segment", ["dev%0Auser", "dev%0D%0A2026-01-01%20INFO%20forged"])
def test_a_line_break_in_an_address_makes_no_line_in_the_log(segment):
    handler = next(handler for handler in logging.getLogger().handlers if handler.name == "stderr")
    before = handler.setStream(io.StringIO())
    try:
        response = Client().get(f"/comments/{segment}/")
        written = handler.stream.getvalue()
    finally:
        handler.setStream(before)

    assert response.status_code == 404
    assert len(written.splitlines()) == 1
