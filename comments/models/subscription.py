from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, Comment
from posts.models import Post


class Subscription(models.Model):
    """A confirmed address and the one thing it follows: a comment, a post, or the site."""

    class Follows(models.TextChoices):
        COMMENT = "comment", _("replies to a comment")
        POST = "post", _("every reply on a post")
        SITE = "site", _("every new post")

    email = models.EmailField(_("e-mail"), max_length=EMAIL_MAX_LENGTH)
    follows = models.CharField(_("follows"), max_length=20, choices=Follows)
    post = models.ForeignKey(
        Post, models.CASCADE, related_name="subscriptions", null=True, blank=True
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="subscriptions", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(follows="comment", comment__isnull=False, post__isnull=True)
                | Q(follows="post", comment__isnull=True, post__isnull=False)
                | Q(follows="site", comment__isnull=True, post__isnull=True),
                name="subscription_follows_one_thing",
            ),
            models.UniqueConstraint(fields=["email", "comment"], name="follows_comment_once"),
            models.UniqueConstraint(fields=["email", "post"], name="follows_post_once"),
            models.UniqueConstraint(
                fields=["email"], name="follows_site_once", condition=Q(follows="site")
            ),
        ]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")

    def __str__(self):
        return f"{self.email}: {self.get_follows_display()}"
