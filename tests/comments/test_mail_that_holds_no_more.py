"""What a mail would say is asked again when it is sent: minutes may have passed, or days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.models import Comment, Notification, Subscription
from tests.comments.mailroom import (
    follow,
    mail_server,
    owe,
    owe_reply,
)
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


def remove_reply(owed):
    owed.comment.remove(by=make_moderator())
    Notification.objects.filter(kind="refused").delete()


def withdraw_post(owed):
    owed.comment.post.withdraw()


def withdraw_reply(owed):
    Comment.objects.get(pk=owed.comment_id).withdraw()


def unconfirm(owed):
    Subscription.objects.filter(pk=owed.subscription_id).update(confirmed_at=None)


def unfollow(owed):
    owed.subscription.stop()


def turn_into_own(owed):
    Comment.objects.filter(pk=owed.comment_id).update(author_email="Rita@example.org")


@pytest.mark.parametrize(
    "happens",
    [remove_reply, withdraw_post, withdraw_reply, unconfirm, unfollow, turn_into_own],
)
def test_what_holds_no_more_is_dropped_unsent(happens):
    owed = owe_reply()
    happens(owed)

    with mail_server() as server:
        deliver_due()

    assert server.messages == []
    assert not Notification.objects.filter(pk=owed.pk).exists()


def test_a_refusal_that_was_taken_back_is_not_mailed():
    comment = make_comment(status="pending", author_email="rita@example.org")
    follow("rita@example.org", comment=comment)
    moderator = make_moderator()
    comment.remove(by=moderator)
    comment.restore(by=moderator)

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1}

    assert server.messages == []


def test_a_post_withdrawn_before_its_mail_left_is_not_announced():
    post = make_post()
    owe("new_post", post=post, subscription=follow("rita@example.org"))
    post.withdraw()

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1}

    assert server.messages == []


def test_an_approval_dropped_and_given_again_is_mailed():
    comment = make_comment(status="pending", author_email="rita@example.org")
    follow("rita@example.org", comment=comment)
    moderator = make_moderator()

    with mail_server() as server:
        comment.approve(by=moderator)
        comment.restore(by=moderator)
        deliver_due()
        comment.approve(by=moderator)
        deliver_due()

    assert [message["Subject"] for message in server.messages] == [
        f"Your reply is published: {comment.post.title}"
    ]


@pytest.mark.parametrize("kind", ["confirm", "my_replies"])
@pytest.mark.parametrize(
    "happened",
    [{"created_at": timezone.now() - timedelta(days=1, minutes=1)}, {"used_at": timezone.now()}],
    ids=["a day ago", "used"],
)
def test_a_link_that_nobody_waits_for_is_not_mailed(kind, happened):
    make_comment(author_email="rita@example.org")
    owed = owe(kind)
    Notification.objects.update(**happened)

    with mail_server() as server:
        deliver_due()

    assert server.messages == []
    assert not Notification.objects.owed().filter(pk=owed.pk).exists()


@pytest.mark.parametrize("status", ["spam", "removed"])
def test_spam_is_mailed_to_nobody_whose_address_was_typed_with_it(status):
    owe("confirm", comment=make_comment(status=status, author_email="rita@example.org"))

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1}

    assert server.messages == []


def test_an_address_that_is_not_here_gets_no_link_and_the_row_still_counts():
    """Deleted, it would not count; and by the limit one could tell which addresses are here."""
    unknown = owe("my_replies", "nobody@example.org")
    make_comment(author_email="Writer@example.org")
    follow("follower@example.org")
    owe("my_replies", "writer@example.org")
    owe("my_replies", "follower@example.org")

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1, "sent": 2}

    assert {message.rcpt for message in server.messages} == {
        "writer@example.org",
        "follower@example.org",
    }
    assert Notification.objects.dropped().get() == unknown
    assert Notification.objects.links().count() == 3
