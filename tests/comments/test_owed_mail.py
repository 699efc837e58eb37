"""A mail that is owed is a row: sent once, by whoever claimed it, and never by a web process."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.models import Notification, Subscription
from comments.models.owed import ATTEMPT_LASTS
from tests.at_once import at_once
from tests.comments.mailroom import (
    delivered,
    follow,
    mail_server,
    make_due,
    owe,
    owe_many,
    owe_reply,
    reply_to,
    state_of,
)
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


# Sent, and sent once ---------------------------------------------------------------------------


def test_what_is_due_is_sent_over_one_connection_and_marked():
    owed = owe_many(3)

    with mail_server() as server:
        done = deliver_due()
        again = deliver_due()

    assert done == {"sent": 3}
    assert again == {}
    assert len(server.messages) == 3
    assert server.connections == 1
    assert {state_of(one) for one in owed} == {"sent"}


def test_without_mail_to_send_nobody_is_called():
    owe("my_replies", "nobody@example.org")

    with mail_server() as server:
        deliver_due()

    assert server.connections == 0


def test_what_is_not_due_yet_waits():
    owed = owe_reply()
    Notification.objects.update(next_attempt_at=timezone.now() + timedelta(minutes=1))

    with mail_server() as server:
        assert deliver_due() == {}

    assert server.messages == []
    assert state_of(owed) == "owed"


def test_a_task_sends_it_after_the_commit_that_caused_it(django_capture_on_commit_callbacks):
    mine = make_comment()
    follow("rita@example.org", comment=mine)

    with mail_server() as server:
        with django_capture_on_commit_callbacks(execute=True):
            reply_to(mine)
            assert server.messages == []
        assert [message.rcpt for message in server.messages] == ["rita@example.org"]


def test_after_a_crash_behind_the_servers_ok_the_same_id_is_sent_again():
    owed = owe_reply()

    with mail_server() as server:
        server.hangs_up_at = "taken"
        assert deliver_due() == {"put off": 1}
        server.hangs_up_at = ""
        make_due(owed)
        assert deliver_due() == {"sent": 1}

    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_send_each_mail_once():
    owe_many(12)

    with mail_server() as server:
        at_once(*[deliver_due] * 4)

    assert len(server.messages) == 12
    assert len({message.rcpt for message in server.messages}) == 12


@pytest.mark.django_db(transaction=True)
def test_following_that_ends_while_a_reply_is_approved_breaks_neither():
    post, moderator = make_post(), make_moderator()

    for _round in range(8):
        subscription = follow("rita@example.org", post=post)
        held = make_comment(status="pending", post=post)

        at_once(subscription.stop, lambda held=held: held.approve(by=moderator))

        held.refresh_from_db()
        assert held.status == "approved"
        assert not Subscription.objects.exists()
        assert not Notification.objects.exists()


def test_a_row_belongs_to_who_claimed_it_for_longer_than_a_server_may_take():
    owed = owe_reply()
    same = Notification.objects.get(pk=owed.pk)

    assert owed.claim()
    assert not same.claim()
    assert not Notification.objects.get(pk=owed.pk).claim()

    owed.refresh_from_db()
    assert owed.next_attempt_at - timezone.now() > ATTEMPT_LASTS - timedelta(minutes=1)


def test_a_worker_that_died_over_it_costs_a_wait_and_no_mail():
    owed = owe_reply()
    owed.claim()

    with mail_server() as server:
        assert deliver_due() == {}
        make_due(owed)
        assert deliver_due() == {"sent": 1}

    assert len(server.messages) == 1


# And no web process ------------------------------------------------------------------------------


def test_a_request_writes_rows_and_asks_the_worker_and_talks_to_nobody(
    django_capture_on_commit_callbacks,
):
    discuss(holds_first_time=False)
    post = make_post()
    follow("paul@example.org", post=post)

    with mail_server() as server:
        with django_capture_on_commit_callbacks() as callbacks:
            assert post_reply(browser(), post).status_code == 303
        assert server.connections == 0
        assert len(callbacks) == 2  # the other looks whether there are more replies than usual
        assert Notification.objects.owed().count() == 1
        assert len(delivered(server)) == 1
