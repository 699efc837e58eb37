"""How many links one address and one network are mailed in a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Notification, Subscription
from comments.readers import confirming
from tests.comments.mailed_links import ANN, links_to
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_post, post_reply

pytestmark = pytest.mark.django_db


def asked_by(network, email=ANN):
    before = Notification.objects.count()
    confirming.ask(email, network=network)
    return Notification.objects.count() > before


def test_one_address_gets_five_links_a_day():
    networks = [f"192.0.2.{number}" for number in range(6)]

    assert [asked_by(network) for network in networks] == [True] * 5 + [False]


def test_links_to_my_replies_are_counted_with_them():
    for number in range(5):
        confirming.ask_for_my_replies("ANN@example.org", network=f"192.0.2.{number}")

    assert not asked_by("192.0.2.9")


def test_one_network_gets_twenty_links_a_day():
    emails = [f"reader{number}@example.org" for number in range(21)]

    assert [asked_by("192.0.2.1", email) for email in emails] == [True] * 20 + [False]
    assert asked_by("192.0.2.2", emails[-1])
    assert 0 < confirming.wait_of("192.0.2.1") <= 24 * 3600


def test_no_network_counts_as_one_of_its_own():
    emails = [f"reader{number}@example.org" for number in range(21)]

    assert [asked_by("", email) for email in emails] == [True] * 20 + [False]


def test_after_a_day_they_count_no_more():
    for number in range(5):
        asked_by(f"192.0.2.{number}")

    Notification.objects.update(created_at=timezone.now() - timedelta(days=1))

    assert asked_by("192.0.2.1")


def test_the_wait_ends_when_the_oldest_counts_no_more():
    for number in range(20):
        asked_by("192.0.2.1", f"reader{number}@example.org")
    Notification.objects.filter(email="reader0@example.org").update(
        created_at=timezone.now() - timedelta(hours=23)
    )

    assert 3590 <= confirming.wait_of("192.0.2.1") <= 3600


def test_withdrawing_the_reply_does_not_begin_the_count_anew():
    discuss(flood_seconds=0)
    for _time in range(6):
        post_reply(browser(), make_post(), email=ANN, notify="on")
        last_comment().withdraw()

    assert len(links_to(ANN)) == 5


def test_nor_does_ending_what_was_followed():
    for _time in range(6):
        subscription = Subscription.objects.follow(ANN, is_confirmed=False)
        confirming.ask(ANN, network="192.0.2.1", subscription=subscription)
        subscription.stop()

    assert len(links_to(ANN)) == 5


def test_beyond_the_limits_the_reply_is_taken_and_the_answer_is_the_same(client):
    for number in range(5):
        asked_by(f"192.0.2.{number}")

    response = post_reply(client, make_post(), email=ANN, confirm="on")

    assert response.status_code == 303
    assert "mailed=1" in response.headers["Location"]
    assert len(links_to(ANN)) == 5
