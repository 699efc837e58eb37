import re
from ipaddress import ip_network

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.markdown import host_of
from comments.text import fold

HOST = re.compile(r"[\w.-]+")


class WatchedTermQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()))


class WatchedTerm(models.Model):
    """A word, address, host or network; what comes with it is held or filed as spam."""

    class Match(models.TextChoices):
        WORD = "word", _("whole word")
        SUBSTRING = "substring", _("anywhere, inside words too")
        ADDRESS = "address", _("e-mail address")
        HOST = "host", _("exactly this host, of a link or website")
        DOMAIN = "domain", _("domain of a link, website or e-mail address, and all below it")
        NETWORK = "network", _("network address or range")

    class Effect(models.TextChoices):
        HOLD = "hold", _("hold for moderation")
        SPAM = "spam", _("file as spam")

    pattern = models.CharField(_("term"), max_length=200)
    match = models.CharField(_("matches"), max_length=20, choices=Match, default=Match.WORD)
    effect = models.CharField(_("effect"), max_length=20, choices=Effect, default=Effect.HOLD)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = WatchedTermQuerySet.as_manager()

    class Meta:
        ordering = ["pattern"]
        constraints = [
            models.UniqueConstraint(fields=["pattern", "match"], name="watched_term_once"),
            models.CheckConstraint(
                condition=Q(
                    match__in=["word", "substring", "address", "host", "domain", "network"]
                ),
                name="watched_term_match_known",
            ),
            models.CheckConstraint(
                condition=Q(effect__in=["hold", "spam"]), name="watched_term_effect_known"
            ),
        ]
        verbose_name = _("watched term")
        verbose_name_plural = _("watched terms")

    def __str__(self):
        return self.pattern

    def clean(self):
        self.pattern = self.pattern.strip()
        if self.match == self.Match.NETWORK:
            try:
                self.pattern = str(ip_network(self.pattern, strict=False))
            except ValueError:
                raise ValidationError(
                    {"pattern": _("Enter an address or a range, such as 192.0.2.0/24.")}
                ) from None
        elif self.match in {self.Match.HOST, self.Match.DOMAIN}:
            typed = self.pattern if "//" in self.pattern else f"//{self.pattern}"
            self.pattern = host_of(typed).removeprefix("www.").strip(".")
            if not HOST.fullmatch(self.pattern):
                raise ValidationError({"pattern": _("Enter a host, such as example.org.")})
        elif self.match == self.Match.ADDRESS:
            try:
                validate_email(self.pattern)
            except ValidationError as error:
                raise ValidationError({"pattern": error}) from None
        elif not fold(self.pattern).text.strip():
            raise ValidationError({"pattern": _("This would match nothing that can be seen.")})
