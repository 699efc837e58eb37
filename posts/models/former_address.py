from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """A path that something public once had. Asked only when nothing else answers."""

    path = models.CharField(_("former path"), max_length=300, unique=True)
    leads_to = models.CharField(_("leads to"), max_length=300)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["path"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return f"{self.path} → {self.leads_to}"
