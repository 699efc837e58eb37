import pytest
from django.test import RequestFactory, override_settings

from posts.models import SiteIdentity
from posts.views import errors

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_answered_in_the_theme(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert SiteIdentity.current().name in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "head", "put"])
def test_an_unknown_address_is_not_found_by_any_method(client, method):
    answer = getattr(client, method)("/nowhere/")

    assert answer.status_code == 404


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403)])
def test_errors_say_nothing_of_the_reason(view, status):
    answer = view(RequestFactory().get("/"), Exception("the reason"))

    assert answer.status_code == status
    assert "the reason" not in answer.content.decode()


def test_a_hostile_host_is_a_bad_request(client):
    with override_settings(ALLOWED_HOSTS=["notes.example.org"]):
        answer = client.get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
