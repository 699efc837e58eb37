"""A mailed link: who may decide on which text by it, what became of that, and deciding."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model

from comments.desk import deciding
from comments.desk.conflicts import conflict_of
from comments.desk.evidence import shown
from comments.desk.records import in_words, records_of
from comments.mail.veiled import findings_of, reason_of
from comments.models import Comment
from comments.moderation import Status, Via
from comments.text import folded_address
from comments.tokens import named_in_decision, read_decision

VERBS = {"approve", "spam", "remove"}


class Link(NamedTuple):
    user: object
    comment: Comment
    revision: int  # what was mailed

    @property
    def seen(self):
        return Status.PENDING, self.revision

    @property
    def is_open(self):
        """The very text that was mailed waits for a decision."""
        return (self.comment.status, self.comment.revision) == self.seen

    def own_decision(self):
        """What this person decided by a link on this text, and may take back by it; or None."""
        last = None if self.comment.is_waiting else self.comment.last_decision()
        is_own = last and last.by_id == self.user.pk and last.via == Via.MAIL
        return last if is_own and last.revision == self.comment.revision == self.revision else None

    def decide(self, verb, **how):
        """As `deciding.decide`: bound to what was mailed."""
        return deciding.decide(
            self.comment, verb, by=self.user, seen=self.seen, via=Via.MAIL, **how
        )

    def take_back(self):
        """The Decision that records it, or None."""
        decision = self.own_decision()
        return decision and self.comment.take_back(decision, by=self.user, via=Via.MAIL)

    def is_taken_back(self):
        """Nothing happened since this very person took back what they had decided."""
        last = self.comment.decisions.order_by("-pk").first()
        was_undone = last is not None and bool(last.undoes_id)
        return self.is_open and was_undone and last.by_id == self.user.pk


def open_link(token):
    """The Link, as things stand now; None for whatever nobody may decide by, or may any more."""
    named = named_in_decision(token)
    user = get_user_model().objects.filter(pk=named, is_active=True).first()
    read = user and read_decision(token, folded_address(user.email))
    if not read:
        return None
    _user_id, comment_id, revision = read
    theirs = Comment.objects.may_be_moderated_by(user)
    comment = theirs.select_related("post__author", "parent").filter(pk=comment_id).first()
    return comment and Link(user, comment, revision)


def needs_sign_in():
    """Where a password alone opens nothing, a mailbox alone decides nothing."""
    return settings.SECOND_FACTOR == "required"


def shown_by(link):
    """What its page shows, for the template."""
    comment, parent = link.comment, link.comment.parent
    findings = findings_of(comment)
    evidence = [text for _reason, texts in findings for text in texts]
    return {
        "link": link,
        "comment": comment,
        "text": shown(comment.body_html, evidence)[0],
        "parent_text": shown(parent.body_html, [])[0] if parent else "",
        "findings": findings,
        "record": in_words(records_of(link.user, [comment]).get(comment.pk)),
        "own": link.own_decision(),
        "since": None if link.is_open else _since(link),
    }


def _since(link):
    """A rule that decided may have quoted what this page hides."""
    conflict = conflict_of(link.comment, link.seen)
    for line in conflict.said:
        line.reason = reason_of(link.comment, line.reason)
    return conflict
