"""The four verbs: each move is recorded, only the first of two decides, and all can be undone."""

from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from comments.models import Comment, Decision
from comments.moderation import Status, Via
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db

BECOMES = {
    "approve": "approved",
    "mark_as_spam": "spam",
    "remove": "removed",
    "restore": "pending",
}
MOVES = [
    (was, verb) for was in BECOMES.values() for verb, became in BECOMES.items() if was != became
]


@pytest.mark.parametrize(("was", "verb"), MOVES)
def test_every_move_is_legal_and_recorded(was, verb):
    comment, moderator = make_comment(status=was), make_moderator()

    decided = getattr(comment, verb)(by=moderator, reason="Because.")

    decision = Decision.objects.get()
    assert decided is True
    assert comment.status == Comment.objects.get().status == BECOMES[verb]
    assert (decision.comment, decision.revision) == (comment, 1)
    assert (decision.was, decision.became) == (was, BECOMES[verb])
    assert (decision.by, decision.via, decision.reason) == (moderator, "admin", "Because.")


@pytest.mark.parametrize(("verb", "became"), BECOMES.items())
def test_deciding_what_is_decided_already_changes_nothing(verb, became):
    comment = make_comment(status=became)

    assert getattr(comment, verb)(by=make_moderator()) is False
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("first", "second"), list(permutations(["approve", "mark_as_spam", "remove"], 2))
)
def test_of_two_moderators_only_the_first_decides(first, second):
    comment = make_comment(status="pending")
    seen_by_second = Comment.objects.get(pk=comment.pk)

    assert getattr(comment, first)(by=make_moderator()) is True
    assert getattr(seen_by_second, second)(by=make_moderator()) is False

    assert Comment.objects.get().status == BECOMES[first]
    assert Decision.objects.count() == 1


def test_who_came_second_learns_how_it_stands():
    comment = make_comment(status="pending")
    seen_by_second = Comment.objects.get(pk=comment.pk)
    comment.remove(by=make_moderator())

    seen_by_second.approve(by=make_moderator())

    assert seen_by_second.status == "removed"


@pytest.mark.parametrize("verb", BECOMES)
def test_what_its_author_withdrew_meanwhile_is_not_decided(verb):
    comment = make_comment(status="spam" if verb == "restore" else "pending")
    Comment.objects.get(pk=comment.pk).withdraw()

    assert not getattr(comment, verb)(by=make_moderator())

    assert not Decision.objects.exists()


def test_two_who_agree_are_one_decision():
    comment = make_comment(status="pending")
    seen_by_second = Comment.objects.get(pk=comment.pk)

    assert comment.approve(by=make_moderator()) is True
    assert seen_by_second.approve(by=make_moderator()) is False
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("verb", BECOMES)
def test_a_text_that_has_changed_is_not_decided(verb):
    was = "approved" if verb == "restore" else "pending"
    comment = make_comment(status=was)
    Comment.objects.filter(pk=comment.pk).update(revision=2, body="Something else entirely.")

    assert getattr(comment, verb)(by=make_moderator()) is False
    assert Comment.objects.get().status == was
    assert comment.revision == 2
    assert not Decision.objects.exists()


def test_a_moderator_decides_on_what_they_saw():
    comment = make_comment(status="pending")
    comment.approve(by=make_moderator())
    comment.remove(by=make_moderator())

    comment.bind_to("pending", 1)

    assert comment.mark_as_spam(by=make_moderator()) is False
    assert Comment.objects.get().status == "removed"


def test_every_move_can_be_undone():
    comment, moderator = make_comment(status="pending"), make_moderator()

    for verb in ("approve", "remove", "restore", "mark_as_spam", "approve", "restore"):
        assert getattr(comment, verb)(by=moderator)

    decisions = [(decision.was, decision.became) for decision in comment.decisions.all()]
    assert decisions == [
        ("pending", "approved"), ("approved", "removed"), ("removed", "pending"),
        ("pending", "spam"), ("spam", "approved"), ("approved", "pending"),
    ]  # fmt: skip


def test_a_decision_keeps_its_way_and_its_time():
    comment = make_comment(status="pending")
    at = comment.submitted_at

    comment.approve(by=make_moderator(), via=Via.DESK, at=at)

    assert (Decision.objects.get().via, Decision.objects.get().at) == ("desk", at)


def test_deciding_touches_nothing_but_the_status_and_what_is_listed():
    comment = make_comment(status="pending", body="As it was.")
    before = Comment.objects.values().get()

    comment.approve(by=make_moderator())

    assert Comment.objects.values().get() == before | {"status": "approved", "is_listed": True}


def test_a_decision_that_cannot_be_recorded_is_none():
    comment = make_comment(status="pending")

    with pytest.raises(ValueError, match="unsaved"), transaction.atomic():
        comment.approve(by=type(make_moderator())(username="not saved"))

    assert Comment.objects.get().status == "pending"


@pytest.mark.parametrize("status", ["public", "", "APPROVED"])
def test_the_database_knows_the_statuses(status):
    comment = make_comment()

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(status=status)


def test_who_decided_cannot_be_deleted():
    moderator = make_moderator()
    make_comment(status="pending").approve(by=moderator)

    with pytest.raises(IntegrityError), transaction.atomic():
        moderator.delete()


def test_a_post_and_a_comment_with_replies_cannot_be_deleted():
    parent = make_comment()
    make_comment(parent=parent)

    for thing in (parent, parent.post):
        with pytest.raises(IntegrityError), transaction.atomic():
            thing.delete()


def test_what_there_is_can_be_said_of_a_comment_and_its_decisions():
    comment = make_comment(status="pending", author_name="", body="x" * 100)
    comment.approve(by=make_moderator())

    assert str(comment) == "Anonymous: " + "x" * 60
    assert str(Decision.objects.get()) == "pending → approved (admin)"
    assert comment.is_public
    assert not comment.is_waiting
    assert set(BECOMES.values()) == set(Status.values)
