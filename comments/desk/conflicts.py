"""Whoever comes second is shown what came first: who decided what, and which words changed."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from comments.desk.difference import SAME, difference
from comments.desk.wording import what_was_done, who_did

SHOWN = 10  # of what was decided since


class Line:
    """One decision, for whoever comes after it."""

    def __init__(self, decision):
        self.at, self.reason = decision.at, decision.reason
        said = {"who": who_did(decision), "what": what_was_done(decision)}
        self.text = _("%(who)s %(what)s.") % said
        if getattr(decision, "undone_by", None):
            self.text += " " + _("That was taken back.")


class Conflict(NamedTuple):
    comment: object  # as it is now
    said: list  # Lines, the newest first: what was decided since it was as it was seen
    pieces: list  # of the text: what went and what came; empty where no word changed
    is_changed: bool
    is_text_lost: bool  # what was seen then was erased, or is not kept

    @property
    def is_erased(self):
        return not self.comment.body


def conflict_of(comment, seen):
    """What stands between a moderator who saw (status, revision) and `comment` as it is now."""
    _status, revision = seen
    is_changed = revision != comment.revision
    earlier = comment.earlier_texts.filter(revision=revision).first() if is_changed else None
    pieces = difference(earlier.body, comment.body) if earlier else []
    if all(piece.kind == SAME for piece in pieces):
        pieces = []
    return Conflict(
        comment=comment,
        said=[Line(decision) for decision in _decided_since(comment, seen)],
        pieces=pieces,
        is_changed=is_changed,
        is_text_lost=is_changed and earlier is None,
    )


def _decided_since(comment, seen):
    """Back to where it was last as it was seen."""
    decisions = comment.decisions.select_related("by__author", "undoes__by__author", "undone_by")
    since = []
    for decision in decisions.order_by("-pk")[:SHOWN]:
        if (decision.became, decision.revision) == seen and not decision.is_edit:
            break
        since.append(decision)
    return since
