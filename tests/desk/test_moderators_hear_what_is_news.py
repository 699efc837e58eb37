"""Moderators hear of what waits once, and again when it is news again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.mail import moderators
from comments.models import Comment, Notification
from comments.moderation import Finding, Verdict
from tests.comments.afterwards import edit
from tests.comments.mailroom import mail_server
from tests.comments.scene import browser
from tests.desk.waiting import later, links_in, press, sweep, told, waits, wishing
from tests.factories import (
    make_moderator,
)
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


def test_while_nothing_new_waits_nothing_is_mailed(client):
    make_moderator()
    waits(client)
    assert len(told()) == 1

    for _day in range(3):
        later(days=1)
        assert told() == []


def test_of_what_was_decided_meanwhile_nobody_hears(client):
    moderator = make_moderator()
    reply, other = waits(client, body="Decided."), waits(client, body="Not yet decided.")
    reply.approve(by=moderator)

    (message,) = sweep()
    other.remove(by=moderator)
    later(hours=2)

    assert "Decided." not in text_of(message)
    assert told() == []


def test_what_was_decided_between_owing_and_sending_is_not_told(client, monkeypatch):
    moderator = wishing(mail="immediately")
    reply = waits(client)
    monkeypatch.setattr("comments.management.commands.send_owed_mail.deliver_due", lambda _stop: {})
    sweep()
    assert Notification.objects.get().kind == "held"
    reply.approve(by=moderator)
    monkeypatch.undo()

    assert sweep() == []
    assert not Notification.objects.owed().exists()


def test_what_waits_again_is_told_again(client):
    """Held by a rule after it had been public: reported by many, or edited."""
    make_moderator()
    reply = waits(client, ago=timedelta(days=2))
    assert len(told()) == 1
    reply.approve(by=make_moderator(email=""))
    later(hours=3)
    reply.hold(Finding("reports", Verdict.HOLD, "Three readers reported it."))
    later(minutes=1)

    (message,) = sweep()

    assert "Three readers reported it." in text_of(message)


@pytest.mark.parametrize("mail", ["immediately", "hourly"])
def test_what_was_approved_and_edited_into_spam_is_mailed_again(client, mail):
    moderator = wishing(mail=mail)
    reply = waits(client, ago=timedelta(minutes=1))
    (first,) = sweep()
    (link,) = links_in(first)
    assert press(browser(), link, "approve").status_code == 200
    later(hours=1)
    Comment.objects.update(submitted_at=timezone.now())  # it may be edited for some minutes
    edit(client, Comment.objects.get(), "https://a.example https://b.example https://c.example")
    reply.refresh_from_db()
    assert (reply.status, reply.revision) == ("pending", 2)
    Comment.objects.update(submitted_at=timezone.now() - timedelta(hours=2))
    later(minutes=1)

    (again,) = sweep()

    assert again.rcpt == moderator.email
    assert again["Message-ID"] != first["Message-ID"]
    (link,) = links_in(again)
    assert press(browser(), link, "spam").status_code == 200
    later(hours=2)
    assert told() == []


def test_what_a_colleague_put_back_is_no_news(client):
    make_moderator()
    reply = waits(client)
    assert len(told()) == 1
    reply.approve(by=make_moderator(email=""))
    later(hours=2)
    reply.restore(by=make_moderator(email=""))
    later(hours=2)

    assert told() == []


def test_what_never_arrived_is_told_by_the_next(client):
    """The mailbox refused it: heard of is only what left."""
    moderator = make_moderator()
    waits(client, body="Said once.")
    with mail_server() as server:
        server.refused.add(moderator.email)
        call_command("send_owed_mail", stdout=StringIO())
    assert Notification.objects.get().given_up_at
    assert told() == []  # not each half minute

    later(minutes=61)
    (message,) = sweep()

    assert "Said once." in text_of(message)


def test_two_sweeps_at_once_tell_once(client, monkeypatch):
    make_moderator(), wishing(mail="immediately")
    waits(client)
    asked = moderators.new_to

    def meanwhile(*arguments, **how):
        found = asked(*arguments, **how)
        monkeypatch.setattr(moderators, "new_to", asked)
        moderators.tell_moderators()
        return found

    monkeypatch.setattr(moderators, "new_to", meanwhile)
    moderators.tell_moderators()

    assert Notification.objects.filter(kind="digest").count() == 1
    assert Notification.objects.filter(kind="held").count() == 1
