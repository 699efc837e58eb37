"""A preview is what will be published, byte for byte; it stores nothing and loses no word."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.views.preview import PREVIEWS
from tests.comments.reading import Form
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import (
    SAME_ORIGIN,
    make_comment,
    make_moderator,
    make_post,
    post_reply,
    reply_form,
)

pytestmark = pytest.mark.django_db

TEXTS = {
    "plain": "One plain line.",
    "lines": "One line\nand the next.\n\nAnother paragraph.",
    "markdown": "**bold** *italic* `code`\n\n> quote\n\n1. one\n2. two\n\n- a\n- b\n\n---",
    "code": "    indented\n\n```\n<b>&amp;</b>\n```",
    "link": "See https://example.org/?a=1&b=2 and [there](https://example.net).",
    "link to another host": "[bank.example](https://evil.test/)",
    "other alphabets": "Führung, 日本語, é e\u0301, \u202eturned\u202c, 🦉\u200d🔥",
    "blanks around": "\r\n\r\n  Text after empty lines.\r\n\r\n",
    "not markdown here": "# Heading\n\n![i](https://evil.test/p.png)\n\n[a]: https://a.test\n[a]",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "svg": '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    "image of an advisory": '![x](x"onerror=alert(1)//)',
    "javascript link": "[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,x)",
    "broken out": '</div></article><p class="note">x</p> <!-- -->',
    "entities": "&lt;b&gt; &#60;script&#62; &amp;amp; &nbsp;",
    "templates": "{{ form }} {% url 'x' %}",
    "brackets": "[" * 2000,
    "quotes": ">" * 500 + " deep",
    "unseen letters": "a\0b\x07c\ufeffd",
    "long": "word " * 990 + "end.",
}
TOMORROW = timezone.now() + timedelta(days=1)
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def preview(client, post, body, *, headers=SAME_ORIGIN):
    return client.post(f"{post.get_absolute_url()}reply/preview/", {"body": body}, headers=headers)


def published(markup, comment):
    found = re.search(
        rf'<li id="comment-{comment.pk}".*?<div class="text">(.*?)</div><div class="act">',
        markup,
        re.DOTALL,
    )
    return found[1]


# What it shows ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_a_preview_is_what_page_and_feed_will_show(client, text):
    post = make_post()

    shown = preview(client, post, TEXTS[text])
    post_reply(client, post, body=TEXTS[text])

    assert shown.status_code == 200
    comment = last_comment()
    assert shown.content.decode() == comment.body_html
    comment.approve(by=make_moderator())
    page = browser().get(post.get_absolute_url()).content.decode()
    assert published(page, comment) == comment.body_html
    feed = ElementTree.fromstring(browser().get(f"{post.get_absolute_url()}comments/feed/").content)
    assert feed.find("atom:entry/atom:content", ATOM).text == comment.body_html


@pytest.mark.parametrize("text", TEXTS)
def test_the_forms_own_page_shows_the_same_above_the_form(client, text):
    post = make_post()

    page = post_reply(client, post, body=TEXTS[text], preview="1")

    shown = preview(client, post, TEXTS[text]).content.decode()
    assert page.status_code == 200
    assert f'<div class="text">{shown}</div></section>' in page.content.decode()
    assert not Comment.objects.exists()


def test_a_preview_is_stored_by_nobody_and_read_as_nothing_else(client):
    response = preview(client, make_post(), "Words.")

    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert not Comment.objects.exists()


# What it refuses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["", " \r\n\t", "\u200b\u2800", "x" * 5001, "x" * 60_000])
def test_what_could_not_be_posted_is_refused_with_a_sentence(client, body):
    response = preview(client, make_post(), body)

    form_page = post_reply(client, make_post(), body=body)
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() in form_page.context["form"].errors["body"]


def test_the_longest_text_is_the_one_of_the_settings(client):
    discuss(text_max_length=100)

    assert preview(client, make_post(), "x" * 100).status_code == 200
    assert preview(client, make_post(), "x" * 101).status_code == 422


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"published_at": TOMORROW}])
def test_a_post_that_is_not_public_has_none(client, hidden):
    assert preview(client, make_post(**hidden), "Words.").status_code == 404


def test_a_post_that_never_was_has_none(client):
    response = client.post("/posts/nowhere/reply/preview/", {"body": "x"}, headers=SAME_ORIGIN)

    assert response.status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_another_site_has_none(client, headers):
    assert preview(client, make_post(), "Words.", headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_it_is_only_posted(client, method):
    response = client.generic(method, f"{make_post().get_absolute_url()}reply/preview/")

    assert response.status_code == 405


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("application/x-www-form-urlencoded", b"body=%FF%FE%00%ED%A0%80"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"body=%2BADw-b%2BAD4-"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/json", b'{"body": "x"}'),
        ("", b"\0\xff"),
    ],
)
def test_no_bytes_are_an_error_of_ours(client, content_type, sent):
    address = f"{make_post().get_absolute_url()}reply/preview/"

    response = client.post(address, sent, content_type=content_type, headers=SAME_ORIGIN)

    assert response.status_code in {200, 400, 422}
    assert b"<b>" not in response.content


def test_too_many_in_a_minute_must_wait_and_lose_nothing(client):
    post = make_post()
    for _time in range(PREVIEWS):
        assert preview(client, post, "Words.").status_code == 200

    by_script = preview(client, post, "Words.")
    by_hand = post_reply(client, post, ip="127.0.0.1", body="My words.", preview="1")

    for response in (by_script, by_hand):
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 60
    assert by_script.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert Form(by_hand).values["body"] == "My words."


# Without JavaScript -------------------------------------------------------------------------------


def test_every_word_and_tick_is_there_again_below_a_preview(client):
    post = make_post()
    parent = make_comment(post=post)
    typed = reply_form(
        body="  My *words*\r\n",
        name=" Ann  <b>",
        email="not yet",
        url="x",
        to=str(parent.pk),
        nonce="n",
        is_answer="on",
        notify="on",
        save_my_name="on",
    )

    response = post_reply(client, post, **typed, preview="1")

    form = Form(response)
    assert response.status_code == 200
    assert form.ticked == {"is_answer", "notify", "save_my_name"}
    assert form.values == {name: value for name, value in typed.items() if name in form.values}
    assert form.values.keys() >= {"body", "name", "email", "url", "to", "nonce"}
    assert Comment.objects.count() == 1


def test_what_is_still_missing_is_no_mistake_of_a_preview(client):
    response = post_reply(client, make_post(), body="Words.", name="", email="", preview="1")

    assert response.status_code == 200
    assert Form(response).errors == []
    assert 'class="errors"' not in response.content.decode()


def test_a_preview_of_nothing_says_what_is_missing(client):
    response = post_reply(client, make_post(), body=" ", name="", preview="1")

    assert response.status_code == 422
    assert Form(response).errors == ["body"]


def test_a_preview_asked_for_from_elsewhere_is_refused_like_a_reply(client):
    response = post_reply(
        client, make_post(), headers={"Sec-Fetch-Site": "cross-site"}, preview="1", body="Words."
    )

    assert response.status_code == 403
    assert Form(response).values["body"] == "Words."


def test_the_page_of_a_preview_is_nobody_elses(client):
    response = post_reply(client, make_post(), preview="1")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
