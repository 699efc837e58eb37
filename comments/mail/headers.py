"""Where a mail's links lead, and the headers by which mailboxes thread it and end it."""

from urllib.parse import urlsplit

from django.conf import settings

from comments.models import Comment

NEAREST = 10  # of the comments above one: mailboxes need the first and the last few


def absolute(path):
    return settings.SITE_URL + path


def host():
    return urlsplit(settings.SITE_URL).hostname


def id_of(what, number):
    return f"<{what}-{number}@{host()}>"


def thread_of(comment):
    """What a mail about `comment` follows: its post, and the comments that it stands below."""
    chain = [id_of("post", comment.post_id), *(id_of("comment", pk) for pk in _above(comment))]
    return {"References": " ".join(chain), "In-Reply-To": chain[-1]}


def ended_by(address, about):
    """One click ends it (RFC 8058): `address` takes a post from the mailbox's provider."""
    return {
        "List-Id": f"<{about}.{host()}>",
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _above(comment):
    """Ids of what it stands below: its root first, its parent last."""
    nearest, above = [], comment.parent_id
    while above is not None and len(nearest) < NEAREST:
        nearest.append(above)
        above = Comment.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    if above is not None:
        nearest.append(comment.thread_id)
    return list(dict.fromkeys(reversed(nearest)))
