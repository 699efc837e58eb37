"""Undo: one decision taken back, with all that it had brought along."""

import pytest
from django.utils import timezone

from comments.models import Decision, Notification, Tally
from comments.models.text_columns import values_of_text
from tests.desk.pressing import last
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["approve", "mark_as_spam", "remove"])
def test_the_status_is_what_it_was_and_the_counts_are_too(moderator, verb):
    comment = make_comment(status="pending")
    getattr(comment, verb)(by=moderator)

    comment.take_back(last(comment), by=moderator)

    comment.refresh_from_db()
    assert comment.status == "pending"
    tally = Tally.objects.get(post=comment.post)
    assert (tally.waiting, tally.spam, tally.removed, tally.replies) == (1, 0, 0, 0)


def test_it_is_recorded_beside_what_it_undoes(moderator):
    comment = make_comment(status="pending")
    comment.approve(by=moderator)
    approval = last(comment)

    undone = comment.take_back(approval, by=moderator)

    assert Decision.objects.filter(undoes=approval).get() == undone
    assert (undone.was, undone.became) == ("approved", "pending")


def test_a_decision_is_undone_once(moderator):
    comment = make_comment(status="pending")
    comment.approve(by=moderator)
    approval = last(comment)
    comment.take_back(approval, by=moderator)

    assert comment.take_back(approval, by=moderator) is None


def test_what_somebody_else_decided_since_stands(moderator):
    comment = make_comment(status="pending")
    comment.approve(by=moderator)
    approval = last(comment)
    comment.remove(by=make_moderator())

    assert comment.take_back(approval, by=moderator) is None
    comment.refresh_from_db()
    assert comment.status == "removed"


def test_when_that_was_undone_too_the_one_before_it_can_be(moderator):
    comment = make_comment(status="pending")
    comment.approve(by=moderator)
    approval = last(comment)
    comment.remove(by=moderator)
    comment.take_back(last(comment), by=moderator)

    assert comment.take_back(approval, by=moderator)
    assert comment.status == "pending"


def test_what_a_rule_decided_is_no_persons_to_undo(moderator):
    comment = make_comment(status="pending")
    held = comment.decisions.create(
        revision=1, was="", became="pending", via="rule", at=timezone.now()
    )

    assert comment.take_back(held, by=moderator) is None


def test_a_text_that_its_author_changed_since_stays(moderator):
    comment = make_comment(status="pending")
    comment.mark_as_spam(by=moderator)
    filed = last(comment)
    comment.revise([], at=timezone.now(), **values_of_text("Another text."))

    assert comment.take_back(filed, by=moderator) is None


def test_an_edit_gets_its_earlier_text_back(moderator):
    comment = make_comment(status="pending", body="As its author wrote it.")
    comment.rewrite(by=moderator, values=values_of_text("As a moderator would."))

    comment.take_back(last(comment), by=moderator)

    comment.refresh_from_db()
    assert comment.body == "As its author wrote it."
    assert "As its author wrote it." in comment.body_html
    assert comment.revision == 3


def test_mails_that_have_not_left_are_taken_back(moderator):
    comment = make_comment(status="pending")
    comment.approve(by=moderator)
    approval = last(comment)
    owed = {"kind": "own_post", "comment": comment}
    Notification.objects.create(email="left@example.org", sent_at=timezone.now(), **owed)
    Notification.objects.create(email="owed@example.org", **owed)

    undone = comment.take_back(approval, by=moderator)

    assert undone.mails_gone == 1
    assert Notification.objects.get().email == "left@example.org"
