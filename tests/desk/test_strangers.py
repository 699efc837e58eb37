"""For who may not moderate, the desk's addresses are like any that never were."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.factories import make_comment, make_moderator, make_staff, make_user

pytestmark = pytest.mark.django_db

METHODS = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]


def addresses():
    desk = next(
        one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "moderation"
    )
    for pattern in desk.url_patterns:
        assert isinstance(pattern, URLPattern)
        number = dict.fromkeys(pattern.pattern.converters, 1)
        yield reverse(f"moderation:{pattern.name}", kwargs=number)


def visitors():
    yield "anonymous", None
    yield "reader", make_user()
    yield "staff", make_staff()
    former = make_moderator()
    former.is_staff = False
    former.save()
    yield "moderator who is no staff any more", former


def answer_to(user, method, path):
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    response = getattr(client, method)(path)
    words = response.content.decode().replace(path, "")
    return response.status_code, dict(response.headers) | {"Content-Length": ""}, words


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_answered_as_at_an_address_that_never_was(method):
    make_comment(pk=1)
    for name, user in visitors():
        nowhere = answer_to(user, method, "/moderatiox/")
        for address in addresses():
            there = answer_to(user, method, address)
            assert there == nowhere, (name, address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_last_slash_too(method):
    for name, user in visitors():
        nowhere = answer_to(user, method, "/moderatiox")
        for address in addresses():
            assert answer_to(user, method, address.rstrip("/")) == nowhere, (name, address)


def test_a_moderator_is_led_on_from_the_address_without_it(client):
    client.force_login(make_moderator())

    assert client.get("/moderation").headers["Location"] == "/moderation/"
