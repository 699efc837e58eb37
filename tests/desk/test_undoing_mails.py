"""Mails that have not left are taken back; those that have are named."""

import pytest
from django.utils import timezone

from comments.models import Notification
from tests.comments.mailroom import follow
from tests.desk.pressing import last, notice, press, undo
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    parent = make_comment()
    comment = make_comment(status="pending", parent=parent)
    follow(parent.author_email, comment=parent)
    follow(comment.author_email, comment=comment)
    follow("one@example.org", post=comment.post)
    follow("two@example.org", post=comment.post)
    return comment


def test_within_a_minute_none_has_left_and_none_will(desk, comment):
    press(desk, comment, "approve")
    owed = Notification.objects.count()

    undo(desk, last(comment))

    assert (owed, Notification.objects.count()) == (4, 0)
    assert notice(desk)["mails_gone"] == ""


def test_those_that_left_are_named_by_role_and_number(desk, comment):
    press(desk, comment, "approve")
    Notification.objects.update(sent_at=timezone.now())

    undo(desk, last(comment))

    assert notice(desk)["mails_gone"] == (
        "4 mails had left already, which nobody can take back: to its author, "
        "to the author of what it replies to, to 2 followers."
    )


def test_one_that_is_being_sent_counts_as_gone(desk, comment):
    press(desk, comment, "approve")
    Notification.objects.filter(kind="approved").update(next_attempt_at=timezone.now())
    Notification.objects.get(kind="approved").claim()

    undo(desk, last(comment))

    assert notice(desk)["mails_gone"].startswith("1 mail had left already")
    assert Notification.objects.get().kind == "approved"


def test_of_a_removal_it_is_the_mail_to_its_author(desk, comment):
    press(desk, comment, "remove", tells_author="on")
    Notification.objects.update(sent_at=timezone.now())

    undo(desk, last(comment))

    assert "to its author" in notice(desk)["mails_gone"]


def test_approved_once_more_nobody_is_told_twice(desk, comment):
    press(desk, comment, "approve")
    Notification.objects.update(sent_at=timezone.now())
    undo(desk, last(comment))

    press(desk, comment, "approve")

    assert Notification.objects.count() == 4
