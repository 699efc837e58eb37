"""Whom an event makes us write to: one mail for each address, and never to oneself."""

from collections import Counter

import pytest

from comments.models import Notification, Subscription
from tests.comments.mailroom import delivered, follow, mail_server, reply_to
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


def owed():
    return sorted(Notification.objects.owed().values_list("kind", "email"))


def test_who_follows_the_comment_and_the_post_gets_one_mail_and_the_nearer_reason():
    mine = make_comment()
    follow("rita@example.org", comment=mine)
    follow("rita@example.org", post=mine.post)

    reply_to(mine)

    assert owed() == [("reply", "rita@example.org")]


def test_who_has_three_comments_on_the_post_gets_one_mail():
    post = make_post()
    mine = [make_comment(post=post) for _number in range(3)]
    for comment in mine:
        follow("rita@example.org", comment=comment)
    follow("rita@example.org", post=post)

    reply_to(mine[1])

    assert owed() == [("reply", "rita@example.org")]


@pytest.mark.parametrize("own", ["rita@example.org", "Rita@Example.ORG"])
def test_nobody_hears_of_their_own_reply(own):
    mine = make_comment()
    follow("rita@example.org", comment=mine)
    follow("rita@example.org", post=mine.post)

    reply_to(mine, author_email=own)

    assert owed() == []


def test_an_unconfirmed_address_hears_nothing():
    mine = make_comment()
    Subscription.objects.follow("rita@example.org", comment=mine, is_confirmed=False)
    Subscription.objects.follow("rita@example.org", post=mine.post, is_confirmed=False)

    reply_to(mine)

    assert owed() == []


def test_having_written_in_another_thread_is_no_reason():
    post = make_post()
    follow("rita@example.org", comment=make_comment(post=post, author_email="rita@example.org"))

    reply_to(make_comment(post=post))

    assert owed() == []


def test_a_reply_further_down_concerns_its_parent_and_not_the_whole_thread():
    root = make_comment()
    child = make_comment(parent=root)
    follow("root@example.org", comment=root)
    follow("child@example.org", comment=child)

    reply_to(child)

    assert owed() == [("reply", "child@example.org")]


@pytest.mark.parametrize("verb", ["mark_as_spam", "remove", "restore"])
def test_what_never_became_public_is_told_to_nobody(verb):
    mine = make_comment()
    follow("rita@example.org", comment=mine)
    held = make_comment(status="approved" if verb == "restore" else "pending", parent=mine)
    Notification.objects.all().delete()

    getattr(held, verb)(by=make_moderator())

    assert owed() == []


def test_a_held_reply_is_told_once_it_is_approved(client):
    mine = make_comment()
    follow("rita@example.org", comment=mine)
    post_reply(client, mine.post, to=mine.pk)
    held = last_comment()

    assert held.is_waiting
    assert owed() == []

    held.approve(by=make_moderator())

    assert owed() == [("reply", "rita@example.org")]


def test_a_reply_that_appears_at_once_is_told_at_once(client):
    discuss(holds_first_time=False)
    post = make_post()
    follow("paul@example.org", post=post)

    post_reply(client, post)

    assert owed() == [("new_reply", "paul@example.org")]


def test_its_author_is_told_of_the_approval_by_a_person_and_not_by_a_rule():
    waited, passed = make_comment(status="pending"), make_comment(status="pending")
    follow("rita@example.org", comment=waited)
    follow("rita@example.org", comment=passed)

    waited.approve(by=make_moderator())
    passed.approve(by=None)

    assert list(Notification.objects.values_list("kind", "comment")) == [("approved", waited.pk)]


def test_who_decides_on_their_own_needs_no_mail_about_it():
    moderator = make_moderator()
    mine = make_comment(status="pending", user=moderator)
    follow(moderator.email, comment=mine)

    mine.approve(by=moderator)
    mine.remove(by=moderator)

    assert owed() == []


def test_approved_removed_and_approved_again_mails_each_once():
    mine = make_comment()
    follow("mine@example.org", comment=mine)
    follow("paul@example.org", post=mine.post)
    reply = make_comment(parent=mine, status="pending", author_email="rita@example.org")
    moderator = make_moderator()
    follow("rita@example.org", comment=reply)

    with mail_server() as server:
        for verb in (reply.approve, reply.remove, reply.approve):
            verb(by=moderator)
            delivered(server)

    assert Counter(message.rcpt for message in server.messages) == {
        "mine@example.org": 1,
        "paul@example.org": 1,
        "rita@example.org": 2,  # approved, refused
    }


def test_who_knows_of_it_for_one_reason_hears_nothing_for_another():
    mine = make_comment()
    follow("rita@example.org", post=mine.post)
    reply, moderator = reply_to(mine), make_moderator()
    reply.restore(by=moderator)
    follow("rita@example.org", comment=mine)

    reply.approve(by=moderator)

    assert owed() == [("new_reply", "rita@example.org")]


def test_of_ten_followers_each_gets_a_mail_of_their_own():
    post = make_post()
    for number in range(10):
        follow(f"reader{number}@example.org", post=post)
    reply_to(make_comment(post=post))

    with mail_server() as server:
        delivered(server)

    assert len(server.messages) == 10
    assert {message["To"] for message in server.messages} == {
        f"reader{number}@example.org" for number in range(10)
    }
    assert server.connections == 1


def test_followers_cost_a_reply_few_queries_however_many_there_are(django_assert_max_num_queries):
    discuss(holds_first_time=False, flood_seconds=0)

    def queries_with(followers):
        post = make_post()
        for number in range(followers):
            follow(f"reader{number}@example.org", post=post)
        with django_assert_max_num_queries(100) as counted:
            assert post_reply(browser(), post).status_code == 303
        return len(counted)

    alone, with_one, with_thirty = queries_with(0), queries_with(1), queries_with(30)

    assert with_one - alone <= 2
    assert with_thirty == with_one
