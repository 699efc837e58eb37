"""What was judged, and waits again, is mailed however much beside it was put back meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.moderation import Finding, Verdict
from tests.comments.scene import now
from tests.desk.waiting import later, quiet_post, told, wishing
from tests.factories import make_author, make_comment, make_editor, make_post

pytestmark = pytest.mark.django_db
REPORTED = Finding("reports", Verdict.HOLD, "Reported by readers.")


def put_back(number, post):
    """Approved long since, and back in the queue for what readers reported."""
    comments = []
    for _one in range(number):
        at = timezone.now() - timedelta(days=5)
        comment = make_comment(post=post, status="approved", submitted_at=at)
        assert comment.hold(REPORTED)
        comments.append(comment)
    later(minutes=5)
    return comments


def heard_long_ago(user=None, **wish):
    return wishing(user, told_at=timezone.now() - timedelta(days=2), **wish)


@pytest.mark.parametrize(("wish", "decided"), [("daily", 2), ("immediately", 22)])
def test_what_colleagues_decided_already_hides_nothing_that_still_waits(wish, decided):
    moderator, colleague = heard_long_ago(mail=wish), wishing(mail="off")
    comments = put_back(decided + 1, quiet_post())
    for comment in comments[:decided]:
        assert now(comment).approve(by=colleague)

    assert told() == [moderator.email]


def test_what_is_put_back_elsewhere_hides_nothing_of_an_editors_own():
    editor = heard_long_ago(make_editor(), mail="daily")
    put_back(2, quiet_post())
    put_back(1, make_post(author=make_author(user=editor)))

    assert told() == [editor.email]


def test_put_back_on_the_posts_of_others_an_editor_hears_nothing():
    editor = heard_long_ago(make_editor(), mail="daily")
    make_post(author=make_author(user=editor))
    put_back(2, quiet_post())

    assert told() == []
