"""What a test is given: settings, watched terms, a signed-in browser."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from comments.models import Comment, DiscussionSettings, WatchedTerm


def discuss(**settings):
    """The discussion settings, with WordPress's defaults but for these."""
    return DiscussionSettings.objects.update_or_create(
        pk=DiscussionSettings.ONLY, defaults=settings
    )[0]


def watch(pattern, match="word", effect="hold", **overrides):
    return WatchedTerm.objects.create(pattern=pattern, match=match, effect=effect, **overrides)


def browser(user=None):
    """Another browser, with cookies of its own, signed in as `user`."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def long_ago(comment, **ago):
    """As if `comment` had been submitted that long ago: `long_ago(comment, minutes=16)`."""
    Comment.objects.filter(pk=comment.pk).update(submitted_at=timezone.now() - timedelta(**ago))
    comment.refresh_from_db()
    return comment


def last_comment():
    return Comment.objects.latest("pk")
