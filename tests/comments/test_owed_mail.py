"""A mail that is owed is a row: sent once, retried with back-off, given up where all can see it."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.models import Notification, Subscription
from comments.models.owed import ATTEMPT_LASTS, BACK_OFF
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
    start = threading.Barrier(4)
    failed = []

    def deliver():
        try:
            start.wait()
            deliver_due()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    with mail_server() as server:
        threads = [threading.Thread(target=deliver) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert failed == []
    assert len(server.messages) == 12
    assert len({message.rcpt for message in server.messages}) == 12


@pytest.mark.django_db(transaction=True)
def test_following_that_ends_while_a_reply_is_approved_breaks_neither():
    post, moderator, failed = make_post(), make_moderator(), []

    def run(verb, start):
        try:
            start.wait()
            verb()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    for _round in range(8):
        subscription = follow("rita@example.org", post=post)
        held = make_comment(status="pending", post=post)
        start = threading.Barrier(2)
        verbs = (subscription.stop, lambda held=held: held.approve(by=moderator))
        threads = [threading.Thread(target=run, args=(verb, start)) for verb in verbs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
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


# Refused, put off, given up --------------------------------------------------------------------


def test_a_recipient_refused_for_good_is_given_up_at_once_and_the_rest_goes_out():
    refused, *others = owe_many(3)

    with mail_server() as server:
        server.refused = {"reader0@example.org"}
        done = deliver_due()

    assert done == {"given up": 1, "sent": 2}
    assert state_of(refused) == "given up"
    assert "550" in refused.last_error
    assert {state_of(one) for one in others} == {"sent"}


def test_a_recipient_put_off_waits_alone():
    put_off, *others = owe_many(3)

    with mail_server() as server:
        server.postponed = {"reader0@example.org"}
        done = deliver_due()

    assert done == {"put off": 1, "sent": 2}
    assert state_of(put_off) == "owed"
    assert "451" in put_off.last_error
    assert {state_of(one) for one in others} == {"sent"}


@pytest.mark.parametrize(
    ("answer", "state"),
    [("554 5.7.1 Spam", "given up"), ("452 4.3.1 Full", "owed")],
)
def test_a_text_that_is_refused_is_that_mails_matter(answer, state):
    first, second = owe_many(2)

    with mail_server() as server:
        server.answer_to_data = answer
        deliver_due()

    assert state_of(first) == state_of(second) == state
    assert answer[:3] in first.last_error


def test_an_address_that_is_none_is_given_up_and_stops_nobody():
    broken, fine = owe_reply("führung@example.org"), owe_reply("fine@example.org")

    with mail_server():
        done = deliver_due()

    assert done == {"given up": 1, "sent": 1}
    assert state_of(broken) == "given up"
    assert state_of(fine) == "sent"


def test_each_attempt_waits_longer_and_after_the_last_it_is_given_up():
    owed, waits = owe_reply(), []

    with mail_server() as server:
        server.postponed = {"rita@example.org"}
        for _attempt in range(20):
            make_due(owed)
            before = timezone.now()
            deliver_due()
            if state_of(owed) == "given up":
                break
            waits.append(round((owed.next_attempt_at - before).total_seconds() / 60))

    assert [timedelta(minutes=wait) for wait in waits] == list(BACK_OFF)
    assert owed.attempts == len(BACK_OFF) + 1
    assert sum(waits) < 60 * 48
    assert "451" in owed.last_error


def test_given_up_is_given_up():
    owed = owe_reply()
    owed.give_up(ValueError("no"))

    with mail_server() as server:
        make_due(owed)
        assert deliver_due() == {}

    assert server.messages == []


def test_something_wrong_with_one_mail_keeps_no_other(monkeypatch):
    from comments.mail import delivery

    broken, fine = owe_many(2)
    real = delivery.letter_of

    def letter_of(notification):
        if notification.pk == broken.pk:
            raise KeyError("as if a template were broken")
        return real(notification)

    monkeypatch.setattr(delivery, "letter_of", letter_of)

    with mail_server() as server:
        done = deliver_due()

    assert done == {"put off": 1, "sent": 1}
    assert [message.rcpt for message in server.messages] == [fine.email]
    assert "KeyError" in Notification.objects.get(pk=broken.pk).last_error


def test_a_database_that_fails_ends_the_run_and_the_mail_is_sent_by_another(monkeypatch):
    owed = owe_reply()

    def fail(notification):
        raise OperationalError("gone")

    with mail_server() as server:
        with monkeypatch.context() as patched:
            patched.setattr(Notification, "mark_sent", fail)
            with pytest.raises(OperationalError):
                deliver_due()
        assert deliver_due() == {}  # not while that attempt may still run
        make_due(owed)
        assert deliver_due() == {"sent": 1}

    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


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
