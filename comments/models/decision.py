from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.moderation import REASON_MAX_LENGTH, Status, Via

LOOKED_THROUGH = 1000


class DecisionQuerySet(models.QuerySet):
    def by_people(self):
        return self.filter(by__isnull=False)

    def newest_of(self, person, *, before=None):
        """A person's newest: so many are looked through for the last that stands, and no more."""
        theirs = self.model.objects.filter(by=person)
        if before is not None:
            theirs = theirs.filter(pk__lt=before)
        return self.filter(pk__in=theirs.order_by("-at", "-pk").values("pk")[:LOOKED_THROUGH])

    def edits_of(self, comments):
        """{comment: the ids of its decisions that changed its text}, undoings among them."""
        edits = {}
        found = self.filter(comment__in=comments, is_edit=True).order_by("pk")
        for comment, pk in found.values_list("comment", "pk"):
            edits.setdefault(comment, []).append(pk)
        return edits

    def standing(self):
        """Not undone since, and no undoing themselves."""
        # Not `undoes IS NULL`: nearly all are, and SQLite would go through its index for them.
        return self.filter(~models.Q(undoes__isnull=False), undone_by__isnull=True)


class Decision(models.Model):
    """One change of a comment's status, or of its text by a moderator.

    Written by the gate, never changed.
    """

    comment = models.ForeignKey(
        Comment, models.CASCADE, verbose_name=_("comment"), related_name="decisions"
    )
    revision = models.PositiveIntegerField(_("revision"))
    was = models.CharField(_("was"), max_length=20, choices=Status, blank=True)
    became = models.CharField(_("became"), max_length=20, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"),
        related_name="comment_decisions", null=True, blank=True,
    )  # fmt: skip
    via = models.CharField(_("via"), max_length=20, choices=Via)
    reason = models.CharField(_("reason"), max_length=REASON_MAX_LENGTH, blank=True)
    rule = models.CharField(
        _("rule"), max_length=40, blank=True, help_text="Whose finding decided, when a rule did."
    )
    at = models.DateTimeField(_("at"))
    is_edit = models.BooleanField(
        _("edit"), default=False, help_text=_("A moderator changed the text.")
    )
    tells_author = models.BooleanField(
        default=True, help_text="Of a removal: its author is mailed the reason."
    )
    undoes = models.OneToOneField(
        "self", models.CASCADE, verbose_name=_("undoes"), related_name="undone_by",
        null=True, blank=True,
    )  # fmt: skip
    batch = models.ForeignKey(
        "comments.Batch", models.SET_NULL, verbose_name=_("batch"), related_name="decisions",
        null=True, blank=True,
    )  # fmt: skip

    kinds_gone = ()  # of an undoing: kinds of the mails that could not be taken back

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index("at", "id", name="decision_by_time"),
            models.Index("by", "at", name="decision_by_person"),
            # What undoes anything, which few do: all the others are one value to a statistician.
            models.Index(
                "undoes", name="decision_undoing", condition=models.Q(undoes__isnull=False)
            ),
            # As the log asks: batches are one line each, and stand in a list of their own.
            models.Index("at", "id", name="decision_alone", condition=models.Q(batch=None)),
            models.Index("rule", "at", name="decision_by_rule", condition=~models.Q(rule="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(became__in=["pending", "approved", "spam", "removed"]),
                name="decision_became_known",
            ),
        ]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self):
        return f"{self.was or '∅'} → {self.became} ({self.via})"

    @property
    def mails_gone(self):
        return len(self.kinds_gone)
