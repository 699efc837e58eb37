"""My replies are there for whoever proved the address, for no cache and no other site."""

import pytest

from comments.models import Notification, Subscription
from tests.comments.mailed_links import send
from tests.comments.my_replies import ANN, mine, page_of
from tests.comments.scene import browser, last_comment, proved
from tests.factories import SAME_ORIGIN, make_moderator

pytestmark = pytest.mark.django_db

POSTS = ["/my-replies/", "/my-replies/erase/", "/my-replies/leave/", "/my-replies/unfollow/"]


@pytest.mark.parametrize("address", [*POSTS[1:], "/my-replies/export/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_proof_nothing_is_there_to_have(client, address, method):
    mine(body="My secret words.")
    Subscription.objects.follow(ANN, is_confirmed=True)

    response = getattr(client, method)(address, {"words": "remove"}, headers=SAME_ORIGIN)

    assert response.status_code in {303, 405}
    assert b"secret" not in response.content
    assert last_comment().body == "My secret words."
    assert Subscription.objects.exists()


def test_being_signed_in_is_no_proof():
    mine(body="My secret words.")

    assert "secret" not in page_of(browser(make_moderator(email=ANN)))


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_another_site_can_press_nothing(address, headers):
    mine(body="My words.")
    subscription = Subscription.objects.follow(ANN, is_confirmed=True)
    form = {"words": "remove", "all": "1", "subscription": subscription.pk, "email": ANN}

    response = send(proved(ANN), address, headers=headers, **form)

    assert response.status_code == 403
    assert last_comment().body == "My words."
    assert Subscription.objects.exists()
    assert not Notification.objects.exists()


@pytest.mark.parametrize("client", [browser, lambda: proved(ANN)], ids=["anybody", "proved"])
@pytest.mark.parametrize("address", ["/my-replies/", "/my-replies/erase/", "/my-replies/export/"])
def test_its_pages_are_stored_by_nobody(client, address):
    page = client().get(address)

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
