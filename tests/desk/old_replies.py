"""Replies of long ago, and what a purge leaves of them."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Tally
from tests.comments.scene import long_ago
from tests.factories import make_comment


def old(days=100, **fields):
    return long_ago(make_comment(**fields), days=days)


def ago(**ago):
    return timezone.now() - timedelta(**ago)


def counts(post):
    tally = Tally.objects.get(post=post)
    return tally.waiting, tally.replies, tally.spam, tally.removed
