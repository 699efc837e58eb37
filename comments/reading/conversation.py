"""A post's conversation as its page needs it: one query for the comments, one for the rules."""

from functools import lru_cache

from crispy_forms.utils import render_crispy_form
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.forms.reply import ReplyForm
from comments.models import DiscussionSettings, Tally
from comments.readers import own_comments
from comments.reading import navigation, paging
from comments.reading.comment_markup import Place
from comments.reading.listing import listing_of
from posts.listed import rows_about
from posts.models import Post
from posts.pagecache.views import holds_until

# What of the discussion settings shows in the empty form.
FORM_DEPENDS_ON = ("requires_name_and_email", "offers_to_save_name")
# By hand, as one query, and ten times as fast as the ORM composes five subqueries.
RULES_AND_COUNTS = """
    SELECT rules.*, tally.replies AS counted_replies, tally.answers AS counted_answers,
        tally.picks AS counted_picks, tally.threads AS counted_threads,
        tally.newest AS counted_newest
    FROM comments_discussionsettings rules
    LEFT JOIN comments_tally tally ON tally.post_id = %s WHERE rules.id = %s
"""
REPLIES = "SELECT post_id, replies FROM comments_tally WHERE post_id IN ({posts})"
COUNTED = ("replies", "answers", "picks", "threads", "newest")


class Conversation:
    """Http404 for a page of it that there isn't."""

    def __init__(self, post, request, viewer=None):
        self.post, self.viewer = post, viewer
        self.asked = paging.asked_for(request.GET)
        self.own_ids = own_comments.ids_in(request, post)
        self.policy, self.counts = _policy_and_counts(post)
        holds_until(request, self.policy.closes_at(post))
        self._listing = listing_of(post, self.asked, self.policy, self.counts, self._place)
        if self.own_ids and self._listing.own is not None:
            request.own_comments_settled = own_comments.are_settled(self._listing.own)

    # Whether it goes on -----------------------------------------------------------------------

    @property
    def is_open(self):
        return not self.closed_note

    @cached_property
    def closed_note(self):
        return why_closed(self.post, self.policy, self.viewer)

    # What has been said -----------------------------------------------------------------------

    @property
    def thread(self):
        return mark_safe(self._listing.markup)

    @cached_property
    def _place(self):
        slug, newest_first = self.post.slug, self.asked.is_newest_first(self.policy)
        return Place(
            post_url=self.post.get_absolute_url(),
            reply_url=reverse("comments:reply", args=[slug]) if self.is_open else "",
            permalink=reverse("comments:permalink", args=[0]),
            report_url=reverse("comments:report", args=[0]),
            edit_url=reverse("comments:edit", args=[slug, 0]),
            withdraw_url=reverse("comments:withdraw", args=[slug, 0]),
            writer_id=self.post.author.user_id,
            viewer_id=self.viewer and self.viewer.pk,
            own_ids=self.own_ids,
            mine=self.asked.mine,
            editable_since=own_comments.editable_since(),
            newest_first=newest_first,
            zone=get_current_timezone(),
        )

    @property
    def newest_url(self):
        return reverse("comments:permalink", args=[self.counts.newest])

    # The way about it -------------------------------------------------------------------------

    @cached_property
    def pages(self):
        return navigation.pages(
            self.post, self.asked, self._listing.last, newest_first=self._place.newest_first
        )

    @property
    def kinds(self):
        return navigation.kinds(self.post, self.asked, self.counts)

    @property
    def orders(self):
        listed = getattr(self.counts, self.asked.show or "threads")
        return navigation.orders(self.post, self.asked, self.policy, listed)

    @property
    def canonical_path(self):
        """Of pages that sort or sift the same replies, the post's own."""
        return paging.Asked(page=self.asked.page if self.asked.is_plain else 1).address(self.post)

    @property
    def is_indexed(self):
        return self.asked.is_plain and not self.is_private and self.post.is_published

    @property
    def follow_url(self):
        return f"{reverse('comments:follow')}?{urlencode({'post': self.post.slug})}"

    # Who looks --------------------------------------------------------------------------------

    @property
    def is_private(self):
        return bool(self.own_ids or self.asked.mine)

    @property
    def received_note(self):
        """After withdrawing; and for a browser that keeps no cookies: it can't be shown its own."""
        if self.asked.withdrawn:
            return _("Your reply is withdrawn.")
        if self.asked.mine and not self.own_ids:
            return _(
                "If you have just posted a reply and don’t see it here, it is awaiting moderation."
            )
        return ""

    @property
    def mailed_note(self):
        """The same whether a mail went or not, and to whom: it must not tell."""
        if self.asked.mailed:
            return _(
                "We have mailed a link to your address, unless several went there today already. "
                "Open it to confirm that the address is yours."
            )
        return ""

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


def why_closed(post, policy, user):
    """Why this person can't reply there, in words; "" when they can."""
    closed_since = policy.closed_since(post)
    if not post.accepts_comments:
        return _(
            "This post doesn’t take replies: its author chose so. What was said stays readable."
        )
    if closed_since:
        day = date_format(closed_since.astimezone(get_current_timezone()), "j F Y")
        return _(
            "Replies closed on %(day)s, by the age of the post; what was said stays readable."
        ) % {"day": day}
    if policy.requires_account and user is None:
        return _("Only people who are signed in can reply here.")
    return ""


def reply_counts(posts):
    """{post id: number of approved comments} for a list of posts, in one query."""
    return dict(rows_about(posts, REPLIES))


def _policy_and_counts(post):
    found = list(
        DiscussionSettings.objects.raw(RULES_AND_COUNTS, [post.pk, DiscussionSettings.ONLY])
    )
    if not found:  # a site's very first page
        return DiscussionSettings.current(), Tally.objects.filter(post=post.pk).first() or Tally()
    [policy] = found
    counts = {name: getattr(policy, f"counted_{name}") or 0 for name in COUNTED}
    return policy, Tally(post_id=post.pk, **counts)
