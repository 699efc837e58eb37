"""The newest replies, of one post or of all, as Atom. What is public, and no address of anybody."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment, Decision
from comments.moderation import Status
from posts.feeds import BEFORE_ALL_POSTS, SiteFeed, SteadyAtom, xml_text
from posts.models import Post, SiteIdentity

FEED_LENGTH = 50  # comments
THREADING = "http://purl.org/syndication/thread/1.0"  # RFC 4685


class RepliesAtom(SteadyAtom):
    """Atom with whole texts, and with what each of them replies to."""

    def root_attributes(self):
        return {**super().root_attributes(), "xmlns:thr": THREADING}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        handler.addQuickElement("thr:in-reply-to", "", item["in_reply_to"])


class RepliesFeed(Feed):
    """All replies of the site. Absolute addresses come from SITE_URL, never from Host."""

    feed_type = RepliesAtom
    item_description = None  # the content says it all

    def get_object(self, request):
        return SiteIdentity.current()

    def title(self, site):
        return xml_text(_("Replies: %(site)s") % {"site": site.name})

    def link(self, site):
        return settings.SITE_URL + reverse("posts:index")

    def feed_url(self, site):
        return settings.SITE_URL + reverse("comments:feed")

    def feed_extra_kwargs(self, site):
        first = Post.objects.published().order_by("published_at").first()
        return {"begun_at": first.published_at if first else BEFORE_ALL_POSTS}

    def items(self, site):
        return _newest(Comment.objects.public())

    def item_title(self, comment):
        words = {"name": comment.author_name or _("Anonymous"), "title": comment.post.title}
        return xml_text(_("%(name)s on “%(title)s”") % words)

    def item_link(self, comment):
        return settings.SITE_URL + comment.get_absolute_url()

    def item_guid(self, comment):
        """RFC 4151: stays wherever the comment, or the site's pages, move."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{comment.submitted_at:%Y-%m-%d}:comment-{comment.pk}"

    def item_author_name(self, comment):
        return xml_text(comment.author_name or _("Anonymous"))

    def item_pubdate(self, comment):
        return comment.submitted_at

    def item_updateddate(self, comment):
        """When readers could first see it as it is now."""
        moments = (comment.submitted_at, comment.edited_at, comment.approved_at)
        return max(moment for moment in moments if moment)

    def item_extra_kwargs(self, comment):
        return {"content": xml_text(comment.body_html), "in_reply_to": self._answered(comment)}

    def _answered(self, comment):
        parent = comment.parent
        if parent is None or parent.status != Status.APPROVED:
            ref, address = SiteFeed().item_guid(comment.post), comment.post.get_absolute_url()
        else:
            ref, address = self.item_guid(parent), parent.get_absolute_url()
        return {"ref": ref, "href": settings.SITE_URL + address, "type": "text/html"}


class PostRepliesFeed(RepliesFeed):
    """The replies of one post that is public."""

    def get_object(self, request, slug):
        return get_object_or_404(Post.objects.published(), slug=slug)

    def title(self, post):
        return xml_text(_("Replies: %(site)s") % {"site": post.title})

    def link(self, post):
        return settings.SITE_URL + post.get_absolute_url()

    def feed_url(self, post):
        return settings.SITE_URL + reverse("comments:feed_of_post", args=[post.slug])

    def feed_extra_kwargs(self, post):
        return {"begun_at": post.published_at}

    def items(self, post):
        return _newest(Comment.objects.approved().filter(post=post))


def _newest(comments):
    approvals = Decision.objects.filter(comment=OuterRef("pk"), became=Status.APPROVED)
    return (
        comments.order_by("-submitted_at", "-pk")
        .select_related("post", "parent")
        .defer("body", "parent__body", "parent__body_html")
        .defer("post__body", "post__body_html", "post__contents")
        .annotate(approved_at=Subquery(approvals.order_by("-at").values("at")[:1]))[:FEED_LENGTH]
    )
