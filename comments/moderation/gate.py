from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .verdicts import Finding, Verdict, strictest


class Status(models.TextChoices):
    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Approved")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed")


class Via(models.TextChoices):
    RULE = "rule", _("rule")
    DESK = "desk", _("moderation desk")
    ADMIN = "admin", _("admin")
    MAIL = "mail", _("mail")
    AUTHOR = "author", _("its author")


REASON_MAX_LENGTH = 500  # characters

EDITED = Finding("edited", Verdict.HOLD, _("Edited after it was approved."))

STATUS_OF_VERDICT = {
    Verdict.APPROVE: Status.APPROVED,
    Verdict.HOLD: Status.PENDING,
    Verdict.SPAM: Status.SPAM,
}


class Moderated(models.Model):
    """A comment's standing, and the only code that changes it.

    Each verb compares and sets in the database: it acts on the status and the revision that its
    caller has seen, writes the Decision in the same transaction, and returns whether *this* call
    decided. False means that somebody else had decided, or that the text had changed.
    """

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.PENDING, editable=False
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        abstract = True

    def approve(self, *, by, via=Via.ADMIN, reason="", at=None):
        return self._move(Status.APPROVED, by=by, via=via, reason=reason, at=at)

    def mark_as_spam(self, *, by, via=Via.ADMIN, reason="", at=None):
        return self._move(Status.SPAM, by=by, via=via, reason=reason, at=at)

    def remove(self, *, by, via=Via.ADMIN, reason="", at=None):
        return self._move(Status.REMOVED, by=by, via=via, reason=reason, at=at)

    def restore(self, *, by, via=Via.ADMIN, reason="", at=None):
        """Back to the queue, from wherever it is."""
        return self._move(Status.PENDING, by=by, via=via, reason=reason, at=at)

    def hold(self, finding, *, at=None):
        """Back to the queue for what was found after it had been judged; nobody decided this."""
        self.findings = [*self.findings, finding.as_json()]
        return self._move(
            Status.PENDING, by=None, via=Via.RULE, reason=finding.reason, at=at,
            findings=self.findings,
        )  # fmt: skip

    def keep(self, *, by, via=Via.ADMIN, reason="", at=None):
        """A moderator has looked at what is public, and it stands; recorded as a decision."""
        with transaction.atomic():
            self.hold_place()
            stands = self.status == Status.APPROVED and self._as_seen().exists()
            if stands:
                self._record(self.status, by=by, via=via, reason=reason, at=at or timezone.now())
        return stands

    @classmethod
    def remove_all(cls, comments, *, via, at=None):
        """Take down many at once, as no moderator's decision, so that nobody is told.

        The caller holds their places and has read them behind that: nobody decides in between.
        """
        at = at or timezone.now()
        record = cls._meta.get_field("decisions").related_model
        decisions = [
            record(
                comment=comment, revision=comment.revision, was=comment.status,
                became=Status.REMOVED, by=None, via=via, at=at,
            )
            for comment in comments
            if comment.status != Status.REMOVED
        ]  # fmt: skip
        moved = [decision.comment for decision in decisions]
        cls._base_manager.filter(pk__in=[one.pk for one in moved]).update(status=Status.REMOVED)
        for comment in moved:
            comment.status = Status.REMOVED
        record.objects.bulk_create(decisions)
        cls.follow_up_all(decisions)

    def bind_to(self, status, revision):
        """Let the verbs act on what a moderator has seen, and on nothing newer."""
        self.status, self.revision = status, revision

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
        self.save(force_insert=True)
        reason = deciding.reason if deciding else ""
        self._record("", by=None, via=Via.RULE, reason=reason, at=self.submitted_at)

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
            for field, value in values.items():
                setattr(self, field, value)
            if was != became:
                reason = strictest(findings).reason
                self._record(was, by=None, via=Via.RULE, reason=reason, at=at)
            else:
                self.follow_edit()
        return True

    def was_seen_by_person(self):
        """Whether a moderator has decided on this very text."""
        return self.decisions.filter(revision=self.revision, by__isnull=False).exists()

    def hold_place(self):
        """For the comment to say what must not change while it is being decided."""

    def follow_up(self, decision):
        """For the comment to say what else is true after a decision, in its transaction."""

    @classmethod
    def follow_up_all(cls, decisions):
        """The same after many decisions at once."""

    def follow_edit(self):
        """For the comment to say what else is true after an edit that left its status alone."""

    def _after_edit(self, findings):
        deciding = strictest(findings)
        judged = STATUS_OF_VERDICT[deciding.verdict if deciding else Verdict.APPROVE]
        if self.status == Status.APPROVED or judged == Status.SPAM:
            return judged
        return self.status

    def _was_approved_by_person(self):
        return self.decisions.filter(became=Status.APPROVED, by__isnull=False).exists()

    def _move(self, became, *, by, via, reason, at, **values):
        was = self.status
        if was == became:
            return False
        with transaction.atomic():
            self.hold_place()
            moved = self._movable_to(became).update(status=became, **values)
            if moved:
                self.status = became
                self._record(was, by=by, via=via, reason=reason, at=at or timezone.now())
        if not moved:
            with suppress(ObjectDoesNotExist):  # withdrawn meanwhile by its author
                self.refresh_from_db(fields=["status", "revision"])
        return bool(moved)

    def _as_seen(self):
        return type(self)._base_manager.filter(
            pk=self.pk, status=self.status, revision=self.revision
        )

    def _movable_to(self, became):
        seen = self._as_seen()
        # Without words, when its author had them erased: nothing brings that back.
        return seen if became == Status.REMOVED else seen.exclude(body="")

    def _record(self, was, *, by, via, reason, at):
        decision = self.decisions.create(
            revision=self.revision,
            was=was,
            became=self.status,
            by=by,
            via=via,
            reason=_fitting(reason),
            at=at,
        )
        self.follow_up(decision)


def _fitting(reason):
    """No longer than the column holds: PostgreSQL refuses more, and with it the reader's words."""
    return Truncator(str(reason)).chars(REASON_MAX_LENGTH)
