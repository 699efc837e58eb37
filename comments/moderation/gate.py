from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .verdicts import Verdict, strictest


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


REASON_MAX_LENGTH = 500  # characters

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
        self.save(force_insert=True)
        self.decisions.create(
            revision=self.revision,
            was="",
            became=self.status,
            by=None,
            via=Via.RULE,
            reason=_fitting(deciding.reason) if deciding else "",
            at=self.submitted_at,
        )

    def _move(self, became, *, by, via, reason, at):
        was = self.status
        if was == became:
            return False
        with transaction.atomic():
            moved = (
                type(self)
                ._base_manager.filter(pk=self.pk, status=was, revision=self.revision)
                .update(status=became)
            )
            if moved:
                self.decisions.create(
                    revision=self.revision,
                    was=was,
                    became=became,
                    by=by,
                    via=via,
                    reason=_fitting(reason),
                    at=at or timezone.now(),
                )
        if moved:
            self.status = became
        else:
            self.refresh_from_db(fields=["status", "revision"])
        return bool(moved)


def _fitting(reason):
    """No longer than the column holds: PostgreSQL refuses more, and with it the reader's words."""
    return Truncator(str(reason)).chars(REASON_MAX_LENGTH)
