"""My replies lists what one follows, and ends it."""

import pytest

from comments.models import Subscription
from tests.comments.mailed_links import send
from tests.comments.my_replies import ANN, mine, page_of
from tests.comments.scene import proved
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_what_is_followed_is_listed():
    comment = mine(post=make_post(title="On Taste"))
    Subscription.objects.follow(ANN, comment=comment, is_confirmed=True)
    Subscription.objects.follow(ANN, post=make_post(title="On Leads"), is_confirmed=True)
    Subscription.objects.follow(ANN, is_confirmed=True)

    following = page_of(proved(ANN)).split('id="following"')[1].split("</section>")[0]

    assert "On Taste" in following
    assert "On Leads" in following
    assert "Every new post of this site" in following
    assert "Follow every new post" not in following


def test_a_wish_without_its_link_used_is_followed_by_nobody():
    Subscription.objects.follow(ANN, post=make_post(title="On Leads"), is_confirmed=False)

    assert "On Leads" not in page_of(proved(ANN))


def test_stopping_ends_it():
    subscription = Subscription.objects.follow(ANN, post=make_post(), is_confirmed=True)

    response = send(proved(ANN), "/my-replies/unfollow/", subscription=subscription.pk)

    assert response.headers["Location"] == "/my-replies/#following"
    assert not Subscription.objects.exists()


def test_nobody_stops_what_others_follow():
    subscription = Subscription.objects.follow("bob@example.org", is_confirmed=True)

    send(proved(ANN), "/my-replies/unfollow/", subscription=subscription.pk)

    assert Subscription.objects.exists()


@pytest.mark.parametrize("wanted", ["", "x", "-1", "\0", "9" * 18, "9" * 40, "١"])
def test_what_is_not_followed_is_stopped_by_doing_nothing(wanted):
    Subscription.objects.follow(ANN, is_confirmed=True)

    response = send(proved(ANN), "/my-replies/unfollow/", subscription=wanted)

    assert response.status_code == 303
    assert Subscription.objects.exists()


def test_every_new_post_can_be_followed_from_here():
    reader = proved(ANN)
    assert "Follow every new post" in page_of(reader)

    send(reader, "/follow/", email=ANN, follows="site")

    assert Subscription.objects.of_site().get().email == ANN
