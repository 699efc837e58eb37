from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .status import REASON_MAX_LENGTH, Status, Via


class Standing(models.Model):
    """Where a comment stands, how a change of that is stored, and what a comment adds to it.

    Only the gate and its undoing change it, through what begins with an underscore here.
    """

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.PENDING, editable=False
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        abstract = True

    def bind_to(self, status, revision):
        """Let the verbs act on what a moderator has seen, and on nothing newer."""
        self.status, self.revision = status, revision

    def was_seen_by_person(self):
        """Whether a moderator has decided on this very text, or brought it back."""
        stood = Q(undoes__isnull=True, undone_by__isnull=True) | Q(is_edit=True)
        by_people = self.decisions.filter(stood, by__isnull=False, revision=self.revision)
        return by_people.exists()

    # For the comment to fill in -----------------------------------------------------------------

    def store(self):
        """Insert it, newly made."""

    def store_decision(self, decision):
        """The same for what was decided on it."""

    def hold_place(self):
        """What must not change while it is being decided."""

    def follow_up(self, decision):
        """What else is true after a decision, in its transaction."""

    @classmethod
    def follow_up_all(cls, decisions):
        """The same after many decisions at once."""

    def follow_findings(self, findings):
        """Note what found it, where it was stored or edited."""

    def keep_earlier_text(self, *, by, at):
        """Keep its text as it is, before another takes its place."""

    def earlier_text_before(self, revision):
        """What it said before that revision, as values; None if that was erased."""

    def follow_edit(self):
        """What else is true after an edit that left its status alone."""

    # What the verbs are made of -----------------------------------------------------------------

    def _decided_by_people(self):
        """What was undone was never said."""
        return self.decisions.filter(by__isnull=False, undoes__isnull=True, undone_by__isnull=True)

    def _as_seen(self):
        return type(self)._base_manager.filter(
            pk=self.pk, status=self.status, revision=self.revision
        )

    def _movable_to(self, became):
        seen = self._as_seen()
        # Without words, when its author had them erased: nothing brings that back.
        return seen if became == Status.REMOVED else seen.exclude(body="")

    def _record(self, was, *, by, via=Via.ADMIN, reason="", at=None, **more):
        record = type(self)._meta.get_field("decisions").related_model
        decision = record(
            comment=self,
            revision=self.revision,
            was=was,
            became=self.status,
            by=by,
            via=via,
            reason=fitting(reason),
            at=at or timezone.now(),
            **more,
        )
        self.store_decision(decision)
        self.follow_up(decision)
        return decision


def fitting(reason):
    """No longer than the column holds: PostgreSQL refuses more, and with it the reader's words."""
    return Truncator(str(reason)).chars(REASON_MAX_LENGTH)
