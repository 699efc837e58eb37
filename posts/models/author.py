from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from posts.paths import path_to
from posts.slugs import unique_slug

NAME_MAX_LENGTH = 100  # characters


class Author(models.Model):
    """What the public sees of a writer. The login name is never public."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("user"), related_name="author"
    )
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    display_name = models.CharField(_("display name"), max_length=NAME_MAX_LENGTH)
    bio = models.TextField(_("about the author"), max_length=1000, blank=True)

    class Meta:
        ordering = ["display_name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self):
        return self.display_name

    def save(self, **kwargs):
        self.slug = self.slug or unique_slug(self, self.display_name)
        super().save(**kwargs)

    def get_absolute_url(self):
        return path_to("posts:author", self.slug)

    @classmethod
    def of(cls, user):
        """Whom `user` writes as; made the first time, from their full name."""
        name = user.get_full_name()[:NAME_MAX_LENGTH] or str(_("Staff"))
        return cls.objects.get_or_create(user=user, defaults={"display_name": name})[0]
