from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment

NOTE_MAX_LENGTH = 2000  # characters


class Note(models.Model):
    """What one moderator tells the others about a comment; no reader ever sees it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )
    text = models.CharField(_("note"), max_length=NOTE_MAX_LENGTH)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self):
        return f"#{self.comment_id}: {self.text[:60]}"
