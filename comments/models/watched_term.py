import re
from ipaddress import ip_network

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.client import unmapped
from comments.hosts import is_at_or_below
from comments.markdown import host_of
from comments.text import fold, folded_address

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

    @property
    def is_in_force(self):
        return self.expires_at is None or self.expires_at > timezone.now()

    @property
    def is_filed_as_spam(self):
        return self.effect == self.Effect.SPAM

    def clean(self):
        self.pattern = self.pattern.strip()
        in_order = {
            self.Match.NETWORK: _network,
            self.Match.HOST: _host,
            self.Match.DOMAIN: _domain,
            self.Match.ADDRESS: _address,
        }.get(self.match, _visible)
        try:
            self.pattern = in_order(self.pattern)
        except ValidationError as error:
            raise ValidationError({"pattern": error}) from None


def _network(typed):
    try:
        return str(unmapped(ip_network(typed, strict=False)))
    except ValueError:
        raise ValidationError(_("Enter an address or a range, such as 192.0.2.0/24.")) from None


def _host(typed):
    host = host_of(typed if "//" in typed else f"//{typed}").removeprefix("www.").strip(".")
    if not HOST.fullmatch(host):
        raise ValidationError(_("Enter a host, such as example.org."))
    if host in _own_hosts():
        raise ValidationError(_("This is where this site itself stands: links to it are no sign."))
    return host


def _domain(typed):
    domain = _host(typed)
    if any(is_at_or_below(host, domain) for host in _own_hosts()):
        raise ValidationError(_("This site itself stands there: links to it are no sign."))
    return domain


def _own_hosts():
    hosts = {host.strip(".").removeprefix("www.") for host in settings.ALLOWED_HOSTS}
    return hosts - {"", "*"}


def _address(typed):
    validate_email(typed)
    return folded_address(typed)


def _visible(typed):
    if "\0" in typed or not fold(typed).text.strip():
        raise ValidationError(_("This would match nothing that can be seen."))
    return typed
