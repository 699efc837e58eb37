"""`u` takes back what was decided at the last press, whatever has happened since."""

import pytest

from comments.desk import batches
from comments.models import Batch, Comment
from tests.desk.pressing import address, at_the_desk, notice, press, select, undo_last
from tests.factories import make_author, make_comment, make_editor, make_post

pytestmark = pytest.mark.django_db


def waiting(number):
    return [make_comment(status="pending") for _number in range(number)]


def test_where_a_batch_emptied_the_list_its_button_takes_back_all_of_it(desk):
    select(desk, "spam", *waiting(3))

    desk.session.pop("desk_notice", None)
    page = desk.get("/moderation/").text
    undo_last(desk)

    assert "3 filed as spam." in page
    assert f'action="{address("undo_last")}' in page
    assert not Comment.objects.filter(status="spam").exists()


@pytest.mark.usefixtures("_small_batches")
def test_long_work_is_told_as_it_is_by_now(desk, worked_off):
    comments = waiting(5)
    with worked_off():
        select(desk, "spam", *comments)
        assert notice(desk)["poll"]
    batches.press_on(Batch.objects.get(), 10)

    page = desk.get("/moderation/").text

    assert "5 filed as spam." in page
    assert "Undo all of it" in page


def test_what_an_editor_may_moderate_no_more_is_passed_over():
    editor = make_editor()
    posts = [make_post(author=make_author(user=editor)) for _number in range(1)]
    posts.append(make_post(author=posts[0].author))
    desk = at_the_desk(editor)
    kept, taken = (make_comment(status="pending", post=post) for post in posts)
    press(desk, kept, "spam")
    press(desk, taken, "spam")
    posts[1].author = make_author()
    posts[1].save()

    undo_last(desk)

    kept.refresh_from_db()
    taken.refresh_from_db()
    assert (kept.status, taken.status) == ("pending", "spam")
