from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Purge(models.Model):
    """How many rows were purged, or forgotten, of what: all that the log keeps of them."""

    class What(models.TextChoices):
        SPAM = "spam", _("spam")
        REMOVED = "removed", _("removed replies")
        NETWORKS = "networks", _("network addresses of readers")
        MAILS = "mails", _("records of mails")

    what = models.CharField(max_length=20, choices=What)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["spam", "removed", "networks", "mails"]),
                name="purge_what_known",
            ),
        ]
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self):
        return f"{self.what}: {self.number}"
