import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from posts.models import Post, SiteIdentity

FEED_LENGTH = 20  # posts
BEFORE_ALL_POSTS = datetime(1970, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SteadyAtom(Atom1Feed):
    """Without an item it was never changed; "now" would make it another feed every second."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["begun_at"]


class SiteFeed(Feed):
    """The newest posts' core messages. Absolute addresses come from SITE_URL, never from Host."""

    feed_type = SteadyAtom

    def get_object(self, request):
        return SiteIdentity.current()

    def title(self, site):
        return xml_text(site.name)

    def subtitle(self, site):
        return xml_text(site.tagline)

    def link(self, site):
        return settings.SITE_URL + reverse("posts:index")

    def feed_url(self, site):
        return settings.SITE_URL + reverse("posts:feed")

    def feed_extra_kwargs(self, site):
        return {"begun_at": BEFORE_ALL_POSTS}

    def items(self, site):
        posts = Post.objects.published().for_lists()
        return posts.prefetch_related("categories", "tags")[:FEED_LENGTH]

    def item_title(self, post):
        return xml_text(post.title)

    def item_description(self, post):
        """Atom1Feed calls it HTML, so plain text is made that."""
        return linebreaks(xml_text(post.standfirst), autoescape=True)

    def item_link(self, post):
        return settings.SITE_URL + post.get_absolute_url()

    def item_guid(self, post):
        """Stays when the post's slug changes, or every reader would see it as new (RFC 4151)."""
        return (
            f"tag:{urlsplit(settings.SITE_URL).hostname},{post.created_at:%Y-%m-%d}:post-{post.pk}"
        )

    def item_author_name(self, post):
        return xml_text(post.author.display_name)

    def item_author_link(self, post):
        return settings.SITE_URL + post.author.get_absolute_url()

    def item_pubdate(self, post):
        return post.published_at

    def item_updateddate(self, post):
        return max(post.updated_at, post.published_at)

    def item_categories(self, post):
        return [xml_text(label.name) for label in (*post.categories.all(), *post.tags.all())]


def xml_text(text):
    """XML has no way to write most control characters, not even as entities."""
    return NOT_IN_XML.sub("", text)
