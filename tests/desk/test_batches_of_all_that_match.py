"""All that a view holds, at one press: nothing that came, or was moved there, later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk import selection as selections
from comments.models import Batch, Comment
from comments.models.text_columns import values_of_text
from tests.desk.pressing import (
    last,
    notice,
    select_all,
)
from tests.desk.replies import statuses, waiting
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


def test_all_that_match_are_taken_but_nothing_that_came_or_changed_later(desk):
    post = make_post()
    here, elsewhere = waiting(2, post=post), waiting()
    upto = selections.bound(here[-1].pk + 1)
    later = waiting(2, post=post)
    soon = timezone.now() + timedelta(seconds=5)
    Comment.objects.get(pk=here[0].pk).revise([], at=soon, **values_of_text("Other."))

    select_all(desk, "spam", view="waiting", post=post.pk, upto=upto)

    assert statuses(here) == ["pending", "spam"]
    assert statuses(elsewhere) == ["pending"]
    assert statuses(later[1:]) == ["pending"]


def test_what_others_moved_into_the_view_later_is_left_and_counted(desk, moderator):
    post = make_post()
    seen_there, back, approved = waiting(3, post=post)
    Comment.objects.get(pk=back.pk).approve(by=make_moderator())
    upto = f"{approved.pk}:{int(timezone.now().timestamp())}"
    soon = timezone.now() + timedelta(seconds=5)
    Comment.objects.get(pk=back.pk).restore(by=make_moderator(), at=soon)
    Comment.objects.get(pk=approved.pk).approve(by=make_moderator(), at=soon)

    select_all(desk, "spam", view="waiting", upto=upto)
    told = notice(desk)["text"]
    select_all(desk, "remove", view="approved", upto=upto)

    assert statuses([seen_there, back, approved]) == ["spam", "pending", "approved"]
    assert told.startswith("1 filed as spam. 1 was left as it is")


def test_what_they_moved_into_the_view_themselves_they_know_of(desk, moderator):
    comments = waiting(2)
    upto = f"{comments[1].pk}:{int(timezone.now().timestamp())}"
    soon = timezone.now() + timedelta(seconds=5)
    Comment.objects.get(pk=comments[0].pk).mark_as_spam(by=moderator, at=soon)
    Comment.objects.get(pk=comments[0].pk).restore(by=moderator, at=soon)

    select_all(desk, "spam", view="waiting", upto=upto)

    assert statuses(comments) == ["spam", "spam"]


def test_what_is_reported_later_is_left(desk):
    earlier, later = make_comment(), make_comment()
    soon = timezone.now() + timedelta(seconds=5)
    for comment, at in ((earlier, earlier.submitted_at), (later, soon)):
        comment.flags.create(revision=1, reader_key="a", at=at)
        comment.count_open_flags()

    select_all(desk, "remove", view="reported", upto=selections.bound(later.pk))

    assert statuses([earlier, later]) == ["removed", "approved"]


def test_all_in_a_view_means_that_view(desk):
    spam, pending = make_comment(status="spam"), make_comment(status="pending")

    select_all(desk, "restore", view="spam", upto=str(pending.pk))

    assert statuses([spam, pending]) == ["pending", "pending"]
    assert last(pending) is None


def test_more_than_a_batch_takes_is_said(desk, monkeypatch):
    monkeypatch.setattr(selections, "MOST", 3)
    comments = waiting(5)

    select_all(desk, "spam", upto=str(comments[-1].pk))

    assert statuses(comments) == ["spam"] * 3 + ["pending"] * 2
    assert "more than 3 match" in Batch.objects.get().about
