"""The mail server is down, hangs, or hangs up: each mail arrives once all the same."""

import time
from datetime import timedelta

import pytest
from django.db.models import F

from comments.mail.delivery import deliver_due
from comments.models import Notification
from tests.comments.mailroom import (
    mail_server,
    make_due,
    owe_many,
    owe_reply,
    state_of,
)
from tests.mail_server import PATIENCE, MailServer, mailing_to

pytestmark = pytest.mark.django_db


def test_down_for_an_hour_then_up_each_mail_arrives_once():
    owed = owe_many(5)
    server = MailServer()

    with mailing_to(server):
        for _minute in range(60):  # a sweep each
            done = deliver_due()
            assert set(done) <= {"put off"}
            assert sum(done.values()) <= 1  # the run ended there
            a_minute_on = F("next_attempt_at") - timedelta(minutes=1)
            Notification.objects.owed().update(next_attempt_at=a_minute_on)
        assert {state_of(one) for one in owed} == {"owed"}

        with server:
            make_due()
            assert deliver_due() == {"sent": 5}
            assert deliver_due() == {}

    assert len({message["Message-ID"] for message in server.messages}) == 5
    assert len(server.messages) == 5


@pytest.mark.parametrize("moment", ["connect", "EHLO", "DATA", "taken"])
def test_a_server_that_hangs_costs_a_run_its_patience_once(moment):
    owe_many(5)

    with mail_server() as server:
        server.hangs_at = moment
        began = time.monotonic()
        done = deliver_due()
        took = time.monotonic() - began

    assert done == {"put off": 1}
    assert took < 2.5 * PATIENCE
    assert Notification.objects.due().count() == 4


@pytest.mark.parametrize("moment", ["EHLO", "DATA"])
def test_a_server_that_hangs_up_ends_the_run_and_the_next_one_sends(moment):
    owed = owe_many(3)

    with mail_server() as server:
        server.hangs_up_at = moment
        assert deliver_due() == {"put off": 1}
        server.hangs_up_at = ""
        make_due()
        assert deliver_due() == {"sent": 3}

    assert {state_of(one) for one in owed} == {"sent"}


def test_a_server_that_closes_down_ends_the_run():
    owe_many(3)

    with mail_server() as server:
        server.answer_to_data = "421 4.3.2 Going down"
        assert deliver_due() == {"put off": 1}

    assert Notification.objects.due().count() == 2


def test_the_log_says_what_happened_on_one_line_and_to_nobody_by_name(caplog):
    owe_many(3)
    caplog.set_level("INFO", logger="comments.mail")

    with mail_server() as server:
        server.refused, server.postponed = {"reader0@example.org"}, {"reader1@example.org"}
        deliver_due()
    deliver_due_at_a_closed_port()

    assert "Mail: 1 given up, 1 put off, 1 sent." in caplog.text
    assert "The mail server has trouble: ConnectionRefusedError." in caplog.text
    assert "@" not in caplog.text
    assert all("\n" not in record.getMessage() for record in caplog.records)


def deliver_due_at_a_closed_port():
    owe_reply()
    with mailing_to(MailServer()):
        deliver_due()
