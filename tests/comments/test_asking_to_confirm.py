"""A box of the reply form asks for one mailed link, where a proof doesn't make it needless."""

import pytest

from comments.models import Comment, Notification, Subscription
from comments.readers import confirming
from tests.comments.mailed_links import ANN, asked, links_to
from tests.comments.scene import last_comment, proved
from tests.factories import make_comment, make_moderator, make_post, make_staff, post_reply

pytestmark = pytest.mark.django_db


def test_nothing_is_mailed_unasked(client):
    response = post_reply(client, make_post(), email=ANN)

    assert links_to(ANN) == []
    assert "mailed" not in response.headers["Location"]


@pytest.mark.parametrize("box", ["confirm", "notify"])
def test_either_box_mails_one_link(client, box):
    response = post_reply(client, make_post(), email="Ann@Example.org", **{box: "on"})

    [link] = links_to(ANN)
    assert link.kind == "confirm"
    assert link.comment == last_comment()
    assert "mailed=1" in response.headers["Location"]


def test_both_boxes_mail_one_link(client):
    post_reply(client, make_post(), email=ANN, notify="on", confirm="on")

    assert len(links_to(ANN)) == 1


def test_to_be_mailed_about_replies_is_a_wish_until_the_link_is_used():
    comment, link = asked(notify="on")

    assert link.subscription == Subscription.objects.get(comment=comment)
    assert link.subscription.confirmed_at is None


def test_the_same_form_sent_again_mails_nothing_more(client):
    post = make_post()
    form = {"email": ANN, "body": "Once.", "notify": "on", "ip": "192.0.2.1"}

    first = post_reply(client, post, **form)
    second = post_reply(client, post, **form)

    assert second.headers["Location"] == first.headers["Location"]
    assert len(links_to(ANN)) == 1


def test_a_refused_reply_mails_nothing(client):
    post = make_post(accepts_comments=False)

    post_reply(client, post, email=ANN, notify="on", confirm="on")

    assert links_to(ANN) == []
    assert not Subscription.objects.exists()


def test_with_the_proof_of_the_address_no_link_is_needed():
    post = make_post()

    response = post_reply(proved(ANN), post, email="ANN@example.org", notify="on", confirm="on")

    assert links_to(ANN) == []
    assert Subscription.objects.get(comment=last_comment()).confirmed_at
    assert last_comment().is_confirmed
    assert "mailed" not in response.headers["Location"]


def test_the_proof_of_another_address_confirms_nothing():
    post_reply(proved("bob@example.org"), make_post(), email=ANN, notify="on")

    assert len(links_to(ANN)) == 1
    assert Subscription.objects.get().confirmed_at is None
    assert not last_comment().is_confirmed


def test_the_address_of_staff_counts_as_confirmed():
    moderator = make_moderator(email="mona@example.org")
    comment = make_comment(author_email=moderator.email, user=moderator)

    confirming.answer_wishes(comment, {"notify": True})

    assert Subscription.objects.get(comment=comment).confirmed_at
    assert links_to(moderator.email) == []


def test_what_is_owed_goes_with_the_reply_that_it_is_for(client, monkeypatch):
    def crash(*_args, **_kwargs):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr(Notification.objects.__class__, "owe", crash)

    response = post_reply(client, make_post(), email=ANN, notify="on")

    assert response.status_code == 500
    assert not Comment.objects.exists()
    assert not Subscription.objects.exists()


def test_staff_without_an_address_are_followed_nowhere():
    comment = make_comment(author_email="", user=make_staff(email=""))

    confirming.answer_wishes(comment, {"notify": True, "confirm": True})

    assert not Subscription.objects.exists()
    assert not Notification.objects.exists()
