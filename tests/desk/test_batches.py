"""Many at one press: each as it was seen, counted, and said."""

import pytest
from django.utils import timezone

from comments.models import Batch, Comment
from comments.models.text_columns import values_of_text
from tests.desk.pressing import (
    address,
    at_the_desk,
    notice,
    select,
    select_all,
    undo_last,
)
from tests.desk.replies import statuses, waiting
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db


def test_the_chosen_rows_are_decided_and_no_others(desk):
    chosen, other = waiting(3), waiting()

    response = select(desk, "spam", *chosen)

    assert response.status_code == 303
    assert statuses(chosen + other) == ["spam", "spam", "spam", "pending"]
    assert notice(desk)["text"] == "3 filed as spam."


def test_it_is_one_batch_and_each_has_its_decision(desk, moderator):
    chosen = waiting(2)

    select(desk, "remove", *chosen, reason="A campaign.")

    batch = Batch.objects.get()
    assert (batch.by, batch.decided, batch.missed, batch.is_finished) == (moderator, 2, 0, True)
    told = {(one.via, one.reason, one.tells_author) for one in batch.decisions.all()}
    assert told == {("desk", "A campaign.", False)}


def test_what_changed_since_it_was_seen_is_left_and_counted(desk):
    decided, changed, kept, gone = waiting(4)
    Comment.objects.get(pk=decided.pk).approve(by=make_moderator())
    Comment.objects.get(pk=changed.pk).revise([], at=timezone.now(), **values_of_text("Other."))
    Comment.objects.get(pk=gone.pk).withdraw()

    select(desk, "spam", decided, changed, kept, gone)

    assert statuses([decided, changed, kept]) == ["approved", "pending", "spam"]
    assert notice(desk)["text"].startswith("1 filed as spam. 3 were left as they are")


def test_the_summary_names_those_that_were_left(desk):
    kept, decided = (
        make_comment(status="pending"),
        make_comment(status="pending", author_name="Ida"),
    )
    Comment.objects.get(pk=decided.pk).approve(by=make_moderator())
    select(desk, "spam", kept, decided)

    page = desk.get(notice(desk)["more"]).content.decode()

    assert f'href="/moderation/{decided.pk}/"' in page
    assert f'href="/moderation/{kept.pk}/"' not in page


def test_a_group_is_decided_by_one_key_and_undone_by_one(desk):
    text = "Buy our wonderful cheap watches today, friend, they are the best"
    alike, other = waiting(4, body=text), waiting()
    form = {"verb": "spam", "group": alike[0].pk, "by": "text", "upto": other[0].pk}

    desk.post(address("start_batch"), form)
    decided = statuses(alike + other)
    undo_last(desk)

    assert decided == ["spam"] * 4 + ["pending"]
    assert statuses(alike + other) == ["pending"] * 5
    assert Batch.objects.first().about == "The same text"


def test_an_editor_decides_on_their_own_posts_alone():
    editor = make_editor()
    mine = make_comment(status="pending", post=make_post(author=make_author(user=editor)))
    theirs = make_comment(status="pending")
    desk = at_the_desk(editor)

    select(desk, "spam", mine, theirs)
    select_all(desk, "remove", upto=str(theirs.pk))

    assert statuses([mine, theirs]) == ["spam", "pending"]
