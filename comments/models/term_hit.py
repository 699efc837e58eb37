from django.db import models
from django.utils import timezone

from comments.models.comment import Comment
from comments.models.watched_term import WatchedTerm


class TermHitQuerySet(models.QuerySet):
    def note(self, comment, term_ids):
        """These terms were found in it; those that were deleted meanwhile are forgotten."""
        still_there = WatchedTerm.objects.filter(pk__in=term_ids).select_for_update()
        hits = [TermHit(comment=comment, term=term) for term in still_there]
        self.bulk_create(hits, ignore_conflicts=True)


class TermHit(models.Model):
    """A watched term was found in a comment: what became of those tells what the term is worth."""

    term = models.ForeignKey(WatchedTerm, models.CASCADE, related_name="hits")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="term_hits")
    at = models.DateTimeField(default=timezone.now)

    objects = TermHitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "comment"], name="term_hits_comment_once"),
        ]

    def __str__(self):
        return f"{self.term_id} in #{self.comment_id}"
