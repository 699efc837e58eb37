from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.moderation import REASON_MAX_LENGTH, Status, Via


class Decision(models.Model):
    """One change of a comment's status. Written by the gate, never changed."""

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
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "id"]
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
