from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .status import Status, Via
from .taking_back import TakenBack
from .verdicts import Finding, Verdict, strictest

EDITED = Finding("edited", Verdict.HOLD, _("Edited after it was approved."))

STATUS_OF_VERDICT = {
    Verdict.APPROVE: Status.APPROVED,
    Verdict.HOLD: Status.PENDING,
    Verdict.SPAM: Status.SPAM,
}


class Moderated(TakenBack):
    """The verbs: with their undoing, the only code that changes a comment's standing.

    Each verb compares and sets in the database: it acts on the status and the revision that its
    caller has seen, writes the Decision in the same transaction, and returns whether *this* call
    decided. False means that somebody else had decided, or that the text had changed.
    """

    class Meta:
        abstract = True

    # `how`: via, reason, at, tells_author (of its removal, by mail), and the batch it belongs to.

    def approve(self, *, by, **how):
        return self._move(Status.APPROVED, by=by, **how)

    def mark_as_spam(self, *, by, **how):
        return self._move(Status.SPAM, by=by, **how)

    def remove(self, *, by, **how):
        return self._move(Status.REMOVED, by=by, **how)

    def restore(self, *, by, **how):
        """Back to the queue, from wherever it is."""
        return self._move(Status.PENDING, by=by, **how)

    def hold(self, finding, *, at=None):
        """Back to the queue for what was found after it had been judged; nobody decided this."""
        self.findings = [*self.findings, finding.as_json()]
        return self._move(
            Status.PENDING, by=None, via=Via.RULE, reason=finding.reason, rule=finding.rule, at=at,
            values={"findings": self.findings},
        )  # fmt: skip

    def keep(self, *, by, **how):
        """A moderator has looked at what is public, and it stands; recorded as a decision."""
        with transaction.atomic():
            self.hold_place()
            stands = self.status == Status.APPROVED and self._as_seen().exists()
            if stands:
                self._record(self.status, by=by, **how)
        return stands

    def rewrite(self, *, by, at=None, values, **how):
        """Store a moderator's edit of the text; returns whether it was stored.

        It is a decision like any other: bound to what they saw, recorded, and it can be undone.
        """
        at = at or timezone.now()
        with transaction.atomic():
            self.hold_place()
            values = {
                **values,
                "edited_at": at,
                "revision": self.revision + 1,
                "findings": [_without_places(finding) for finding in self.findings],
            }
            if not self._as_seen().exclude(body="").update(**values):
                return False
            self.keep_earlier_text(by=by, at=at)
            for field, value in values.items():
                setattr(self, field, value)
            self._record(self.status, by=by, at=at, is_edit=True, **how)
        return True

    @classmethod
    def move_all(cls, comments, became, *, by, via, at=None, **how):
        """Decide many at once; returns the decisions.

        The caller holds their places and has read them behind that: nobody decides in between.
        """
        at = at or timezone.now()
        record = cls._meta.get_field("decisions").related_model
        decisions = [
            record(
                comment=comment, revision=comment.revision, was=comment.status,
                became=became, by=by, via=via, at=at, **how,
            )
            for comment in comments
            if comment.status != became and (comment.body or became == Status.REMOVED)
        ]  # fmt: skip
        moved = [decision.comment for decision in decisions]
        cls._base_manager.filter(pk__in=[one.pk for one in moved]).update(status=became)
        for comment in moved:
            comment.status = became
        record.objects.bulk_create(decisions)
        cls.follow_up_all(decisions)
        return decisions

    def admit(self, findings):
        """Store a new comment as the rules found it, with its first Decision.

        The caller holds the transaction and has seen to it that no finding says REFUSE.
        """
        deciding = strictest(findings)
        verdict = deciding.verdict if deciding else Verdict.APPROVE
        self.status = STATUS_OF_VERDICT[verdict]
        self.findings = [finding.as_json() for finding in findings]
        if self.status == Status.APPROVED:
            self.hold_place()
        self.store()
        self._record("", by=None, via=Via.RULE, at=self.submitted_at, **_named(deciding))
        self.follow_findings(findings)  # after the place is held, as where it is edited

    def revise(self, findings, *, at, **text):
        """Store an edit by the comment's author, judged anew; returns whether it was stored.

        It raises the revision, so whoever was about to decide on the old text is told. It never
        un-holds: what waited waits on, spam stays spam, what was taken down can't be edited, and
        what a moderator had approved waits for them again.
        """
        if self.status == Status.REMOVED:
            return False
        with transaction.atomic():
            self.hold_place()
            if self._was_approved_by_person():
                findings = [EDITED, *findings]
            was, became = self.status, self._after_edit(findings)
            values = {
                **text,
                "edited_at": at,
                "status": became,
                "revision": self.revision + 1,
                "findings": [finding.as_json() for finding in findings],
            }
            if not self._as_seen().update(**values):
                return False
            self.keep_earlier_text(by=None, at=at)
            for field, value in values.items():
                setattr(self, field, value)
            self.follow_findings(findings)
            if was != became:
                self._record(was, by=None, via=Via.RULE, at=at, **_named(strictest(findings)))
            else:
                self.follow_edit()
        return True

    def _after_edit(self, findings):
        deciding = strictest(findings)
        judged = STATUS_OF_VERDICT[deciding.verdict if deciding else Verdict.APPROVE]
        if self.status == Status.APPROVED or judged == Status.SPAM:
            return judged
        return self.status

    def _was_approved_by_person(self):
        return self._decided_by_people().filter(became=Status.APPROVED).exists()

    def _move(self, became, *, by, values=None, **how):
        was, values = self.status, values or {}
        if was == became:
            return False
        with transaction.atomic():
            self.hold_place()
            moved = self._movable_to(became).update(status=became, **values)
            if moved:
                self.status = became
                self._record(was, by=by, **how)
        if not moved:
            with suppress(ObjectDoesNotExist):  # withdrawn meanwhile by its author
                self.refresh_from_db(fields=["status", "revision"])
        return bool(moved)


def _named(finding):
    """Which rule decided, and what it said; of an approval none."""
    return {"rule": finding.rule, "reason": finding.reason} if finding else {}


def _without_places(finding):
    """Where its evidence stood in a text that is another now."""
    elsewhere = [span for span in finding["evidence"] if span["field"] != "body"]
    return {**finding, "evidence": elsewhere}
