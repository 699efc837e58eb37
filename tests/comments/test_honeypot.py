"""The field that people don't see: whoever fills it in is held, never refused."""

import pytest

from tests.comments.reading import Elements
from tests.comments.scene import browser, last_comment
from tests.factories import make_moderator, make_post, post_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("firsts_appear")]


def test_a_filled_field_holds_and_is_kept_as_evidence(client):
    response = post_reply(client, make_post(), subject="Buy now")

    comment = last_comment()
    assert response.status_code == 303
    assert comment.status == "pending"
    assert comment.findings[0]["rule"] == "honeypot"
    assert comment.findings[0]["evidence"][0]["text"] == "Buy now"


def test_of_a_long_one_the_beginning_is_kept(client):
    post_reply(client, make_post(), subject="x" * 10_000)

    assert len(last_comment().findings[0]["evidence"][0]["text"]) == 200


@pytest.mark.parametrize("subject", ["", "   "])
def test_an_empty_field_holds_nothing(client, subject):
    post_reply(client, make_post(), subject=subject)

    assert last_comment().status == "approved"


def test_a_form_without_the_field_holds_nothing(client):
    post = make_post()

    client.post(
        f"/posts/{post.slug}/reply/",
        {"body": "Text.", "name": "Ann", "email": "ann@example.org"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert last_comment().status == "approved"


def test_staff_may_fill_it():
    post_reply(browser(make_moderator()), make_post(), subject="Autofill")

    assert last_comment().status == "approved"


def test_people_and_their_browsers_are_kept_away_from_it(client):
    response = client.get(f"/posts/{make_post().slug}/")

    fields = Elements(response.content.decode()).named("input")
    (honeypot,) = [field for field in fields if field.get("name") == "subject"]

    assert honeypot["tabindex"] == "-1"
    assert honeypot["autocomplete"] == "off"
    assert "required" not in honeypot
