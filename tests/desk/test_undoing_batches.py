"""A batch is taken back by one press, but for what somebody touched since."""

import pytest
from django.utils import timezone

from comments.models import Batch, Comment, Decision, Notification, Tally
from comments.models.text_columns import values_of_text
from tests.comments.mailroom import follow
from tests.desk.pressing import (
    address,
    at_the_desk,
    last,
    notice,
    press,
    select,
    undo_last,
)
from tests.desk.replies import statuses, waiting
from tests.factories import make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db


def test_undo_takes_all_of_it_back_with_the_counts(desk):
    post = make_post()
    comments = [*waiting(2, post=post), make_comment(status="approved", post=post)]
    select(desk, "spam", *comments)

    desk.post(notice(desk)["undo"])

    assert statuses(comments) == ["pending", "pending", "approved"]
    tally = Tally.objects.get(post=post)
    assert (tally.waiting, tally.spam, tally.replies) == (2, 0, 1)
    assert notice(desk)["text"] == "3 taken back."


def test_what_somebody_touched_since_stands_and_is_named(desk):
    kept, decided, changed = waiting(3)
    select(desk, "spam", kept, decided, changed)
    Comment.objects.get(pk=decided.pk).approve(by=make_moderator())
    Comment.objects.get(pk=changed.pk).revise([], at=timezone.now(), **values_of_text("Other."))

    desk.post(address("undo_batch", Batch.objects.get().pk))

    assert statuses([kept, decided, changed]) == ["pending", "approved", "spam"]
    assert notice(desk)["text"].startswith("1 taken back. 2 were left as they are")
    page = desk.get(notice(desk)["more"]).content.decode()
    assert f'href="/moderation/{decided.pk}/"' in page


def test_pressed_twice_it_is_undone_once(desk):
    comments = waiting(2)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()

    desk.post(address("undo_batch", batch.pk))
    response = desk.post(address("undo_batch", batch.pk))

    assert response.status_code == 303
    assert Decision.objects.count() == 4


def test_one_of_it_taken_back_before_is_not_taken_back_again(desk):
    first, second = waiting(2)
    select(desk, "spam", first, second)
    desk.post(address("undo", last(first).pk))
    press(desk, first, "approve", saw="pending:1")

    desk.post(address("undo_batch", Batch.objects.first().pk))

    assert statuses([first, second]) == ["approved", "pending"]


def test_mails_of_a_batch_are_taken_back_and_those_that_left_are_named(desk):
    comments = waiting(3)
    for comment in comments:
        follow(comment.author_email, comment=comment)
    select(desk, "approve", *comments)
    Notification.objects.filter(comment=comments[0]).update(sent_at=timezone.now())

    undo_last(desk)

    assert Notification.objects.get().comment == comments[0]
    assert notice(desk)["mails_gone"].startswith("1 mail had left already")


def test_reports_that_were_decided_on_are_open_again(desk):
    comment = make_comment()
    comment.flags.create(revision=1, reader_key="a")
    comment.count_open_flags()
    select(desk, "remove", comment)

    undo_last(desk)

    comment.refresh_from_db()
    assert (comment.status, comment.open_flags) == ("approved", 1)


def test_an_editor_sees_and_undoes_only_their_own_batches(desk):
    comments = waiting(2)
    select(desk, "spam", *comments)
    batch = Batch.objects.get()
    editor = at_the_desk(make_editor())

    answers = [
        editor.get(address("batch", batch.pk)).status_code,
        editor.post(address("undo_batch", batch.pk)).status_code,
        editor.post(address("continue_batch", batch.pk)).status_code,
    ]

    assert answers == [404, 404, 404]
    assert statuses(comments) == ["spam", "spam"]
