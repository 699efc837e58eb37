from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, Comment


class Notification(models.Model):
    """One mail owed to one address: the row is the queue."""

    kind = models.CharField(_("kind"), max_length=40)
    email = models.EmailField(_("to"), max_length=EMAIL_MAX_LENGTH)
    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="notifications", null=True, blank=True
    )
    created_at = models.DateTimeField(_("owed since"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "email", "comment"], name="notification_once_per_comment"
            ),
        ]
        indexes = [
            models.Index(
                "next_attempt_at",
                name="notification_owed",
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")

    def __str__(self):
        return f"{self.kind} → {self.email}"
