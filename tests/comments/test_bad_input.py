"""Whatever a reader types into the form: cleaned, or refused with everything still there."""

import pytest

from comments.models import Comment
from tests.comments.reading import Form
from tests.comments.scene import discuss, last_comment
from tests.factories import SAME_ORIGIN, make_post, post_reply

pytestmark = pytest.mark.django_db

INVISIBLE = "\u200b\u200c\u2060\ufeff\u00ad\u2800\u3164\u115f\u17b4\u202e\u2066\u00a0\u3000"


@pytest.mark.parametrize("body", ["", " ", "\r\n\r\n", "\t", INVISIBLE, "\0", "\u0301", "\x07\x1b"])
def test_a_reply_without_visible_text_is_refused(client, body):
    response = post_reply(client, make_post(), body=body)

    assert response.status_code == 422
    assert Form(response).errors == ["body"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", INVISIBLE, "\0", "<b></b>", "<!-- Bob", "\u0301"])
def test_a_name_without_visible_letters_is_refused(client, name):
    response = post_reply(client, make_post(), name=name)

    assert response.status_code == 422
    assert Form(response).errors == ["name"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", [INVISIBLE, "\u2800"])
def test_a_name_may_be_left_out_where_none_is_asked_for_but_not_pretended(client, name):
    discuss(requires_name_and_email=False)

    pretended = post_reply(client, make_post(), name=name, email="")
    left_out = post_reply(client, make_post(), name="", email="")

    assert pretended.status_code == 422
    assert left_out.status_code == 303


@pytest.mark.parametrize(
    "email",
    ["", "ann", "ann@", "@example.org", "ann@example", "a b@example.org", "ann@example.org\0",
     "a@b.c\r\nBcc: x@example.org", "ann@exa mple.org", "x" * 250 + "@example.org", "<ann@b.org>"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused(client, email):
    response = post_reply(client, make_post(), email=email)

    assert response.status_code == 422
    assert Form(response).errors == ["email"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt://example.org/%0aalert(1)", "data:text/html,x",
     "ftp://example.org/", "file:///etc/passwd", "http://", "http:///x", "//", "x",
     "http://exa mple.org", "http://example.org/\0", "vbscript:x", "mailto:ann@example.org",
     "http://[::1", "http://example.org:99999999/", "h" * 201, "http://e.org/" + "a" * 200,
     "java\nscript:alert(1)", "http://\u200b/"],
)  # fmt: skip
def test_what_is_no_website_is_refused(client, url):
    response = post_reply(client, make_post(), url=url)

    assert response.status_code == 422
    assert Form(response).errors == ["url"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("", ""), ("example.org", "https://example.org"), ("http://münchen.de/ä", None),
     ("https://example.org/?a=1&b='\"", None), ("  https://example.org/  ", "https://example.org/")],
)  # fmt: skip
def test_a_website_is_taken_as_people_write_it(client, typed, stored):
    post_reply(client, make_post(), url=typed)

    assert last_comment().author_url == (typed if stored is None else stored)


@pytest.mark.parametrize(
    "letters", ["a", "é", "日", "🎲", "e\u0301", "a\n", "\r\n", "👩‍👩‍👧"], ids=ascii
)
def test_text_may_be_as_long_as_the_limit_in_characters(client, letters):
    """Line ends count as one, accents as typed or composed: measured as it is stored."""
    discuss(text_max_length=500, flood_seconds=0)
    stored_length = len({"e\u0301": "é", "\r\n": "\n"}.get(letters, letters))
    times = 498 // stored_length
    fits = "x" + letters * times + "x" * (499 - times * stored_length)

    too_long = post_reply(client, make_post(), body=fits + "x")
    allowed = post_reply(client, make_post(), body=fits)

    assert too_long.status_code == 422
    assert Form(too_long).errors == ["body"]
    assert allowed.status_code == 303
    assert len(last_comment().body) == 500


def test_what_is_too_long_is_told_with_both_figures(client):
    discuss(text_max_length=100)

    response = post_reply(client, make_post(), body="x" * 101)

    assert "at most 100 characters (it has 101)" in response.content.decode()


@pytest.mark.parametrize("letter", ["a", "é", "日", "🎲"])
def test_a_name_may_be_as_long_as_the_limit_in_characters(client, letter):
    discuss(flood_seconds=0)

    too_long = post_reply(client, make_post(), name=letter * 101)
    allowed = post_reply(client, make_post(), name=letter * 100)

    assert too_long.status_code == 422
    assert Form(too_long).errors == ["name"]
    assert allowed.status_code == 303
    assert last_comment().author_name == letter * 100


def test_a_mail_address_may_have_254_characters(client):
    address = "a" * 64 + "@" + ".".join(["b" * 50] * 3) + ".example"
    discuss(flood_seconds=0)

    too_long = post_reply(client, make_post(), email="a" * (255 - len(address)) + address)
    allowed = post_reply(client, make_post(), email="a" * (254 - len(address)) + address)

    assert too_long.status_code == 422
    assert allowed.status_code == 303


def test_a_website_may_have_200_characters(client):
    discuss(flood_seconds=0)
    address = "https://example.org/".ljust(200, "a")

    too_long = post_reply(client, make_post(), url=address + "a")
    allowed = post_reply(client, make_post(), url=address)

    assert too_long.status_code == 422
    assert allowed.status_code == 303
    assert last_comment().author_url == address


@pytest.mark.parametrize("field", ["body", "name", "user-agent", "subject"])
def test_control_characters_are_not_stored(client, field):
    hostile = "Bell\x07 \0nul \x1b[31mred\x9b del\x7f \x85end"
    headers = {**SAME_ORIGIN, "User-Agent": hostile if field == "user-agent" else "Tests"}

    response = post_reply(client, make_post(), headers=headers, **{field: hostile})

    comment = last_comment() if response.status_code == 303 else None
    if field == "subject":
        assert response.status_code == 422
    elif field == "user-agent":
        assert "\0" not in comment.user_agent
    else:
        stored = {"body": comment.body, "name": comment.author_name}[field]
        assert stored == "Bell nul [31mred del end"


def test_long_runs_of_marks_and_unended_comments_are_cut_short(client):
    """Both took minutes: normalising goes by the square of such a run, and so did the search."""
    marks, comments = "a" + "\u0301\u0316" * 100_000, "<!--" * 100_000

    response = post_reply(client, make_post(), body=marks, name=comments)

    assert response.status_code == 422
