"""Moderators hear of what waits as often as they wish."""

from datetime import timedelta

import pytest

from comments.models import Notification, Surge
from tests.desk.waiting import later, links_in, quiet_post, sweep, told, waits, wishing
from tests.factories import (
    make_comment,
    make_moderator,
)
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


def test_by_default_one_mail_in_an_hour_tells_what_is_new(client):
    moderator = make_moderator()
    waits(client, body="The first.")

    (first,) = sweep()
    waits(client, body="The second.")
    within_the_hour = sweep()
    later(minutes=61)
    (second,) = sweep()

    assert first.rcpt == moderator.email
    assert "The first." in text_of(first)
    assert within_the_hour == []
    assert "The second." in text_of(second)
    assert "The first." not in text_of(second)
    assert "2 replies wait in all." in text_of(second)


def test_immediately_is_one_mail_for_each_reply_and_once(client):
    moderator = wishing(mail="immediately")
    replies = [waits(client) for _one in range(3)]

    messages = sweep()

    assert [message.rcpt for message in messages] == [moderator.email] * 3
    owed = [Notification.objects.get(comment=reply) for reply in replies]
    assert [message["Message-ID"] for message in messages] == [
        f"<comment-{one.comment_id}-held-{one.pk}@testserver>" for one in owed
    ]
    later(hours=3)
    assert told() == []


def test_more_than_ten_in_an_hour_become_one_mail(client):
    wishing(mail="immediately")
    post = quiet_post()
    for _one in range(10):
        waits(client, post)
    assert len(told()) == 10

    for number in range(3):
        waits(client, post, body=f"Beyond the tenth: {number}")
    (digest,) = sweep()
    waits(client, post)

    assert "3 replies have come to wait since you last heard." in text_of(digest)
    assert told() == []
    later(minutes=61)
    assert len(told()) == 1  # by itself again


def test_during_a_surge_nobody_is_mailed_each(client):
    wishing(mail="immediately")
    for _one in range(3):
        waits(client)
    surge = Surge(replies=30, usual=1.5)
    surge.ends_at = surge.started_at + timedelta(hours=1)
    surge.save()

    (digest,) = sweep()

    assert len(links_in(digest)) == 3


def test_daily_is_once_in_a_day(client):
    wishing(mail="daily")
    waits(client)
    assert len(told()) == 1

    waits(client)
    later(hours=23)
    assert told() == []
    later(hours=2)
    assert len(told()) == 1


def test_never_is_never(client):
    wishing(mail="off")
    waits(client)

    assert told() == []


def test_a_digest_lists_twenty_and_says_how_many_wait(client):
    make_moderator()
    post = quiet_post()
    for number in range(25):
        make_comment(status="pending", post=post, body=f"Number {number}.")

    (digest,) = sweep()

    assert len(set(links_in(digest))) == 20
    assert digest["Subject"].startswith("More than 20 replies wait: Rita Reader on")
    assert "25 replies wait in all." in text_of(digest)
    later(hours=2)
    assert told() == []
