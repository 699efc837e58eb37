"""A moderator's reply, and the approval of what it answers: both, or neither."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from comments.desk.deciding import Conflicting
from comments.forms.reply import display_name_of
from comments.models import Comment
from comments.moderation import Status, Via
from comments.submission import Submission, submit


class Replied(NamedTuple):
    reply: Comment
    decision: object  # the approval; None where it was approved already


class _ChangedMeanwhile(Exception):
    pass


def reply_to(comment, body, *, by, seen, ip_address, user_agent):
    """Raises Conflicting, or the Refused of any reply; then nothing was stored."""
    submission = Submission(
        post=comment.post, parent=comment, body=body, user=by,
        author_name=display_name_of(by), author_email=by.email,
        ip_address=ip_address, user_agent=user_agent,
    )  # fmt: skip
    made = []

    def approve_with_it(reply):
        made.append(_approve(comment, by=by, seen=seen, at=reply.submitted_at))
        # Undo stands beside it: nobody is mailed before its time is over.
        reply.notifications.hold_back()

    submission.then = approve_with_it
    try:
        reply = submit(submission)
        if not made:  # the second click of two: it is there, and so may its approval be
            with transaction.atomic():
                made.append(_approve(comment, by=by, seen=seen, at=timezone.now()))
    except _ChangedMeanwhile:
        comment.refresh_from_db()
        raise Conflicting(comment) from None
    return Replied(reply, made[0])


def _approve(comment, *, by, seen, at):
    """Behind the place's lock, taken by whoever stored the reply before."""
    comment.hold_place()
    now = Comment.objects.filter(pk=comment.pk).first()
    if now is None:
        raise _ChangedMeanwhile
    if now.status == Status.APPROVED and now.revision == seen[1]:
        last = now.last_decision()
        if seen[0] == Status.APPROVED or (last and last.by_id == by.pk):
            return None
    now.bind_to(*seen)
    if not now.approve(by=by, via=Via.DESK, at=at):
        raise _ChangedMeanwhile
    return now.decisions.order_by("-pk").first()
