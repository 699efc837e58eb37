"""Replies that wait, and what became of them."""

from comments.models import Comment
from tests.factories import make_comment


def waiting(number=1, **overrides):
    return [make_comment(status="pending", **overrides) for _number in range(number)]


def add_copies(comment, number):
    """So many like it, past everything that one by one would cost."""
    copies = [Comment.objects.get(pk=comment.pk) for _number in range(number)]
    for place, copy in enumerate(copies):
        copy.pk, copy.submission_key, copy.fingerprint = None, None, f"copy-{place}"
    Comment.objects.bulk_create(copies)


def statuses(comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]
