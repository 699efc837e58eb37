"""What a moderator let stand no crowd of readers can hold."""

import pytest

from comments.models import Comment, Decision, Flag, Notification, Subscription
from tests.comments.afterwards import author_of, crowd_reports, edit
from tests.comments.scene import discuss, long_ago, now
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("looked", ["approve", "keep"])
def test_a_hundred_cannot_silence_what_a_moderator_let_stand(looked):
    moderator = make_moderator()
    comment = make_comment(status="pending" if looked == "approve" else "approved")
    getattr(comment, looked)(by=moderator)

    crowd_reports(comment, 100)

    assert now(comment).status == "approved"
    assert Flag.objects.count() == 100


def test_once_approved_again_it_stays():
    comment = make_comment()
    crowd_reports(comment, 3)

    now(comment).approve(by=make_moderator())
    crowd_reports(comment, 20, first=50)

    assert now(comment).status == "approved"


def test_what_a_moderator_restored_and_a_rule_approved_was_looked_at():
    comment = make_comment(status="removed")
    comment.restore(by=make_moderator())
    comment.approve(by=None)

    crowd_reports(comment, 3)

    assert now(comment).status == "approved"


def test_a_text_that_came_after_their_look_was_not():
    """Moderators let a person stand, not whatever that person makes of it."""
    discuss(holds_first_time=False)
    comment = make_comment()
    comment.remove(by=make_moderator())
    comment.restore(by=make_moderator())
    edit(author_of(comment), long_ago(comment, seconds=0), "Something else.")
    now(comment).approve(by=None)
    assert now(comment).revision == 2

    crowd_reports(comment, 3)

    assert now(comment).status == "pending"


def test_letting_it_stand_is_told_to_nobody_either():
    comment = make_comment()
    Subscription.objects.follow("rita@example.org", comment=comment, is_confirmed=True)

    assert comment.keep(by=make_moderator()) is True

    assert not Notification.objects.exists()
    assert (Decision.objects.get().was, Decision.objects.get().became) == ("approved", "approved")


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_only_what_is_public_stands(status):
    comment = make_comment(status=status)

    assert comment.keep(by=make_moderator()) is False
    assert not Decision.objects.exists()


def test_what_changed_since_it_was_seen_does_not_stand():
    comment = make_comment()
    Comment.objects.update(revision=2)

    assert comment.keep(by=make_moderator()) is False
    assert not Decision.objects.exists()
