"""While a surge lasts new guests wait, and moderators see it and may end it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import ConfirmedAddress, Surge
from comments.submission import submit
from tests.comments.scene import browser, last_comment, rules
from tests.desk.floods import MANY, arrive, surge_now
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_submission,
    post_reply,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_surge_policy")]


def test_new_guests_wait_while_it_lasts_and_are_told_nothing_else(client):
    surge_now()

    response = post_reply(client, make_post())

    comment = last_comment()
    assert response.status_code == 303
    assert (comment.status, rules(comment)) == ("pending", ["surge"])
    assert "40 in ten minutes; usual are 0.5" in comment.findings[0]["reason"]
    assert comment.decisions.get().rule == "surge"


def test_known_authors_and_staff_are_let_in():
    surge_now()
    make_comment(author_email="ann@example.org")
    known = make_submission(
        author_email="ann@example.org", address=ConfirmedAddress.confirm("ann@example.org")
    )
    new = make_submission(
        author_email="bob@example.org", address=ConfirmedAddress.confirm("bob@example.org")
    )
    staff = make_submission(user=make_editor(), author_email="")

    assert [submit(one).status for one in (known, new, staff)] == [
        "approved", "pending", "approved",
    ]  # fmt: skip


def test_a_guests_reply_that_appears_by_itself_is_seen(django_capture_on_commit_callbacks):
    arrive(MANY - 1)

    with django_capture_on_commit_callbacks(execute=True):
        first = submit(make_submission())
    held = submit(make_submission())

    assert first.status == "approved"
    assert held.status == "pending"


@pytest.mark.parametrize(
    "over",
    [{"ended_at": timezone.now}, {"ends_at": lambda: timezone.now() + timedelta(seconds=-1)}],
)
def test_after_it_guests_are_let_in_and_what_was_held_waits(over):
    surge = surge_now(started_at=timezone.now() - timedelta(hours=1))
    held = submit(make_submission())

    Surge.objects.filter(pk=surge.pk).update(**{name: at() for name, at in over.items()})

    assert submit(make_submission()).status == "approved"
    held.refresh_from_db()
    assert held.status == "pending"


def test_moderators_end_it_on_the_desk():
    surge_now()
    desk = browser(make_moderator())
    page = desk.get("/moderation/").content.decode()
    assert "40 in ten minutes" in page
    assert 'action="/moderation/surge/end/"' in page

    first = desk.post("/moderation/surge/end/")
    second = desk.post("/moderation/surge/end/")

    assert (first.status_code, second.status_code) == (303, 303)
    assert Surge.objects.current() is None
    assert "40 in ten minutes" not in desk.get("/moderation/").content.decode()


def test_editors_see_it_and_cannot_end_it():
    surge_now()
    editor = make_editor()
    make_post(author=make_author(user=editor))
    desk = browser(editor)

    page = desk.get("/moderation/").content.decode()

    assert "40 in ten minutes" in page
    assert "surge/end" not in page
    assert desk.post("/moderation/surge/end/").status_code == 404
    assert Surge.objects.current() is not None
