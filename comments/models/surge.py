from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SurgeQuerySet(models.QuerySet):
    def current(self):
        """The one that lasts now, or None."""
        return self.filter(ended_at__isnull=True, ends_at__gt=timezone.now()).first()


class Surge(models.Model):
    """More replies than usual arrive: those of new guests are held for a while."""

    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), help_text="By itself; put off while it goes on.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="By hand.")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )
    replies = models.PositiveIntegerField(help_text="In the ten minutes that made it one.")
    usual = models.FloatField(help_text="In ten minutes, before.")

    objects = SurgeQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("started_at")), name="surge_lasts"
            ),
        ]
        verbose_name = _("surge")
        verbose_name_plural = _("surges")

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}: {self.replies}"
