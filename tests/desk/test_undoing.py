"""Undo from the desk: from the notice, from the log, later; and press by press."""

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Tally
from comments.models.text_columns import values_of_text
from tests.desk.pressing import (
    SCRIPT,
    at_the_desk,
    last,
    notice,
    press,
    select,
    undo,
    undo_last,
)
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db


def waiting(**overrides):
    return make_comment(status="pending", **overrides)


@pytest.mark.parametrize("verb", ["approve", "spam", "remove"])
def test_from_the_notice(desk, verb):
    comment = waiting()
    press(desk, comment, verb)

    response = desk.post(notice(desk)["undo"])

    assert response.status_code == 303
    assert response["Location"] == f"/moderation/{comment.pk}/"
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert Tally.objects.get(post=comment.post).waiting == 1


def test_the_notice_says_what_was_taken_back(desk):
    comment = waiting()
    press(desk, comment, "spam")

    undo(desk, last(comment))

    assert notice(desk)["text"] == "Taken back: Rita Reader (you filed it as spam)."


def test_another_moderator_may(desk):
    comment = waiting()
    press(desk, comment, "spam")

    undo(at_the_desk(make_moderator()), last(comment))

    comment.refresh_from_db()
    assert comment.status == "pending"


def test_for_the_script_the_row_comes_back(desk):
    comment = waiting()
    press(desk, comment, "spam")

    response = undo(desk, last(comment), headers=SCRIPT)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'id="row-{comment.pk}"' in page
    assert 'Waiting <span class="n">1</span>' in page


def test_pressed_again_and_again_it_goes_back_in_time(desk):
    comments = [waiting() for _number in range(3)]
    for comment in comments:
        press(desk, comment, "approve")

    undone = []
    for _press in range(3):
        undo_last(desk)
        undone.append(Decision.objects.filter(undoes__isnull=False).latest("pk").comment)

    assert undone == comments[::-1]
    undo_last(desk)
    assert "nothing of yours" in notice(desk)["text"]


def test_only_ones_own_are_taken_back_by_the_key(desk):
    comment = waiting()
    press(at_the_desk(make_moderator()), comment, "approve")

    undo_last(desk)

    comment.refresh_from_db()
    assert comment.status == "approved"


def test_a_batch_is_taken_back_as_one_press(desk):
    first, several = one_approved_and_several_filed(desk)

    undo_last(desk)

    assert {Comment.objects.get(pk=one.pk).status for one in several} == {"pending"}
    first.refresh_from_db()
    assert first.status == "approved"


def one_approved_and_several_filed(desk):
    first, several = waiting(), [waiting() for _number in range(3)]
    press(desk, first, "approve")
    select(desk, "spam", *several)
    return first, several


def test_after_a_batch_the_next_press_goes_on_to_what_was_before_it(desk):
    first, several = one_approved_and_several_filed(desk)
    Comment.objects.get(pk=several[0].pk).restore(by=make_moderator())

    undo_last(desk)
    undo_last(desk)

    first.refresh_from_db()
    assert first.status == "pending"


def test_what_somebody_decided_since_is_named_and_stands(desk):
    comment = waiting()
    press(desk, comment, "approve")
    mine = last(comment)
    other = make_author(display_name="Ann Other", user=make_moderator()).user
    Comment.objects.get(pk=comment.pk).remove(by=other)

    response = undo(desk, mine, headers=SCRIPT)

    assert response.status_code == 409
    assert "since then Ann Other removed it" in notice(desk)["text"]
    comment.refresh_from_db()
    assert comment.status == "removed"


def test_a_text_changed_since_is_named(desk):
    comment = waiting()
    press(desk, comment, "spam")
    Comment.objects.get(pk=comment.pk).revise([], at=timezone.now(), **values_of_text("Other."))

    undo(desk, last(comment))

    assert "the text was changed since" in notice(desk)["text"]


def test_twice_is_once(desk):
    comment = waiting()
    press(desk, comment, "spam")
    filed = last(comment)

    undo(desk, filed)
    undo(desk, filed)

    assert "taken back already" in notice(desk)["text"]
    assert comment.decisions.count() == 2


def test_when_the_last_cant_be_the_one_before_it_is_offered(desk):
    first, second = waiting(), waiting()
    press(desk, first, "approve")
    press(desk, second, "approve")
    Comment.objects.get(pk=second.pk).remove(by=make_moderator())

    refused = undo_last(desk)
    undo_last(desk, refused)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("pending", "removed")


def test_an_undoing_is_not_undone_itself(desk):
    comment = waiting()
    press(desk, comment, "spam")
    undo(desk, last(comment))

    undo(desk, last(comment))

    comment.refresh_from_db()
    assert comment.status == "pending"


def test_of_a_comment_that_is_gone_it_is_said(desk):
    comment = waiting()
    press(desk, comment, "spam")
    filed = last(comment)
    Comment.objects.get(pk=comment.pk).withdraw()

    response = undo(desk, filed)

    assert response.status_code == 404
    assert "isn’t here any more" in response.content.decode()


def test_an_editor_takes_back_only_on_their_own_posts():
    editor = make_editor()
    mine = waiting(post=make_post(author=make_author(user=editor)))
    theirs = waiting()
    moderator = make_moderator()
    for comment in (mine, theirs):
        Comment.objects.get(pk=comment.pk).approve(by=moderator)
    desk = at_the_desk(editor)

    statuses = [undo(desk, last(comment)).status_code for comment in (mine, theirs)]

    assert statuses == [303, 404]
    theirs.refresh_from_db()
    assert theirs.status == "approved"


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40])
def test_a_strange_address_takes_nothing_back(desk, before):
    comment = waiting()
    press(desk, comment, "spam")

    assert desk.post(f"/moderation/undo/?before={before}").status_code == 404
