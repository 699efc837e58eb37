"""The desk says whom approving would mail, and whether its author becomes known."""

import pytest

from comments.models import ConfirmedAddress, StaffPreferences
from tests.comments.mailroom import follow
from tests.desk.scene import RITA, said
from tests.factories import make_author, make_comment, make_post

pytestmark = pytest.mark.django_db


def test_approving_mails_whom_it_says(moderator):
    author = make_author(display_name="Ana Editor")
    StaffPreferences.objects.create(user=author.user, hears_of_replies=True)
    parent = make_comment(post=make_post(author=author), author_name="Pia")
    comment = make_comment(parent=parent, status="pending", **RITA, is_confirmed=True)
    follow("pia@example.org", comment=parent)
    follow("pia@example.org", post=comment.post)
    follow("rita@example.org", comment=comment)
    follow("rita@example.org", post=comment.post)
    follow("one@example.org", post=comment.post)
    follow("two@example.org", post=comment.post)

    page = said(moderator, comment)

    assert (
        "Mailed: its author, Pia, whom it answers, Ana Editor, who wrote the post "
        "and 2 followers of the post."
    ) in page
    comment.approve(by=moderator)
    told = set(comment.notifications.values_list("email", flat=True))
    assert told - {author.user.email} == {
        "pia@example.org", "rita@example.org", "one@example.org", "two@example.org",
    }  # fmt: skip


def test_where_nobody_follows_nobody_is_mailed(moderator):
    assert "Nobody is mailed." in said(moderator, make_comment(status="pending"))


def test_whether_its_author_becomes_known(moderator):
    ConfirmedAddress.confirm("rita@example.org")
    first = make_comment(status="pending", **RITA, is_confirmed=True)
    assert "its author becomes known" in said(moderator, first)

    first.approve(by=moderator)
    second = make_comment(status="pending", **RITA, is_confirmed=True)
    assert "Its author is known already" in said(moderator, second)

    typed = make_comment(status="pending")
    assert "the author’s next reply is held again" in said(moderator, typed)


def test_of_what_is_approved_already_nothing_is_foretold(moderator):
    assert "If you approve" not in said(moderator, make_comment())
