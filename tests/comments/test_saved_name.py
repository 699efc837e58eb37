"""Save my name: only when asked, for a year, in that browser; garbage in it does no harm."""

import json
from urllib.parse import quote, unquote

import pytest

from tests.comments.reading import Form
from tests.comments.scene import browser, discuss
from tests.factories import make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

WHO = {
    "name": "Anné; “O'Neill”, 日本",
    "email": "ann@example.org",
    "url": "https://example.org/?a=1",
}


def form_on(client):
    return Form(client.get(f"/posts/{make_post().slug}/reply/"))


def test_nothing_is_saved_unasked(client):
    response = post_reply(client, make_post(), **WHO)

    assert response.cookies["reader"].value == ""
    assert response.cookies["reader"]["max-age"] == 0
    assert form_on(client).values["name"] == ""


def test_what_is_saved_is_filled_in_for_a_year(client):
    cookie = post_reply(client, make_post(), **WHO, save_my_name="on").cookies["reader"]

    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["path"] == "/"
    assert cookie["samesite"] == "Lax"
    assert not cookie["httponly"]
    form = form_on(client)
    assert {field: form.values[field] for field in WHO} == WHO
    assert form.ticked == {"save_my_name"}


def test_the_page_for_everybody_is_not_filled_in(client):
    post = make_post()
    before = client.get(post.get_absolute_url()).content
    client.cookies["reader"] = quote(json.dumps(WHO))

    assert client.get(post.get_absolute_url()).content == before


def test_the_cookie_can_be_read_by_the_pages_script(client):
    value = post_reply(client, make_post(), **WHO, save_my_name="on").cookies["reader"].value

    assert value.isascii()
    assert not set(value) & set('",; \\')
    assert json.loads(unquote(value)) == WHO


def test_unticking_forgets(client):
    discuss(flood_seconds=0)
    post_reply(client, make_post(), **WHO, save_my_name="on")

    post_reply(client, make_post(), **WHO)

    assert form_on(client).values["name"] == ""


def test_a_refused_reply_saves_nothing(client):
    response = post_reply(client, make_post(), **WHO | {"email": "no"}, save_my_name="on")

    assert response.status_code == 422
    assert "reader" not in response.cookies


def test_where_it_is_not_offered_nothing_is_saved(client):
    discuss(offers_to_save_name=False)

    response = post_reply(client, make_post(), **WHO, save_my_name="on")

    assert "reader" not in response.cookies
    assert "save_my_name" not in client.get(f"/posts/{make_post().slug}/reply/").content.decode()


def test_whoever_is_signed_in_needs_none():
    response = post_reply(browser(make_moderator()), make_post(), save_my_name="on")

    assert "reader" not in response.cookies


@pytest.mark.parametrize(
    "garbage",
    ["", "x", "{", "[]", "null", "1", '"x"', "[1, 2]", '{"name": 1}', '{"name": null, "url": []}',
     '{"other": "x"}', "[" * 50_000, "9" * 5000, '{"name": NaN}', "%FF%FE", "%ED%A0%80", "%00",
     '{"name": "\\ud800"}', '{"email": "\\u0000"}', "é"],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_garbage_in_the_cookie_does_no_harm(client, garbage):
    client.cookies["reader"] = garbage if garbage.startswith("%") else quote(garbage)

    response = client.get(f"/posts/{make_post().slug}/reply/")

    assert response.status_code == 200
    assert Form(response).values["url"] == ""


def test_markup_in_the_cookie_is_text(client):
    hostile = '"><script>alert(1)</script>'
    client.cookies["reader"] = quote(json.dumps({"name": hostile}))

    response = client.get(f"/posts/{make_post().slug}/reply/")

    assert Form(response).values["name"] == hostile
    assert b"<script>alert" not in response.content
