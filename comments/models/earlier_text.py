from django.conf import settings
from django.db import models

from comments.models.comment import Comment


class EarlierText(models.Model):
    """What a comment said in an earlier revision: for the difference, and for undoing an edit."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="earlier_texts")
    revision = models.PositiveIntegerField()
    body = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True,
        help_text="The moderator who changed it into the next one; null for its author.",
    )  # fmt: skip
    at = models.DateTimeField(help_text="When it was changed.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "revision"], name="one_text_per_revision"),
        ]

    def __str__(self):
        return f"#{self.comment_id}, revision {self.revision}"
