from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from posts.markdown import render_article
from posts.models.post import BODY_MAX_LENGTH
from posts.paths import path_to
from posts.slugs import unique_slug


class Page(models.Model):
    """A page that is no post: About, Privacy."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    body = models.TextField(_("body"), validators=[MaxLengthValidator(BODY_MAX_LENGTH)])
    body_html = models.TextField(editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self):
        return self.title

    def save(self, *, update_fields=None, **kwargs):
        self.body_html = render_article(self.body).html
        self.slug = self.slug or unique_slug(self, self.title)
        if update_fields is not None:
            update_fields = {*update_fields, "body_html"}
        super().save(update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return path_to("posts:page", self.slug)
