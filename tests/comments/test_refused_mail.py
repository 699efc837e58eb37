"""A mail that a server doesn't take is retried with back-off, then given up; it stops no other."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.models import Notification
from comments.models.owed import BACK_OFF
from tests.comments.mailroom import mail_server, make_due, owe_many, owe_reply, state_of

pytestmark = pytest.mark.django_db


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
