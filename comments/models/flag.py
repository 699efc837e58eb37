from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Flag(models.Model):
    """A reader asks moderators to look at one revision of a comment."""

    comment = models.ForeignKey(
        Comment, models.CASCADE, verbose_name=_("comment"), related_name="flags"
    )
    revision = models.PositiveIntegerField(_("revision"))
    reader_key = models.CharField(
        max_length=64, help_text="One reader's browser or network, by HMAC: not who, only the same."
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reader_key"], name="flag_once_per_reader"),
        ]
        verbose_name = _("flag")
        verbose_name_plural = _("flags")

    def __str__(self):
        return f"#{self.comment_id}: {self.reason[:60]}"
