"""A post's conversation as its page needs it: one query for the comments, one for the rules."""

from functools import lru_cache

from crispy_forms.utils import render_crispy_form
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments import own_comments
from comments.forms import ReplyForm
from comments.models import Comment, DiscussionSettings
from comments.threads import FIELDS, Place, Row, render_thread
from posts.models import Post

# What of the discussion settings shows in the empty form.
FORM_DEPENDS_ON = ("requires_name_and_email", "offers_to_save_name")


class Conversation:
    def __init__(self, post, request, viewer=None):
        self.post, self.request = post, request
        self.viewer = viewer
        self.policy = DiscussionSettings.current()
        self.own_ids = own_comments.ids_in(request, post)
        if self.own_ids and own_comments.are_settled(self.own_ids):
            request.own_comments_settled = True

    @property
    def is_open(self):
        return self.policy.accepts_comments_on(self.post) and not self._needs_account

    @property
    def _needs_account(self):
        return self.policy.requires_account and self.viewer is None

    @property
    def closed_note(self):
        if self._needs_account and self.policy.accepts_comments_on(self.post):
            return _("Only people who are signed in can reply here.")
        closed_since = self.policy.closed_since(self.post)
        if closed_since and self.post.accepts_comments:
            day = date_format(closed_since.astimezone(get_current_timezone()), "j F Y")
            return _("Replies closed on %(day)s; what was said stays readable.") % {"day": day}
        return _("This post doesn’t take replies; what was said stays readable.")

    @property
    def is_private(self):
        return bool(self.own_ids) or "mine" in self.request.GET

    @property
    def received_note(self):
        """For a browser that keeps no cookies: it can't be shown its own reply."""
        if "mine" in self.request.GET and not self.own_ids:
            return _(
                "If you have just posted a reply and don’t see it here, it is awaiting moderation."
            )
        return ""

    @cached_property
    def _thread(self):
        own = Q(pk__in=self.own_ids) if self.own_ids else Q(pk=None)
        rows = (
            Comment.objects.filter(own | Q(status="approved") | Q(has_replies=True), post=self.post)
            .order_by()
            .values_list(*FIELDS)
        )
        place = Place(
            reply_url=reverse("comments:reply", args=[self.post.slug]) if self.is_open else "",
            permalink=reverse("comments:permalink", args=[0]),
            writer_id=self.post.author.user_id,
            own_ids=self.own_ids,
            zone=get_current_timezone(),
        )
        return render_thread(map(Row._make, rows), place)

    @property
    def thread(self):
        return mark_safe(self._thread.html)

    @property
    def replies_count(self):
        return self._thread.replies_count

    @property
    def answers_count(self):
        return self._thread.answers_count

    @property
    def form(self):
        """The empty form's markup."""
        if self.viewer:
            return render_crispy_form(
                ReplyForm(post=self.post, policy=self.policy, user=self.viewer)
            )
        policy = tuple((field, getattr(self.policy, field)) for field in FORM_DEPENDS_ON)
        return _form_for_everybody(self.post.slug, self.post.question, policy, get_language())


@lru_cache(maxsize=500)
def _form_for_everybody(slug, question, policy, _language):
    """Rendered once for all readers: half of what an uncached page costs, and never different."""
    form = ReplyForm(
        post=Post(slug=slug, question=question), policy=DiscussionSettings(**dict(policy))
    )
    return render_crispy_form(form)


def reply_counts(posts):
    """{post id: number of approved comments} for a list of posts, in one query."""
    return dict(
        Comment.objects.approved()
        .filter(post__in=[post.pk for post in posts])
        .order_by()
        .values_list("post")
        .annotate(Count("pk"))
    )
