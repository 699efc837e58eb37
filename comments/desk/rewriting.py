"""A moderator mends a reader's text: recorded, shown as edited, and undone like any decision."""

from django.db import transaction

from comments.desk.deciding import Conflicting
from comments.models.text_columns import values_of_text
from comments.moderation import Via


def rewrite(comment, body, *, by, seen):
    """Returns the Decision, or None where nothing is changed; raises Conflicting."""
    values = values_of_text(body)  # rendered before anything is locked
    with transaction.atomic():
        comment.hold_place()
        comment.refresh_from_db()
        if comment.body == body:
            return None
        comment.bind_to(*seen)
        if comment.rewrite(by=by, values=values, via=Via.DESK):
            return comment.decisions.order_by("-pk").first()
        comment.refresh_from_db()
    raise Conflicting(comment)
