"""A link to a new password works once, for a day, for one person, and stands in no log."""

import pytest
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from config.logs import shown
from tests.account.people import is_staff_there, password_typed
from tests.account.resetting import NEW, choose, link_for
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


def test_the_token_leaves_the_address_before_anything_is_shown():
    user = make_moderator()
    link = link_for(user)

    answer = Client().get(link)

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/set-password/")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content == b""


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_changes_nothing(method):
    user = make_moderator()
    link = link_for(user)

    getattr(Client(), method)(link, follow=True)

    user.refresh_from_db()
    assert user.check_password("right")
    assert "Your password is new" in choose(link).text


def test_a_link_works_once():
    user = make_moderator()
    link = link_for(user)
    choose(link)

    again = choose(link, "Another-Owl-77-x")

    assert again.status_code == 404
    assert "This link does nothing" in again.text
    assert is_staff_there(password_typed(user, password=NEW))


def test_a_link_is_void_after_a_day(settings):
    user = make_moderator()
    link = link_for(user)

    settings.PASSWORD_RESET_TIMEOUT = -1

    assert choose(link).status_code == 404


def test_a_link_is_void_for_anybody_else():
    user, other = make_moderator(), make_moderator()
    _reset, token = link_for(user).rstrip("/").split("/")[-2:]

    person = urlsafe_base64_encode(force_bytes(other.pk))

    assert choose(f"/account/reset/{person}/{token}/").status_code == 404


@pytest.mark.parametrize("person", ["x", "MQ", "%00", "é", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "_w"])
def test_links_of_any_bytes_do_nothing(person):
    for token in ("x", "set-password", "1-2", "%F0%9F%92%A5", "-", "a" * 3000):
        assert Client().get(f"/account/reset/{person}/{token}/").status_code == 404


def test_the_link_is_not_logged():
    assert shown("/account/reset/MQ/c0ffee-0123456789/") == "/account/reset/…"


@pytest.mark.parametrize("doubled", ["/account//reset/", "//account/reset/", "/account/reset//"])
def test_nor_is_it_where_a_slash_stands_twice(doubled):
    assert "c0ffee" not in shown(f"{doubled}MQ/c0ffee-0123456789/")
