from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.decision import Decision

REASON_MAX_LENGTH = 500  # characters


def _decided_since():
    by_people = Decision.objects.by_people().standing()
    return Exists(by_people.filter(comment=OuterRef("comment"), at__gte=OuterRef("at")))


class FlagQuerySet(models.QuerySet):
    def on(self, comment):
        """Those that are about the text as it stands now."""
        return self.filter(comment=comment, revision=comment.revision)

    def open(self):
        """Those about what stands now, that no moderator has decided on since."""
        standing = self.exclude(comment__body="")  # erased by its author: there is nothing to see
        return standing.filter(~_decided_since(), revision=F("comment__revision"))

    def saying_if_open(self):
        is_open = Case(When(pk__in=self.open().values("pk"), then=True), default=False)
        return self.annotate(is_open=is_open)


class Flag(models.Model):
    """A reader asks moderators to look at one revision of a comment."""

    class Kind(models.TextChoices):
        UNKIND = "unkind", _("Unkind or insulting")
        SPAM = "spam", _("Spam")
        OFF_TOPIC = "off_topic", _("Off topic")
        PRIVATE = "private", _("Private information")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey(
        Comment, models.CASCADE, verbose_name=_("comment"), related_name="flags"
    )
    revision = models.PositiveIntegerField(_("revision"))
    reader_key = models.CharField(
        max_length=64, help_text="One reader's browser or network, by HMAC: not who, only the same."
    )
    network_key = models.CharField(
        max_length=64, blank=True, help_text="Their network, in the same way."
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    reason = models.CharField(_("reason"), max_length=REASON_MAX_LENGTH, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reader_key"], name="flag_once_per_reader"),
            models.CheckConstraint(
                condition=Q(kind__in=["unkind", "spam", "off_topic", "private", "other"]),
                name="flag_kind_known",
            ),
        ]
        verbose_name = _("flag")
        verbose_name_plural = _("flags")

    def __str__(self):
        return f"#{self.comment_id}: {self.reason[:60]}"
