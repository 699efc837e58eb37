from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.markdown import RENDERER, render_comment
from comments.models.comment_queryset import CommentQuerySet
from comments.models.following_up import FollowedUp
from comments.models.new_rows import insert
from comments.models.signed_name import NAME_MAX_LENGTH
from comments.models.tally import NEWEST_ID, Tally
from comments.models.text_columns import HOST_MAX_LENGTH, in_common
from comments.moderation import Status
from posts.models import Post

EMAIL_MAX_LENGTH = 254  # characters, as below: what the columns hold
URL_MAX_LENGTH = 200
USER_AGENT_MAX_LENGTH = 254
EDITABLE_FOR = timedelta(minutes=15)


def _indexes_of_waiting():
    """By what they may have in common: counted for what is on the screen."""
    common = {
        "text_a": "likeness_a", "text_b": "likeness_b", "host": "link_host", "network": "network",
        "email": Lower("author_email"),
    }  # fmt: skip
    for name, by in common.items():
        yield models.Index(by, name=f"waiting_by_{name}", condition=Q(status="pending"))


class Comment(FollowedUp):
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

    # Written by the tally, for roots alone: what a page of threads asks without counting.
    is_listed = models.BooleanField(default=False, editable=False)
    live_replies = models.PositiveIntegerField(default=0, editable=False)
    folds_after = models.BigIntegerField(
        default=NEWEST_ID, editable=False, help_text="The last reply that a page shows below it."
    )

    author_name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH, blank=True)
    author_email = models.EmailField(_("e-mail"), max_length=EMAIL_MAX_LENGTH, blank=True)
    author_url = models.URLField(_("website"), max_length=URL_MAX_LENGTH, blank=True)
    is_confirmed = models.BooleanField(
        _("address confirmed"), default=False, editable=False,
        help_text=_("Its author has shown that they read mail at this address."),
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("account"),
        related_name="comments", null=True, blank=True, editable=False,
    )  # fmt: skip

    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False)
    renderer = models.PositiveSmallIntegerField(editable=False, default=RENDERER)
    is_answer = models.BooleanField(_("answers the mentoring question"), default=False)
    is_picked = models.BooleanField(_("editor’s pick"), default=False, editable=False)

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

    # What waiting comments have in common, for the desk to show as one.
    likeness_a = models.BigIntegerField(null=True, editable=False)
    likeness_b = models.BigIntegerField(null=True, editable=False)
    link_host = models.CharField(max_length=HOST_MAX_LENGTH, blank=True, editable=False)

    findings = models.JSONField(_("why held"), default=list, editable=False)
    open_flags = models.PositiveIntegerField(
        _("reports"), default=0, editable=False, help_text="That nobody has decided on since."
    )
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
            models.Index("post", "id", name="comment_listed_roots", condition=Q(is_listed=True)),
            models.Index(
                "post", "thread", "is_answer", "is_picked", "id",
                name="comment_tallied", condition=Q(status="approved"),
            ),
            models.Index(
                "post", "id", name="comment_answers",
                condition=Q(status="approved", is_answer=True),
            ),
            models.Index(
                "post", "id", name="comment_picks", condition=Q(status="approved", is_picked=True)
            ),
            # Without roots: where nearly all are, they are one value to a statistician, and SQLite
            # would rather go through everything that is approved.
            models.Index(
                "thread", "id", name="comment_public_replies",
                condition=Q(status="approved", thread__isnull=False),
            ),
            models.Index("thread", "id", name="comment_tombstones",
                         condition=Q(has_replies=True) & ~Q(status="approved")),
            models.Index("status", "submitted_at", "id", name="comment_queue"),
            models.Index(
                "post", "status", "submitted_at", "id", name="comment_of_post_queue"
            ),
            models.Index("submitted_at", name="comment_by_time"),
            models.Index(
                "submitted_at", "id", name="comment_reported", condition=Q(open_flags__gt=0)
            ),
            *_indexes_of_waiting(),
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

    @property
    def is_editable(self):
        """By its author, and while few can have answered what it said before."""
        is_fresh = timezone.now() - self.submitted_at < EDITABLE_FOR
        return is_fresh and self.status != Status.REMOVED

    @property
    def is_withdrawable(self):
        """By its author, as long as nothing hangs on it."""
        return self.status != Status.REMOVED and not self.replies.exists()

    def pick(self, *, is_picked=True):
        """Let it stand out, or no more; returns whether that changed anything."""
        with transaction.atomic():
            self.hold_place()
            changed = (
                Comment.objects.approved()
                .filter(pk=self.pk, revision=self.revision)
                .exclude(is_picked=is_picked)
                .update(is_picked=is_picked)
            )
            self._recount()
        if changed:
            self.is_picked = is_picked
        return bool(changed)

    def withdraw(self):
        """Its author takes it back, and every trace of it; returns whether that could be done."""
        with transaction.atomic():
            self.hold_place()
            now = self._as_it_is_now()
            if now is None:
                return True  # by the first click of two
            if not now.is_withdrawable:
                return False
            self.notifications.links().update(comment=None, subscription=None)
            root = self.thread_id or self.pk
            self.delete()
            Tally.shift(self.post_id, [(now.status, "")])
            if now.status == Status.APPROVED:
                Tally.recount(Comment.objects, self.post_id, root)
        return True

    def _as_it_is_now(self):
        """Read again, behind a lock that whoever answers it takes too: see `submission`."""
        return Comment.objects.select_for_update().filter(pk=self.pk).first()

    def save(self, **kwargs):
        self._derive()
        super().save(**kwargs)

    def store(self):
        self._derive()
        insert(self)

    def _derive(self):
        if not (self._state.adding and self.body_html):  # its submission has rendered a new one
            self.body_html, self.renderer = render_comment(self.body), RENDERER
        if self._state.adding:
            for field, value in in_common(self.body, self.body_html).items():
                setattr(self, field, value)
