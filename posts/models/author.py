from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    """What the public sees of a writer. The login name is never public."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("user"), related_name="author"
    )
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    display_name = models.CharField(_("display name"), max_length=100)
    bio = models.TextField(_("about the author"), max_length=1000, blank=True)

    class Meta:
        ordering = ["display_name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self):
        return self.display_name

    def get_absolute_url(self):
        return reverse("posts:author", args=[self.slug])
