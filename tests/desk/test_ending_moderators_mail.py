"""The way out of a moderator’s mails: looked at, nothing ends; posted to, it does."""

import pytest
from django.test import Client

from comments.models import StaffPreferences
from comments.tokens import sign_staff_unsubscribe, sign_unsubscribe
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


def address_of(user, what="waiting"):
    return f"/unsubscribe/staff/{sign_staff_unsubscribe(user.pk, what)}/"


@pytest.fixture
def provider():
    """As a mailbox provider posts: no cookie, no Sec-Fetch header, no Origin."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options", "trace"])
def test_nothing_but_a_post_ends_it(provider, method):
    moderator = make_moderator()

    answer = getattr(provider, method)(address_of(moderator))

    assert answer.status_code == (200 if method in {"get", "head"} else 405)
    assert not StaffPreferences.objects.exists()


@pytest.mark.parametrize("charset", ["base64", "utf-7", "no-such"])
def test_whatever_a_provider_posts_ends_it(provider, charset):
    moderator, other = make_moderator(), make_moderator()
    claimed = f"application/x-www-form-urlencoded; charset={charset}"

    answer = provider.generic("POST", address_of(moderator), b"\xff\xfe=\0", claimed)

    assert answer.status_code == 200
    assert StaffPreferences.of(moderator).mail == "off"
    assert StaffPreferences.of(other).mail == "hourly"


def test_a_forged_one_is_dead(provider):
    moderator = make_moderator()
    token = sign_staff_unsubscribe(moderator.pk, "waiting")

    for wrong in (token[:-1], f"9{token}", sign_unsubscribe(moderator.pk), "x", "%00"):
        answer = provider.post(f"/unsubscribe/staff/{wrong}/")
        assert answer.status_code == 404
        assert answer.content == provider.get("/unsubscribe/x/").content
    assert not StaffPreferences.objects.exists()


def test_of_somebody_who_is_gone_it_says_that_it_has_ended(provider):
    moderator = make_moderator()
    address = address_of(moderator)
    moderator.delete()

    assert provider.post(address).status_code == 200
    assert provider.get(address).status_code == 200
