"""An edit that was taken back stands between nothing and its undoing."""

import pytest
from django.utils import timezone

from comments.models import Batch, Comment
from comments.models.text_columns import values_of_text
from tests.desk.pressing import address, press, seen, select, undo_last
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


def edit(desk, comment, body):
    comment.refresh_from_db()
    response = desk.post(address("edit", comment.pk), {"seen": seen(comment), "body": body})
    assert response.status_code == 303
    comment.refresh_from_db()


def test_what_was_decided_before_it_can_be_taken_back(desk):
    comment = make_comment(status="pending", body="First.")
    press(desk, comment, "approve")
    edit(desk, comment, "Second.")

    undo_last(desk)
    undo_last(desk)

    comment.refresh_from_db()
    assert (comment.status, comment.body) == ("pending", "First.")


def test_two_edits_are_taken_back_one_after_the_other(desk):
    comment = make_comment(status="pending", body="First.")
    edit(desk, comment, "Second.")
    edit(desk, comment, "Third.")

    undo_last(desk)
    undo_last(desk)

    comment.refresh_from_db()
    assert comment.body == "First."


def test_what_its_author_changed_since_still_stands_in_the_way(desk):
    comment = make_comment(status="pending", body="First.")
    press(desk, comment, "spam")
    edit(desk, comment, "Second.")
    undo_last(desk)
    comment.refresh_from_db()
    comment.revise([], at=timezone.now(), **values_of_text("By its author."))

    response = undo_last(desk)

    assert response.status_code == 303
    assert Comment.objects.get(pk=comment.pk).status == "spam"


def test_the_log_offers_it(desk):
    comment = make_comment(status="pending")
    press(desk, comment, "approve")
    edit(desk, comment, "Second.")
    undo_last(desk)

    approval = comment.decisions.get(became="approved", was="pending")

    assert address("undo", approval.pk) in desk.get("/moderation/log/").text


def test_a_batch_is_taken_back_whole(desk):
    comments = [make_comment(status="pending") for _number in range(2)]
    select(desk, "approve", *comments)
    edit(desk, comments[0], "Second.")
    undo_last(desk)

    desk.post(address("undo_batch", Batch.objects.get().pk))

    statuses = Comment.objects.filter(pk__in=[one.pk for one in comments]).values_list("status")
    assert set(statuses) == {("pending",)}


def test_who_brought_a_text_back_has_seen_it():
    comment, moderator = make_comment(status="pending"), make_moderator()
    comment.approve(by=moderator)
    comment.rewrite(by=moderator, values=values_of_text("Second."))
    comment.take_back(comment.last_decision(), by=moderator)

    assert comment.was_seen_by_person()
