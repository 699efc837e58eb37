from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Lower
from django.db.models.lookups import Exact, GreaterThan

from comments.moderation import Status
from comments.text import folded_address
from posts.models import Post


class CommentQuerySet(models.QuerySet):
    # Here and there a value is no parameter: SQLite uses an index of some rows only where the query
    # says which.

    def approved(self):
        return self.filter(status=Status.APPROVED)

    def awaiting_moderation(self):
        return self.filter(status=Status.PENDING)

    def reported(self):
        """What readers reported and no moderator has looked at since."""
        none = Func(template="0", output_field=models.IntegerField())
        return self.filter(GreaterThan(F("open_flags"), none))

    def approved_below(self, root):
        """What a thread shows below its root."""
        approved = Func(template=f"'{Status.APPROVED.value}'", output_field=models.CharField())
        return self.filter(Exact(F("status"), approved), thread=root)

    def public(self):
        """What everybody may see: approved, on a post that is public now."""
        return self.approved().filter(post__in=Post.objects.published())

    def listed(self):
        """The roots that a page of threads counts: approved, or standing for live replies."""
        return self.filter(is_listed=True)

    def under(self, email):
        """Everything under one e-mail address, whoever typed it."""
        return self.alias(email_folded=Lower("author_email")).filter(
            email_folded=folded_address(email)
        )

    def oldest_first(self):
        return self.order_by("submitted_at", "id")

    def answers(self):
        return self.filter(is_answer=True)

    def picks(self):
        return self.filter(is_picked=True)

    def may_be_moderated_by(self, user):
        """Everything for moderators, the comments on their own posts for editors.

        Both as long as they are staff: who can't sign in any more decides nothing, by mail neither.
        """
        if not user.is_staff:
            return self.none()
        if user.has_perm("comments.moderate_comment"):
            return self
        if user.has_perm("comments.moderate_own_posts"):
            return self.filter(post__author__user=user)
        return self.none()
