from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.markdown import RENDERER, render_comment
from comments.moderation import Moderated, Status
from posts.models import Post

NAME_MAX_LENGTH = 100  # characters, as the three below: what the columns hold
EMAIL_MAX_LENGTH = 254
URL_MAX_LENGTH = 200
USER_AGENT_MAX_LENGTH = 254


class CommentQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Status.APPROVED)

    def awaiting_moderation(self):
        return self.filter(status=Status.PENDING)

    def public(self):
        """What everybody may see: approved, on a post that is public now."""
        return self.approved().filter(post__in=Post.objects.published())

    def oldest_first(self):
        return self.order_by("submitted_at", "id")

    def answers(self):
        return self.filter(is_answer=True)

    def may_be_moderated_by(self, user):
        """Everything for moderators, the comments on their own posts for editors."""
        if user.has_perm("comments.moderate_comment"):
            return self
        if user.has_perm("comments.moderate_own_posts"):
            return self.filter(post__author__user=user)
        return self.none()


class Comment(Moderated):
    post = models.ForeignKey(
        Post, models.PROTECT, verbose_name=_("post"), related_name="comments", editable=False
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("in reply to"), related_name="replies",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    thread = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, editable=False,
        help_text="The root of its thread; null for a root.",
    )  # fmt: skip
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    has_replies = models.BooleanField(
        default=False, editable=False, help_text="Was answered: kept as a tombstone if taken down."
    )

    author_name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH, blank=True)
    author_email = models.EmailField(_("e-mail"), max_length=EMAIL_MAX_LENGTH, blank=True)
    author_url = models.URLField(_("website"), max_length=URL_MAX_LENGTH, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("account"),
        related_name="comments", null=True, blank=True, editable=False,
    )  # fmt: skip

    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False)
    renderer = models.PositiveSmallIntegerField(editable=False, default=RENDERER)
    is_answer = models.BooleanField(_("answers the mentoring question"), default=False)

    submitted_at = models.DateTimeField(_("submitted"), editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    ip_address = models.GenericIPAddressField(
        _("network address"), null=True, blank=True, editable=False
    )
    network = models.CharField(
        max_length=50, blank=True, editable=False, help_text="IPv4 address or IPv6 /64."
    )
    user_agent = models.CharField(
        _("browser"), max_length=USER_AGENT_MAX_LENGTH, blank=True, editable=False
    )

    findings = models.JSONField(_("why held"), default=list, editable=False)
    submission_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    fingerprint = models.CharField(
        max_length=64, db_index=True, editable=False, help_text="Equal for duplicates."
    )
    import_ref = models.CharField(
        max_length=200, unique=True, null=True, blank=True, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "spam", "removed"]),
                name="comment_status_known",
            ),
            models.CheckConstraint(condition=Q(depth__gte=0), name="comment_depth_not_negative"),
        ]
        indexes = [
            models.Index(
                "post", "id", name="comment_public_roots",
                condition=Q(thread__isnull=True, status="approved"),
            ),
            models.Index(
                "thread", "id", name="comment_public_replies", condition=Q(status="approved")
            ),
            models.Index("status", "submitted_at", "id", name="comment_queue"),
            models.Index("network", "submitted_at", name="comment_by_network"),
            models.Index(Lower("author_email"), "submitted_at", name="comment_by_email"),
        ]  # fmt: skip
        permissions = [
            ("moderate_comment", "Can moderate every comment"),
            ("moderate_own_posts", "Can moderate comments on their own posts"),
        ]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self):
        return f"{self.author_name or _('Anonymous')}: {self.body[:60]}"

    def get_absolute_url(self):
        return reverse("comments:permalink", args=[self.pk])

    @property
    def is_public(self):
        return self.status == Status.APPROVED and self.post.is_published

    @property
    def is_waiting(self):
        return self.status == Status.PENDING

    def save(self, **kwargs):
        if not (self._state.adding and self.body_html):  # its submission has rendered a new one
            self.body_html, self.renderer = render_comment(self.body), RENDERER
        super().save(**kwargs)
