"""One decision on one comment, bound to what the moderator saw."""

from typing import NamedTuple

from django.db import transaction

from comments.models import Comment
from comments.moderation import Status, Via

VERBS = {
    "approve": (Comment.approve, Status.APPROVED),
    "spam": (Comment.mark_as_spam, Status.SPAM),
    "remove": (Comment.remove, Status.REMOVED),
    "restore": (Comment.restore, Status.PENDING),
    "keep": (Comment.keep, Status.APPROVED),
}


class Conflicting(Exception):
    """It isn't what the moderator saw: nothing was decided. `comment` is as it is now."""

    def __init__(self, comment):
        super().__init__(comment.pk)
        self.comment = comment


class Decided(NamedTuple):
    decision: object  # None where nobody had to decide that
    is_new: bool


def decide(comment, verb, *, by, seen, via=Via.DESK, **how):
    """Returns what was decided, now or by the first click of two; raises Conflicting.

    A comment that is gone raises DoesNotExist. `how`: reason and tells_author.
    """
    move, became = VERBS[verb]
    with transaction.atomic():
        comment.hold_place()
        comment.refresh_from_db()
        if move is Comment.approve and seen[0] == Status.APPROVED and comment.open_flags:
            move = Comment.keep  # it is public, was reported, and is to stay
        earlier = _said_already(comment, became, by, seen)
        if earlier is not None and not (move is Comment.keep and comment.open_flags):
            return Decided(earlier, is_new=False)
        if move is not Comment.keep and (comment.status, comment.revision) == seen == _as(
            comment, became
        ):
            return Decided(None, is_new=False)
        comment.bind_to(*seen)
        if move(comment, by=by, via=via, **how):
            return Decided(comment.decisions.order_by("-pk").first(), is_new=True)
        comment.refresh_from_db()
    raise Conflicting(comment)


def pick(comment, *, is_picked, seen):
    """Returns whether that changed anything; no decision, so it is bound but not recorded."""
    comment.refresh_from_db()
    if (comment.status, comment.revision) != seen or comment.status != Status.APPROVED:
        raise Conflicting(comment)
    return comment.pick(is_picked=is_picked)


def _as(comment, became):
    return became, comment.revision


def _said_already(comment, became, by, seen):
    """The same form sent twice: a double click, or the Back button and the same press again."""
    last = comment.decisions.select_related("batch").order_by("-pk").first()
    if last is None or last.undoes_id or last.is_edit or last.by_id != by.pk:
        return None
    said = (last.was, last.revision, last.became)
    stands = (comment.status, comment.revision) == (became, last.revision)
    return last if stands and said == (*seen, became) else None
