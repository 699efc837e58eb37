"""Taking back: one decision, or the latest that this moderator made."""

from typing import NamedTuple

from django.db import transaction

from comments.models import Comment, Decision
from comments.moderation import Status, Via


class NotUndone(Exception):
    """Somebody decided since, or the text changed; `since` is the last word, if a decision is."""

    def __init__(self, decision, since):
        super().__init__(decision.pk)
        self.decision, self.since = decision, since


class Undone(NamedTuple):
    decision: Decision  # the one that records it
    kinds_gone: tuple  # of mails that had left
    reply: Comment | None = None  # a moderator's, posted with the approval
    is_reply_taken: bool = False


def latest_of(user, before=None):
    """Their latest decision that stands, earlier than decision `before` if that is given.

    Not one of a batch that was undone: what is left of it had changed since. Nor what they may
    moderate no more, as the replies on a post that another writes now.
    """
    newest = Decision.objects.newest_of(user, before=before)
    newest = newest.filter(comment__in=Comment.objects.may_be_moderated_by(user))
    decisions = newest.filter(batch__undone_by__isnull=True).standing()
    return decisions.select_related("batch", "comment").order_by("-at", "-pk").first()


def undo(decision, *, by):
    """Take one decision back; raises NotUndone, or DoesNotExist where the comment is gone."""
    comment = decision.comment
    with transaction.atomic():
        record = comment.take_back(decision, by=by, via=Via.DESK)
        if record is None:
            raise NotUndone(decision, _said_since(decision))
        reply = _reply_posted_with(decision)
        if reply is None:
            return Undone(record, record.kinds_gone)
        gone = [mail.kind for mail in reply.notifications.sent()]
        # As an undoing of what let it appear: pressing Undo again doesn't bring it back.
        is_taken = not reply.has_replies and reply.remove(
            by=by, via=Via.DESK, at=record.at, undoes=reply.last_decision()
        )
    return Undone(record, (*record.kinds_gone, *gone), reply, bool(is_taken))


def _reply_posted_with(decision):
    """Reply and approve is one press, so they have one time; and one undoing, if nobody answered.

    Not a reply that was edited or decided on since.
    """
    if decision.became != Status.APPROVED or decision.is_edit:
        return None
    replies = Comment.objects.approved().filter(parent=decision.comment_id, user=decision.by_id)
    return replies.filter(submitted_at=decision.at, revision=1).first()


def _said_since(decision):
    """What came after it; None where only the text is another."""
    since = decision.comment.decisions.filter(pk__gt=decision.pk)
    return since.select_related("by__author", "undoes__by__author").order_by("-pk").first()
