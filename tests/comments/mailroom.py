"""What a test needs to see a mail through: a server, who follows what, time that has passed."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.models import Notification, Subscription
from tests.factories import make_comment, make_moderator
from tests.mail_server import MailServer, mailing_to


@contextmanager
def mail_server():
    with MailServer() as server, mailing_to(server):
        yield server


def follow(email, **what):
    return Subscription.objects.follow(email, **what, is_confirmed=True)


def reply_to(parent, **fields):
    """A reply that appears now, by a moderator's decision; whoever is to be told is owed a mail."""
    reply = make_comment(status="pending", parent=parent, **fields)
    assert reply.approve(by=make_moderator())
    return reply


def owe(kind, email="rita@example.org", **about):
    return Notification.objects.create(kind=kind, email=email, **about)


def owe_reply(email="rita@example.org", **fields):
    """A mail about a reply to a comment of theirs, as the gate would owe it."""
    mine = make_comment(author_email=email)
    subscription = follow(email, comment=mine)
    reply = make_comment(parent=mine, **fields)
    return owe("reply", email, comment=reply, subscription=subscription)


def make_due(*notifications):
    """As if the wait until their next attempt were over."""
    rows = Notification.objects.filter(pk__in=[one.pk for one in notifications])
    rows = rows if notifications else Notification.objects.owed()
    rows.update(next_attempt_at=timezone.now() - timedelta(seconds=1))


def delivered(server):
    """Everything that was due is sent; the server's messages."""
    deliver_due()
    return server.messages


def owe_many(number):
    return [owe_reply(f"reader{one}@example.org") for one in range(number)]


def state_of(notification):
    notification.refresh_from_db()
    if notification.sent_at:
        return "sent"
    return "given up" if notification.given_up_at else "owed"
