from django.db import models
from django.utils.translation import gettext_lazy as _

from posts.pagecache.remembered import Remembered


class SiteIdentity(models.Model):
    """The one row that says whose site this is."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField(_("site name"), max_length=100, default="Mentoring Notes")
    tagline = models.CharField(
        _("tagline"),
        max_length=200,
        blank=True,
        default="Notes on talks worth your time, each ending in a question worth answering.",
    )
    footer_note = models.CharField(_("footer note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_site_identity"),
        ]
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")

    def __str__(self):
        return self.name

    @classmethod
    def current(cls):
        """As it is now; for reading, not for changing."""
        return _current()


_current = Remembered(lambda: SiteIdentity.objects.get_or_create(pk=SiteIdentity.ONLY)[0])
