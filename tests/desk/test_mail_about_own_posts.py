"""Who wrote a post hears of approved replies on it, if they wish, but never of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Notification, StaffPreferences
from tests.comments.mailroom import delivered, follow, mail_server, make_due
from tests.comments.scene import browser
from tests.desk.waiting import wishing
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    """Of a post, who wishes to hear."""
    return make_author(user=wishing(make_editor(), hears_of_replies=True))


def approved(author, *, by=None, via="admin", **fields):
    post = fields.pop("post", None) or make_post(author=author, title="Less is more")
    reply = make_comment(post=post, status="pending", **fields)
    assert reply.approve(by=by or make_moderator(), via=via)
    return reply


def owed():
    return sorted(Notification.objects.owed().values_list("kind", "email"))


def test_an_approved_reply_is_mailed_and_leads_to_its_place(author):
    reply = approved(author, author_name="Bo Both", body="My two cents.")

    with mail_server() as server:
        (message,) = delivered(server)

    assert message.rcpt == author.user.email
    assert message["Subject"] == "A reply on your post: Bo Both on “Less is more”"
    assert message["Message-ID"] == f"<comment-{reply.pk}@testserver>"
    assert "> My two cents." in text_of(message)
    assert f"http://testserver/comments/{reply.pk}/" in text_of(message)


def test_who_did_not_ask_is_not_told():
    approved(make_author())

    assert owed() == []


def test_nobody_hears_of_their_own_reply_or_of_what_they_approved_themselves(author):
    approved(author, user=author.user)
    approved(author, author_email=author.user.email.upper())
    approved(author, by=author.user)

    assert owed() == []


def test_nor_an_author_who_was_sent_away(author):
    author.user.is_active = False
    author.user.save()

    approved(author)

    assert owed() == []


def test_who_follows_the_post_as_well_gets_one_mail(author):
    post = make_post(author=author)
    follow(author.user.email, post=post)

    approved(author, post=post)

    assert owed() == [("new_reply", author.user.email)]


def test_it_is_held_back_for_a_minute_and_taken_back_with_the_decision(author):
    moderator = make_moderator()
    reply = approved(author, by=moderator, via="mail")
    (row,) = Notification.objects.owed()
    assert row.next_attempt_at > timezone.now() + timedelta(seconds=50)

    undone = reply.take_back(reply.last_decision(), by=moderator)

    assert owed() == []
    assert undone.mails_gone == 0


def test_approved_again_it_is_not_told_again(author):
    moderator = make_moderator()
    reply = approved(author, by=moderator)
    with mail_server() as server:
        assert len(delivered(server)) == 1
    reply.restore(by=moderator)
    follow(author.user.email, post=reply.post)

    reply.approve(by=moderator)

    assert owed() == []


@pytest.mark.parametrize("change", ["choice", "comment", "post", "author"])
def test_what_holds_no_more_when_it_is_sent_is_not_sent(author, change):
    reply = approved(author, via="desk")
    if change == "choice":
        StaffPreferences.end_mail(author.user, "own")
    elif change == "comment":
        reply.remove(by=make_moderator())
    elif change == "post":
        reply.post.withdraw()
    else:
        reply.post.author = make_author()
        reply.post.save()
    make_due()

    with mail_server() as server:
        assert delivered(server) == []
    assert owed() == []


def test_its_way_out_ends_it_and_nothing_else(author):
    approved(author)
    with mail_server() as server:
        (message,) = delivered(server)
    path = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")

    assert "every reply on your own posts" in browser().get(path).text
    assert StaffPreferences.of(author.user).hears_of_replies
    assert browser().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200

    now = StaffPreferences.of(author.user)
    assert (now.hears_of_replies, now.mail) == (False, "hourly")
