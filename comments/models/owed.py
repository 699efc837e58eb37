from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.text import shortened

# Waiting after each attempt that failed; after the last one it is given up: two days in all.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
# How long one attempt belongs to the worker that began it: longer than a slow server takes for a
# mail, or a second worker would send it as well. A worker that dies in it costs this wait.
ATTEMPT_LASTS = timedelta(minutes=15)
ERROR_MAX_LENGTH = 300  # characters


class OwedQuerySet(models.QuerySet):
    def owed(self):
        """Neither sent, nor given up, nor (a link) dropped or even used."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, used_at__isnull=True)

    def due(self):
        is_due = Q(next_attempt_at__lte=timezone.now())
        return self.owed().filter(is_due).order_by("next_attempt_at", "pk")

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def dropped(self):
        """Links that nobody was to get any more; of other mails no row is left."""
        return self.filter(sent_at__isnull=True, used_at__isnull=False)


class Owed(models.Model):
    """A mail's attempts, and what became of it."""

    created_at = models.DateTimeField(_("owed since"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.CharField(_("last error"), max_length=ERROR_MAX_LENGTH, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    used_at = models.DateTimeField(_("link used"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_being_sent(self):
        return self.attempts > 0 and not self.last_error and self.next_attempt_at > timezone.now()

    def claim(self):
        """Take this attempt, so that of two workers one sends; False when it was taken."""
        taken = (
            type(self)
            .objects.due()
            .filter(pk=self.pk, attempts=self.attempts)
            .update(
                attempts=F("attempts") + 1,
                next_attempt_at=timezone.now() + ATTEMPT_LASTS,
                last_error="",
            )
        )
        self.attempts += taken
        return bool(taken)

    def mark_sent(self):
        self._set(sent_at=timezone.now(), last_error="")

    def put_off(self, error):
        """That attempt failed: another follows after a while, and after the last one none."""
        if self.attempts > len(BACK_OFF):
            self.give_up(error)
        else:
            wait = BACK_OFF[max(self.attempts, 1) - 1]
            self._set(next_attempt_at=timezone.now() + wait, last_error=_in_short(error))

    def give_up(self, error):
        self._set(given_up_at=timezone.now(), last_error=_in_short(error))

    def _set(self, **values):
        type(self).objects.filter(pk=self.pk).update(**values)
        for field, value in values.items():
            setattr(self, field, value)


def _in_short(error):
    """On one line that the column holds."""
    said = " ".join(f"{type(error).__name__}: {error}".replace("\0", "").split())
    return shortened(said, ERROR_MAX_LENGTH)
