"""One comment as a moderator sees it, put together for the template."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from comments.desk import effects, findings, history, records, rows, timeline
from comments.desk.events import events_of
from comments.models import Comment, DiscussionSettings
from comments.moderation import Status

PARENT_SHOWN = 400  # characters


def detail_of(user, pk, now=None):
    """Of a comment that `user` may moderate; Http404 for any other."""
    comments = Comment.objects.may_be_moderated_by(user).select_related(
        "post__author__user__moderation_preferences", "user", "parent"
    )
    return Detail(get_object_or_404(comments, pk=pk), user, now or timezone.now())


class Detail:
    def __init__(self, comment, user, now):
        self.comment, self.user, self.now = comment, user, now
        self.facts = effects.facts_of(comment)
        self.events = events_of(comment)
        self.history = history.history_of(user, comment)

    # Who ------------------------------------------------------------------------------------

    @property
    def age(self):
        return rows.age_of(self.comment.submitted_at, self.now)

    @property
    def how_known(self):
        """What the address proves."""
        comment = self.comment
        if comment.user_id:
            return _("signed in as %(name)s") % {"name": comment.user.get_username()}
        if not comment.author_email:
            return _("no address given")
        if comment.is_confirmed:
            return _("address confirmed")
        if self.facts.is_confirmed:
            return _("address typed; somebody confirmed it elsewhere")
        return _("address typed, not confirmed")

    # What -----------------------------------------------------------------------------------

    @cached_property
    def _marked(self):
        return findings.marked(self.comment.findings, self.comment.body_html)

    @property
    def text(self):
        """Sanitised markup with marks in it; what was typed is escaped."""
        return self._marked[0]

    @property
    def findings(self):
        """With evidence that the text doesn't show marked."""
        return findings.found(
            self.comment.findings, lambda field: getattr(self.comment, field, None), self._marked[1]
        )

    # Where ----------------------------------------------------------------------------------

    @property
    def parent_words(self):
        return rows.excerpt_of(self.comment.parent.body_html, PARENT_SHOWN)

    @cached_property
    def closes_at(self):
        return DiscussionSettings.current().closes_at(self.comment.post)

    @property
    def closes_in(self):
        """The time until then; None when it is closed already."""
        if self.closes_at is None or self.closes_at <= self.now:
            return None
        return self.closes_at

    @property
    def is_closed(self):
        has_ended = self.closes_at is not None and self.closes_in is None
        return has_ended or not self.comment.post.accepts_comments

    # Its author -----------------------------------------------------------------------------

    @cached_property
    def _by_its_author(self):
        return [row for group in self.history if group.way != records.NETWORK for row in group.rows]

    @cached_property
    def points(self):
        return timeline.points_of([(row.submitted_at, row.status) for row in self._by_its_author])

    @property
    def since(self):
        return min(row.submitted_at for row in self._by_its_author)

    @cached_property
    def totals(self):
        statuses = [row.status for row in self._by_its_author]
        return {status: statuses.count(status) for status in Status.values} | {"all": len(statuses)}

    # What can be done -------------------------------------------------------------------------

    @property
    def seen(self):
        return f"{self.comment.status}:{self.comment.revision}"

    @property
    def is_erased(self):
        return not self.comment.body

    @property
    def can_tell_author(self):
        return self.facts.follows_own and self.comment.user_id != self.user.pk

    @property
    def effects(self):
        if self.comment.status == Status.APPROVED or self.is_erased:
            return []
        return effects.of_approving(self.comment, self.facts, self.user)
