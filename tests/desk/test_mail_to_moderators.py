"""What waits is mailed to who may decide on it, and to nobody else."""

import pytest
from django.contrib.auth.models import Group, User

from comments.mail.moderators import tell_moderators
from comments.models import Comment, Notification, StaffPreferences
from comments.roles import MODERATORS
from tests.comments.scene import browser
from tests.desk.replies import add_copies
from tests.desk.waiting import quiet_post, sweep, told, waits, wishing
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_user,
)
from tests.mail_server import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


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


def test_no_reader_waits_for_a_moderators_mail(client):
    make_moderator()

    waits(client)

    assert not Notification.objects.exists()


def test_the_sweep_asks_few_questions_however_much_waits(client):
    wishing(mail="immediately"), make_moderator(), wishing(mail="daily"), make_author()
    post = quiet_post()
    waits(client, post)
    few = asked_by(tell_moderators)
    Notification.objects.all().delete()
    StaffPreferences.objects.update(told_at=None)
    add_copies(Comment.objects.get(), 500)

    many = asked_by(tell_moderators)

    assert len(few) < 45
    assert len(many) <= len(few)
    assert len(asked_by(tell_moderators)) <= 8  # told already
