"""Asking for My replies: one mailed link, and an answer that tells nobody what is kept."""

import pytest

from comments.mail.delivery import deliver_due
from comments.models import ConfirmedAddress, Notification, Subscription
from tests.comments.mailed_links import address_of, links_to, press, send
from tests.comments.my_replies import ANN, mine, page_of
from tests.comments.scene import browser

pytestmark = pytest.mark.django_db


def test_without_proof_it_offers_a_link(client):
    mine(body="My secret words.")

    page = page_of(client)

    assert "Mail me a link to my replies" in page
    assert "My secret words." not in page


def test_the_link_is_mailed_and_opens_the_page():
    comment, reader = mine(), browser()
    send(reader, "/my-replies/", email="Ann@Example.org", subject="")
    [link] = links_to(ANN)

    response = press(reader, link)

    assert link.kind == "my_replies"
    assert response.headers["Location"] == "/my-replies/"
    assert comment.body in page_of(reader)


def test_its_own_page_says_what_the_button_does():
    send(browser(), "/my-replies/", email=ANN, subject="")

    page = browser().get(address_of(links_to(ANN)[0])).content.decode()

    assert "Open my replies" in page
    assert ANN in page


def test_the_answer_does_not_tell_whether_anything_is_kept(client):
    mine()

    known = send(client, "/my-replies/", email=ANN, subject="")
    unknown = send(client, "/my-replies/", email="nobody@example.org", subject="")

    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    assert known.headers == unknown.headers
    assert len(links_to(ANN)) == len(links_to("nobody@example.org")) == 1


def test_one_address_is_mailed_five_times_a_day_and_answered_alike(client):
    first = send(client, "/my-replies/", email=ANN, subject="")

    for number in range(6):
        last = send(client, "/my-replies/", email=ANN, subject="", ip=f"192.0.2.{number}")

    assert last.content == first.content
    assert len(links_to(ANN)) == 5


def test_a_network_is_told_when_it_asked_too_often(client):
    for number in range(20):
        send(client, "/my-replies/", email=f"reader{number}@example.org", subject="")

    response = send(client, "/my-replies/", email=ANN, subject="")

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 24 * 3600
    assert ANN in response.content.decode()
    assert links_to(ANN) == []


@pytest.mark.parametrize("email", ["", "ann", "\0", "a@b\r\nBcc: c@d.example", "<svg onload=x>@x"])
def test_what_is_no_address_is_shown_again(client, email):
    response = send(client, "/my-replies/", email=email, subject="")

    assert response.status_code == 422
    assert "<svg" not in response.content.decode().split("<main")[1]
    assert not Notification.objects.exists()


def test_who_fills_the_hidden_field_is_told_so_and_need_only_press_again(client):
    response = send(client, "/my-replies/", email=ANN, subject="Buy")

    assert response.status_code == 422
    assert "press the button once more" in response.content.decode()
    assert f'value="{ANN}"' in response.content.decode()
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("make_known", "mails"),
    [
        (lambda: None, 0),
        (lambda: mine(status="spam"), 1),
        (lambda: Subscription.objects.follow(ANN, is_confirmed=True), 1),
        (lambda: ConfirmedAddress.confirm(ANN), 1),
    ],
    ids=["nothing", "a comment", "a subscription", "an address alone"],
)
def test_a_link_is_mailed_to_whom_there_is_something_to_show(client, mailoutbox, make_known, mails):
    make_known()
    send(client, "/my-replies/", email=ANN, subject="")

    deliver_due()

    assert len(mailoutbox) == mails
