"""Many replies at a time, and the surge that comes of it."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Comment, Surge
from tests.factories import make_comment, make_post

MANY = 6  # replies in ten minutes


def arrive(number, post=None, **ago):
    """That many replies, that long ago."""
    post = post or make_post()
    at = timezone.now() - timedelta(**ago)
    return [make_comment(post=post, submitted_at=at) for _number in range(number)]


def pass_by(**time):
    """As if everything had happened that much earlier."""
    earlier = timedelta(**time)
    for comment in Comment.objects.all():
        Comment.objects.filter(pk=comment.pk).update(submitted_at=comment.submitted_at - earlier)
    for surge in Surge.objects.all():
        surge.started_at -= earlier
        surge.ends_at -= earlier
        surge.ended_at = surge.ended_at and surge.ended_at - earlier
        surge.save()


def surge_now(**fields):
    now = timezone.now()
    fields = {"ends_at": now + timedelta(minutes=30), "replies": 40, "usual": 0.5, **fields}
    return Surge.objects.create(**{"started_at": now, **fields})
