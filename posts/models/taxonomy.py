from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from posts.paths import path_to
from posts.slugs import unique_slug


class Category(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.slug = self.slug or unique_slug(self, self.name)
        super().save(**kwargs)

    def get_absolute_url(self):
        return path_to("posts:category", self.slug)


class Tag(TagBase):
    description = models.TextField(_("description"), max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args, **kwargs):
        """taggit would give "!!!" an empty slug, which has no address."""
        self.slug = self.slug or unique_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("posts:tag", self.slug)


class TaggedPost(ItemBase):
    """Two real foreign keys: taggit's generic through model would join content types."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_posts")
    content_object = models.ForeignKey("posts.Post", models.CASCADE, related_name="tagged_posts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="post_has_tag_once")
        ]
        verbose_name = _("tagged post")
        verbose_name_plural = _("tagged posts")
