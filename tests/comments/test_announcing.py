"""A new post is made known once to everybody who followed the site before it came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.mail.announcing import announce_new_posts
from comments.models import Notification, Subscription
from posts.models import Post
from tests.comments.mailroom import delivered, follow, mail_server
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def following_since(email, **ago):
    subscription = follow(email)
    Subscription.objects.filter(pk=subscription.pk).update(
        confirmed_at=timezone.now() - timedelta(**ago)
    )
    return subscription


def told():
    return sorted(Notification.objects.values_list("email", "post"))


def test_each_follower_of_the_site_is_owed_one_mail_however_often_it_is_asked():
    following_since("a@example.org", days=3)
    following_since("b@example.org", days=3)
    post = make_post()

    assert announce_new_posts() == 2
    assert announce_new_posts() == 0

    assert told() == [("a@example.org", post.pk), ("b@example.org", post.pk)]


def test_who_came_after_it_is_not_told_of_it():
    post = make_post()
    following_since("late@example.org", minutes=1)
    Subscription.objects.follow("never@example.org", is_confirmed=False)
    follow("other@example.org", post=post)

    assert announce_new_posts() == 0


def test_a_scheduled_post_is_announced_when_its_time_has_come():
    following_since("a@example.org", days=3)
    post = make_post(published_at=timezone.now() + timedelta(hours=1))

    assert announce_new_posts() == 0

    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(seconds=1))

    assert announce_new_posts() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Post.Status.DRAFT},
        {"published_at": timezone.now() - timedelta(days=8)},
    ],
    ids=["draft", "old"],
)
def test_drafts_and_old_posts_are_no_news(fields):
    following_since("a@example.org", days=30)
    make_post(**fields)

    assert announce_new_posts() == 0


def test_withdrawn_and_published_again_it_is_announced_once():
    following_since("a@example.org", days=3)
    post = make_post()

    with mail_server() as server:
        announce_new_posts()
        delivered(server)
        post.withdraw()
        announce_new_posts()
        post.publish()
        announce_new_posts()
        delivered(server)

    assert len(server.messages) == 1


def test_two_posts_are_two_mails():
    following_since("a@example.org", days=3)
    make_post()
    make_post()

    with mail_server() as server:
        announce_new_posts()
        delivered(server)

    assert len(server.messages) == 2
    assert len({message["Message-ID"] for message in server.messages}) == 2


def test_a_thousand_followers_cost_a_few_queries(django_assert_max_num_queries):
    Subscription.objects.bulk_create(
        Subscription(
            email=f"r{number}@example.org",
            follows="site",
            confirmed_at=timezone.now() - timedelta(days=2),
        )
        for number in range(1000)
    )
    make_post()

    with django_assert_max_num_queries(12):
        assert announce_new_posts() == 1000
