from urllib.parse import unquote

from django.db import models
from django.utils.translation import gettext_lazy as _

PATH_MAX_LENGTH = 300  # characters


class FormerAddressManager(models.Manager):
    def at(self, path):
        """The row for `path` as it came in a request, with its last slash or without."""
        if "\0" in path or len(path) > PATH_MAX_LENGTH:
            return None
        bare = path.rstrip("/")
        return self.filter(path__in=[bare, f"{bare}/"]).order_by("path").last()

    def remember(self, *, path, leads_to):
        """Something public has moved. In letters: encoded, a slug of 100 has 900 characters."""
        self.update_or_create(path=unquote(path), defaults={"leads_to": unquote(leads_to)})


class FormerAddress(models.Model):
    """A path that something public once had. Asked only when nothing else answers."""

    path = models.CharField(_("former path"), max_length=PATH_MAX_LENGTH, unique=True)
    leads_to = models.CharField(_("leads to"), max_length=300)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = FormerAddressManager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return f"{self.path} → {self.leads_to}"
