"""The database is gone, locked or full: a page that says so, with every word that was sent."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client, RequestFactory

from comments.models import Comment
from comments.views import reply as replying
from config.running import outage
from tests.factories import SAME_ORIGIN, make_comment, make_moderator, make_post, post_reply
from tests.faults.broken_databases import sqlite_error

pytestmark = pytest.mark.django_db

WORDS = "Half an hour's <work>.\n\nAnd </textarea> more: “é” & so on."
TOKEN = "t" * 32
AS_SHOWN = "Half an hour&#x27;s &lt;work&gt;.\n\nAnd &lt;/textarea&gt; more: “é” &amp; so on."


@pytest.fixture
def gone(tmp_path):
    """What is raised wherever the database is asked."""
    return sqlite_error(tmp_path, "gone")


@pytest.fixture
def visitor():
    """Sees the page that a browser would see."""
    return Client(raise_request_exception=False)


@pytest.fixture
def _no_database(gone):
    with asked_in_vain(gone):
        yield


def asked_in_vain(error):
    def refuse(_execute, *_asked):
        raise error

    return connection.execute_wrapper(refuse)


def broken(monkeypatch, where, what, error):
    def fail(*_arguments, **_more):
        raise error

    monkeypatch.setattr(where, what, fail)


@pytest.mark.usefixtures("_no_database")
@pytest.mark.parametrize("path", ["/", "/nothing-here/", "/feed/", "/admin/", "/moderation/"])
def test_every_page_says_so_and_is_kept_by_nobody(visitor, path):
    visitor.cookies["sessionid"] = "s" * 32

    answer = visitor.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "<h1>We can’t reach our own records just now.</h1>" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sessionid" not in answer.cookies  # whoever was signed in still is


def test_what_breaks_behind_the_view_is_said_too(visitor, monkeypatch, gone):
    visitor.force_login(make_moderator())
    form = {"text": WORDS, "csrfmiddlewaretoken": TOKEN}
    visitor.cookies["csrftoken"] = TOKEN
    waits = make_comment(status="pending")
    broken(monkeypatch, SessionStore, "save", gone)  # which keeps what the next page is to say

    answer = visitor.post(f"/moderation/{waits.pk}/notes/", form, headers=SAME_ORIGIN)

    assert answer.status_code == 503
    assert AS_SHOWN in answer.text


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_the_pages_themselves_ask_no_database(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = outage._page(RequestFactory().get("/"), template, 500)

    assert "<h1>" in page.text


def test_a_fault_of_ours_stays_one(visitor, monkeypatch):
    broken(monkeypatch, replying, "_post", RuntimeError("ours"))

    answer = visitor.post("/posts/any/reply/", {"body": WORDS}, headers=SAME_ORIGIN)

    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert AS_SHOWN in answer.text


# The words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["reply/", "reply/preview/", "replies/1/edit/"])
@pytest.mark.usefixtures("_no_database")
def test_a_reader_gets_every_word_back(visitor, path):
    form = {"body": WORDS, "name": "Rita <R>", "email": "rita@example.org", "url": "a.example/?a&b"}

    answer = visitor.post(f"/posts/some-post/{path}", form, headers=SAME_ORIGIN)

    assert answer.status_code == 503
    for words in (AS_SHOWN, "Rita &lt;R&gt;", "rita@example.org", "a.example/?a&amp;b"):
        assert f"\n{words}</textarea>" in answer.text


@pytest.mark.parametrize(("action", "field"), [("reply", "body"), ("notes", "text"),
                                               ("edit", "body"), ("decide", "reason")])  # fmt: skip
def test_a_moderator_gets_every_word_back(visitor, gone, action, field):
    visitor.force_login(make_moderator())
    waits = make_comment(status="pending")

    form = {field: WORDS, "csrfmiddlewaretoken": TOKEN}
    visitor.cookies["csrftoken"] = TOKEN

    with asked_in_vain(gone):
        answer = visitor.post(f"/moderation/{waits.pk}/{action}/", form, headers=SAME_ORIGIN)

    assert answer.status_code == 503
    assert f"\n{AS_SHOWN}</textarea>" in answer.text


@pytest.mark.usefixtures("_no_database")
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_strangers_page_can_show_nothing_on_ours(visitor, headers):
    answer = visitor.post("/posts/some-post/reply/", {"body": "Not mine."}, headers=headers)

    assert answer.status_code == 503
    assert "Not mine." not in answer.text


@pytest.mark.usefixtures("_no_database")
def test_no_password_is_ever_shown(visitor):
    form = {"username": "mona", "password": "open sesame", "token": "123456", "body": "Words."}

    answer = visitor.post("/admin/login/", form, headers=SAME_ORIGIN)

    assert answer.status_code == 503
    assert "Words." in answer.text
    for secret in ("mona", "open sesame", "123456"):
        assert secret not in answer.text


def test_a_form_that_nobody_can_read_costs_the_page_nothing():
    request = RequestFactory(headers=SAME_ORIGIN).post(
        "/posts/any/reply/", b"--", content_type="multipart/form-data; boundary="
    )

    page = outage.server_error(request)

    assert page.status_code == 500
    assert "<textarea" not in page.text


def test_what_failed_halfway_left_nothing_and_goes_when_sent_again(visitor, monkeypatch, gone):
    post = make_post()
    said = {"body": WORDS, "nonce": "once", "email": "rita@example.org", "ip": "192.0.2.1"}
    with monkeypatch.context() as meanwhile:
        broken(meanwhile, replying.confirming, "answer_wishes", gone)  # the last of what is stored
        refused = post_reply(visitor, post, **said)
    assert refused.status_code == 503
    assert not Comment.objects.exists()

    answers = [post_reply(visitor, post, **said) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Comment.objects.count() == 1
