"""Networks, browsers and records of mails are forgotten; what is owed stays."""

import pytest

from comments.mail.announcing import announce_new_posts
from comments.models import (
    Notification,
    Subscription,
)
from comments.purging import purge, would_purge
from tests.comments.scene import discuss, now
from tests.desk.old_replies import ago, old
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def test_networks_and_browsers_are_forgotten():
    long_since = old(days=91, user_agent="Netscape 4", author_url="https://a.example/")
    lately = old(days=89, user_agent="Netscape 4")

    assert purge() == {"networks": 1}

    forgotten = now(long_since)
    assert (forgotten.ip_address, forgotten.network, forgotten.user_agent) == (None, "", "")
    assert (forgotten.author_name, forgotten.author_email) == (
        "Rita Reader",
        long_since.author_email,
    )
    assert now(lately).user_agent == "Netscape 4"


def test_what_goes_anyway_is_not_counted_for_its_network():
    old(status="spam")
    old(status="approved")

    assert would_purge() == {"spam": 1, "networks": 1} == purge()


def test_records_of_mails_go_and_what_is_owed_stays():
    comment = make_comment()
    done = {"sent_at": ago(days=95)}, {"given_up_at": ago(days=95)}, {"used_at": ago(days=95)}
    for number, fields in enumerate(done):
        mail = Notification.objects.owe("approved", f"r{number}@example.org", comment=comment)
        Notification.objects.filter(pk=mail.pk).update(created_at=ago(days=95), **fields)
    owed = Notification.objects.owe(
        "approved", "o@example.org", comment=comment, network="192.0.2.1"
    )
    Notification.objects.filter(pk=owed.pk).update(created_at=ago(days=95))
    lately = Notification.objects.owe("confirm", "l@example.org", network="192.0.2.1")

    assert purge() == {"mails": 3}

    kept = dict(Notification.objects.values_list("pk", "network"))
    assert kept == {owed.pk: "", lately.pk: "192.0.2.1"}


def test_a_wish_to_follow_that_was_never_confirmed_goes():
    post = make_post()
    for email, is_confirmed in (("ann@example.org", True), ("bob@example.org", False)):
        Subscription.objects.follow(email, post=post, is_confirmed=is_confirmed)
    Subscription.objects.update(created_at=ago(days=91))
    link = Notification.objects.owe(
        "confirm", "bob@example.org", subscription=Subscription.objects.get(confirmed_at=None)
    )

    assert purge() == {"mails": 1}

    assert Subscription.objects.get().email == "ann@example.org"
    assert Notification.objects.get(pk=link.pk).subscription is None


def test_however_short_the_days_no_post_is_announced_twice():
    discuss(forgets_networks_after_days=1)
    Subscription.objects.follow("ann@example.org", is_confirmed=True)
    Subscription.objects.update(confirmed_at=ago(days=30))
    make_post(published_at=ago(days=5))
    assert announce_new_posts() == 1
    Notification.objects.update(sent_at=ago(days=5), created_at=ago(days=5))

    purge()

    assert announce_new_posts() == 0
