from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StaffPreferences(models.Model):
    """What one moderator or post author wishes to hear of, and how they work at the desk."""

    class Mail(models.TextChoices):
        OFF = "off", _("Never")
        IMMEDIATELY = "immediately", _("As soon as a reply waits")
        HOURLY = "hourly", _("Once an hour, when something new waits")
        DAILY = "daily", _("Once a day, when something new waits")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True,
        related_name="moderation_preferences",
    )  # fmt: skip
    mail = models.CharField(
        _("mail about replies that wait"), max_length=20, choices=Mail, default=Mail.HOURLY
    )
    hears_of_replies = models.BooleanField(
        _("mail about approved replies on my own posts"), default=False
    )
    uses_keys = models.BooleanField(
        _("decide with single keys"), default=True,
        help_text=_("Off: the desk has buttons and links alone."),
    )  # fmt: skip
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="Nothing older is told again by digest."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mail__in=["off", "immediately", "hourly", "daily"]),
                name="staff_mail_known",
            ),
        ]
        verbose_name = _("staff preferences")
        verbose_name_plural = _("staff preferences")

    def __str__(self):
        return f"{self.user}: {self.mail}"

    @classmethod
    def of(cls, user):
        """As stored, or the defaults: nothing is written by looking."""
        return cls.objects.filter(user=user).first() or cls(user=user)

    @classmethod
    def note_told(cls, user, upto):
        """They have heard of all that came to wait until then."""
        cls.objects.filter(user=user).exclude(told_at__gte=upto).update(told_at=upto)

    @classmethod
    def end_mail(cls, user, what):
        """No more of one kind: what waits, or replies on their "own" posts."""
        field = {"hears_of_replies": False} if what == "own" else {"mail": cls.Mail.OFF}
        cls.objects.update_or_create(user=user, defaults=field)
