from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.likeness import likeness_of
from comments.markdown import RENDERER, first_host_of, render_comment
from comments.models.comment_queryset import CommentQuerySet
from comments.models.signed_name import NAME_MAX_LENGTH, SignedName
from comments.models.tally import NEWEST_ID, Tally
from comments.moderation import Moderated, Status
from comments.text import folded_address
from posts.models import Post

EMAIL_MAX_LENGTH = 254  # characters, as below: what the columns hold
URL_MAX_LENGTH = 200
HOST_MAX_LENGTH = 253
USER_AGENT_MAX_LENGTH = 254
EDITABLE_FOR = timedelta(minutes=15)
TOLD_OF = {Status.APPROVED, Status.REMOVED}  # what follows a comment may be mailed


def _indexes_of_waiting():
    """By what they may have in common: counted for what is on the screen."""
    common = {
        "text_a": "likeness_a", "text_b": "likeness_b", "host": "link_host", "network": "network",
        "email": Lower("author_email"),
    }  # fmt: skip
    for name, by in common.items():
        yield models.Index(by, name=f"waiting_by_{name}", condition=Q(status="pending"))


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
            models.Index(
                "thread", "id", name="comment_public_replies", condition=Q(status="approved")
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
        if not (self._state.adding and self.body_html):  # its submission has rendered a new one
            self.body_html, self.renderer = render_comment(self.body), RENDERER
        if self._state.adding:
            for field, value in in_common(self.body, self.body_html).items():
                setattr(self, field, value)
        super().save(**kwargs)

    # What a decision brings with it ------------------------------------------------------------

    def hold_place(self):
        """One change at a time to what stands under a post: counts are taken after the last."""
        Tally.hold(self.post_id)

    def follow_up(self, decision):
        moves = decision.was != decision.became
        if moves:
            Tally.shift(self.post_id, [(decision.was, decision.became)])
        if moves and Status.APPROVED in {decision.was, decision.became}:
            self._recount()
        if decision.was:
            self.count_open_flags()
        if decision.undoes_id:
            decision.kinds_gone = self.notifications.recall(decision.undoes)
        if moves and self.status == Status.APPROVED and self.author_email:
            # As the row has it now: who was erased since it was loaded is remembered nowhere.
            email = Comment.objects.filter(pk=self.pk).values_list(Lower("author_email"))
            SignedName.remember(self.author_name, email)
        if moves:
            self.notifications.owe_for(decision)

    @classmethod
    def follow_up_all(cls, decisions):
        """Once for each post: counting it for each comment takes time by the square of them."""
        by_post = {}
        for decision in decisions:
            by_post.setdefault(decision.comment.post_id, []).append(decision)
        for post_id, here in by_post.items():
            Tally.shift(post_id, [(decision.was, decision.became) for decision in here])
            public = [one for one in here if Status.APPROVED in {one.was, one.became}]
            roots = {one.comment.thread_id or one.comment_id for one in public}
            if roots:
                Tally.recount(cls.objects, post_id, *roots)
        decided = [decision for decision in decisions if decision.by_id]  # else nobody is told
        flags = cls._meta.get_field("flags").related_model.objects
        flagged = flags.filter(comment__in=[decision.comment_id for decision in decided])
        flagged = set(flagged.values_list("comment", flat=True))
        cls._hold_concerned([one.comment for one in decided if one.became in TOLD_OF])
        for decision in decided:
            if decision.comment_id in flagged:
                decision.comment.count_open_flags()
            decision.comment.follow_one_of_many(decision)

    @classmethod
    def _hold_concerned(cls, comments):
        """Lock in the order in which an address is erased, and all of a kind by their ids.

        Locked comment by comment, readers and batches on other posts would wait for each other.
        """
        emails = {folded_address(one.author_email) for one in comments if one.author_email}
        SignedName.hold_addresses(emails)
        subscriptions = cls._meta.get_field("subscriptions").related_model.objects
        list(subscriptions.about(comments).kept())

    def follow_one_of_many(self, decision):
        if decision.undoes_id:
            decision.kinds_gone = self.notifications.recall(decision.undoes)
        if self.status == Status.APPROVED and self.author_email:
            SignedName.remember(self.author_name, [folded_address(self.author_email)])
        self.notifications.owe_for(decision)

    def follow_findings(self, findings):
        terms = {term for finding in findings for term in finding.terms}
        if terms:
            self.term_hits.note(self, terms)

    def keep_earlier_text(self, *, by, at):
        self.earlier_texts.create(revision=self.revision, body=self.body, by=by, at=at)

    def earlier_text_before(self, revision):
        earlier = self.earlier_texts.filter(revision=revision - 1).first()
        return earlier and values_of_text(earlier.body)

    def count_open_flags(self):
        self.open_flags = self.flags.open().count()
        Comment.objects.filter(pk=self.pk).update(open_flags=self.open_flags)

    def follow_edit(self):
        self.count_open_flags()
        if self.status == Status.APPROVED:  # it may answer the question now, or no more
            self._recount()

    def _recount(self):
        Tally.recount(Comment.objects, self.post_id, self.thread_id or self.pk)


def values_of_text(body, body_html=None):
    """Every column that follows from a text; `body_html` where it was rendered already."""
    body_html = render_comment(body) if body_html is None else body_html
    text = {"body": body, "body_html": body_html, "renderer": RENDERER}
    return text | in_common(body, body_html)


def in_common(body, body_html):
    likeness_a, likeness_b = likeness_of(body)
    host = first_host_of(body_html)[:HOST_MAX_LENGTH]
    return {"likeness_a": likeness_a, "likeness_b": likeness_b, "link_host": host}
