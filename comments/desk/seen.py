"""What a moderator had before their eyes, as forms carry it: a status and a revision."""

from comments.desk.query import is_number
from comments.moderation import Status

REVISION_DIGITS = 9


class Malformed(Exception):
    """No form of ours sends that."""


def seen_in(value):
    """(status, revision) from "pending:3"."""
    status, colon, revision = value.partition(":")
    if not colon or status not in Status.values or not is_number(revision, REVISION_DIGITS):
        raise Malformed
    return status, int(revision)


def chosen_in(values):
    """{id: (status, revision)} from many "12:pending:3"."""
    chosen = {}
    for value in values:
        pk, _colon, seen = value.partition(":")
        if not is_number(pk):
            raise Malformed
        chosen[int(pk)] = seen_in(seen)
    return chosen


def as_seen(comment):
    return f"{comment.status}:{comment.revision}"
