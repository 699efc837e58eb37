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
    owed = 0
    with transaction.atomic():
        since = timezone.now() - NEW_FOR
        for post in Post.objects.published().without_bodies().filter(published_at__gt=since):
            announced = [_announcement(post, to) for to in _not_yet_told_of(post)]
            Notification.objects.bulk_create(
                announced, batch_size=ROWS_AT_ONCE, ignore_conflicts=True
            )
            owed += len(announced)
    return owed


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
