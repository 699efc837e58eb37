"""New posts are made known to who follows the site: a question that can be asked at any time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments.models import Notification, Subscription
from posts.models import Post

NEW_FOR = timedelta(days=7)
ROWS_AT_ONCE = 500


def announce_new_posts():
    """Owe a mail for each post that became public, by hand or by its date; returns how many.

    To everybody who followed the site before it did, and once, however often this is asked.
    """
    since = timezone.now() - NEW_FOR
    posts = Post.objects.published().without_bodies().filter(published_at__gt=since)
    return sum(map(_announce, posts))


def _announce(post):
    """In short transactions, one after another: readers who post wait for none of them long."""
    owed = 0
    while announced := _owe_some(post):
        owed += announced
    return owed


def _owe_some(post):
    with transaction.atomic():
        announced = [_announcement(post, to) for to in _not_yet_told_of(post)[:ROWS_AT_ONCE]]
        Notification.objects.bulk_create(announced, ignore_conflicts=True)
    return len(announced)


def _not_yet_told_of(post):
    told = Notification.objects.filter(kind=Notification.Kind.NEW_POST, post=post)
    return (
        Subscription.objects.of_site()
        .filter(confirmed_at__lt=post.published_at)
        .exclude(email__in=told.values("email"))
        .kept()
    )


def _announcement(post, subscription):
    kind = Notification.Kind.NEW_POST
    return Notification(kind=kind, email=subscription.email, post=post, subscription=subscription)
