"""What stands on the desk's pages can be pressed by whoever sees it, and is said as it was."""

import re

import pytest
from django.contrib.auth.models import Permission

from comments.moderation import Status, Via
from tests.comments.mailroom import follow
from tests.desk.pressing import at_the_desk
from tests.desk.scene import desk as page_of
from tests.desk.scene import detail, said
from tests.factories import make_comment, make_post, make_user

pytestmark = pytest.mark.django_db


def test_whoever_may_not_watch_is_led_to_no_page_of_that():
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    comment = make_comment(status="pending")

    page = at_the_desk(user).get(f"/moderation/{comment.pk}/").text

    assert "/watch/" not in page
    assert "/moderation/terms/" not in page


def test_what_its_author_did_is_not_said_to_be_the_rules(moderator):
    comment = make_comment()
    type(comment).move_all([comment], Status.REMOVED, by=None, via=Via.AUTHOR)

    assert "Removed its author," in said(moderator, comment)


def test_a_removal_is_mailed_only_where_somebody_ticked_that(moderator):
    comment = make_comment(status="pending")
    follow(comment.author_email, comment=comment)

    page = detail(page_of(moderator, pk=comment.pk))

    assert '<input type="checkbox" name="tells_author">' in page


def test_the_posts_question_is_shown_beside_every_reply(moderator):
    comment = make_comment(status="pending")

    assert "What will you try?" in said(moderator, comment)


def test_what_is_public_can_be_answered(moderator):
    comment = make_comment(status="approved")

    page = detail(page_of(moderator, "view=approved", pk=comment.pk))

    assert f'action="/moderation/{comment.pk}/reply/' in page
    assert "Approve and reply" not in page


def test_a_person_can_be_blocked_from_their_reply(desk):
    comment = make_comment(status="pending", author_email="rita@example.org")
    page = desk.get(f"/moderation/{comment.pk}/?view=waiting").text

    for by, ticked in (("address", 1), ("network", 1), ("both", 2)):
        link = re.search(rf'href="([^"]*watch/\?block={by}[^"]*)"', page)[1]
        offered = desk.get(link.replace("&amp;", "&")).text
        assert len(re.findall(r'name="chosen"[^>]* checked', offered)) == ticked


def test_on_a_closed_post_it_is_said_before_anything_is_typed(moderator):
    comment = make_comment(status="pending", post=make_post(accepts_comments=False))

    assert "This post takes no replies any more" in said(moderator, comment)
