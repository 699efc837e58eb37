"""How long replies wait for a person: each time from when it came to wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk import figures
from comments.desk.figures import of_last_days
from comments.moderation import Finding, Verdict
from tests.comments.scene import long_ago, now
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db
HELD = Finding("reports", Verdict.HOLD, "Reported by readers.")


def ago(**ago):
    return timezone.now() - timedelta(**ago)


def test_what_was_public_waits_from_when_it_was_put_back():
    comment = long_ago(make_comment(), days=10)
    comment.hold(HELD, at=ago(minutes=20))
    comment.approve(by=make_moderator(), at=ago(minutes=15))

    found = of_last_days(make_moderator())

    assert round(found.wait / 60) == 5
    assert found.waited == 1


def test_one_that_waits_twice_is_one_reply_and_two_waits():
    mona = make_moderator()
    comment = long_ago(make_comment(status="pending"), hours=10)
    comment.approve(by=mona, at=ago(hours=8))
    comment.hold(HELD, at=ago(hours=5))
    comment.approve(by=mona, at=ago(hours=1))

    found = of_last_days(mona)

    assert round(found.wait / 3600) == 3  # the median of two and four
    assert found.waited == 1


def test_what_is_undone_and_decided_anew_waited_once():
    mona = make_moderator()
    comment = long_ago(make_comment(status="pending"), hours=3)
    comment.approve(by=mona, at=ago(hours=1))
    comment.take_back(comment.decisions.get(), by=mona, at=ago(minutes=50))
    now(comment).remove(by=mona, at=ago(minutes=40))

    assert round(of_last_days(mona).wait / 3600) == 2


def test_what_the_days_do_not_show_is_counted_nowhere():
    mona = make_moderator()
    first = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    first -= timedelta(days=13)
    for at in (first - timedelta(hours=1), first + timedelta(hours=2)):
        comment = make_comment(status="pending", submitted_at=at - timedelta(hours=1))
        comment.approve(by=mona, at=at)

    found = of_last_days(mona)

    assert (found.decided, found.waited, sum(found.approved)) == (1, 1, 1)


@pytest.mark.parametrize("counted", [2, 3])
def test_of_editors_too_it_is_said_that_not_all_is_counted(monkeypatch, counted):
    monkeypatch.setattr(figures, "COUNTED", counted)
    editor = make_editor()
    post = make_post(author=make_author(user=editor))
    for _number in range(3):
        make_comment(post=post, status="pending").approve(by=editor)

    assert of_last_days(editor).is_bounded == (counted < 3)
    assert of_last_days(editor).decided == counted
