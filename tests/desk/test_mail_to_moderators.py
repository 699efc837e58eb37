"""What waits is mailed to who may decide on it, as often as they wish, and never for nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.mail import moderators
from comments.mail.moderators import tell_moderators
from comments.models import Comment, Notification, StaffPreferences, Surge
from comments.moderation import Finding, Verdict
from comments.roles import MODERATORS
from tests.comments.afterwards import edit
from tests.comments.mailroom import mail_server
from tests.comments.scene import browser
from tests.desk.waiting import later, links_in, press, quiet_post, sweep, waits, wishing
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_user,
)
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


def told():
    return [message.rcpt for message in sweep()]


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


def test_everybody_with_the_right_is_told_and_nobody_else(client):
    moderator, group = make_moderator(), Group.objects.create(name="Helpers")
    group.permissions.set(Group.objects.get(name=MODERATORS).permissions.all())
    helper = make_user(is_staff=True)
    helper.groups.add(group)
    chief = User.objects.create_superuser("chief", "chief@example.org", "right")
    make_user(), make_editor(), make_moderator(is_active=False), make_moderator(email="")

    waits(client)

    assert sorted(told()) == sorted([moderator.email, helper.email, chief.email])


def test_editors_are_told_of_their_own_posts(client):
    mine = make_author()
    waits(client, make_post(author=mine), body="On my post.")
    waits(client, body="On another post.")

    messages = [message for message in sweep() if message.rcpt == mine.user.email]

    assert len(messages) == 1
    assert "On my post." in text_of(messages[0])
    assert "On another post." not in text_of(messages[0])
    assert "It is the only one that waits." in text_of(messages[0])


def test_nobody_is_told_of_their_own_reply():
    moderator, other = make_moderator(), make_moderator()
    make_comment(status="pending", user=moderator, post=quiet_post())

    assert told() == [other.email]


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


@pytest.mark.parametrize("lost", ["group", "active", "address", "choice"])
def test_who_may_or_would_not_hear_it_any_more_does_not(client, lost, monkeypatch):
    moderator = wishing(mail="immediately")
    waits(client)
    monkeypatch.setattr("comments.management.commands.send_owed_mail.deliver_due", lambda _stop: {})
    sweep()
    monkeypatch.undo()
    assert Notification.objects.owed().count() == 1
    if lost == "group":
        moderator.groups.clear()
    elif lost == "active":
        User.objects.filter(pk=moderator.pk).update(is_active=False)
    elif lost == "address":
        User.objects.filter(pk=moderator.pk).update(email="new@example.org")
    else:
        StaffPreferences.end_mail(moderator, "waiting")

    assert [m for m in sweep() if m.rcpt == moderator.email] == []


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


def test_the_sweep_asks_few_questions_however_much_waits(client):
    wishing(mail="immediately"), make_moderator(), wishing(mail="daily"), make_author()
    post = quiet_post()
    waits(client, post)
    few = _queries(tell_moderators)
    Notification.objects.all().delete()
    StaffPreferences.objects.update(told_at=None)
    like_it = Comment.objects.get()
    Comment.objects.bulk_create(_copy(like_it, number) for number in range(500))

    many = _queries(tell_moderators)

    assert few < 45
    assert many <= few
    assert _queries(tell_moderators) <= 8  # told already


def _copy(comment, number):
    copy = Comment.objects.get(pk=comment.pk)
    copy.pk, copy.submission_key, copy.fingerprint = None, None, f"copy-{number}"
    return copy


def _queries(function):
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def test_no_reader_waits_for_a_moderators_mail(client):
    make_moderator()

    waits(client)

    assert not Notification.objects.exists()


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


def test_who_opens_the_way_out_hears_no_more(client):
    moderator = make_moderator()
    waits(client)
    (message,) = sweep()
    path = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")

    looked = browser().get(path)
    assert StaffPreferences.of(moderator).mail == "hourly"
    # A mailbox provider posts from its own machines: no cookie, no origin.
    answers = [browser().post(path, {"List-Unsubscribe": "One-Click"}) for _again in range(2)]

    assert [looked.status_code, *[answer.status_code for answer in answers]] == [200, 200, 200]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert StaffPreferences.of(moderator).mail == "off"
