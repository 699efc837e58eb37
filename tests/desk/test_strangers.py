"""For who may not moderate, the desk's addresses are like any that never were."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.comments.scene import browser
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
    """(who, their browser)"""
    former = make_moderator()
    former.is_staff = False
    former.save()
    stepped_back = make_moderator()
    stepped_back.groups.clear()
    people = {
        "anonymous": None,
        "reader": make_user(),
        "staff": make_staff(),
        "moderator who is no staff any more": former,
        "staff who moderates no more": stepped_back,
    }
    for name, user in people.items():
        client = browser(user)
        client.raise_request_exception = False
        yield name, client


def answer_to(client, method, path):
    response = getattr(client, method)(path)
    words = response.content.decode().replace(path, "")
    headers = dict(response.headers) | {"Content-Length": ""}
    return response.status_code, headers, response.cookies.output(), words


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_answered_as_at_an_address_that_never_was(method):
    make_comment(pk=1)
    for name, client in visitors():
        nowhere = answer_to(client, method, "/moderatiox/")
        assert nowhere[0] == 404
        for address in addresses():
            there = answer_to(client, method, address)
            assert there == nowhere, (name, address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_last_slash_too(method):
    for name, client in visitors():
        nowhere = answer_to(client, method, "/moderatiox")
        for address in addresses():
            assert answer_to(client, method, address.rstrip("/")) == nowhere, (name, address)


def test_a_moderator_is_led_on_from_the_address_without_it(client):
    client.force_login(make_moderator())

    assert client.get("/moderation").headers["Location"] == "/moderation/"
