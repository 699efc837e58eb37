from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from posts.models import Post, SiteIdentity

FEED_LENGTH = 20  # posts


class SiteFeed(Feed):
    """The newest posts, whole. Absolute addresses come from SITE_URL, never from the Host header."""

    feed_type = Atom1Feed

    def get_object(self, request):
        return SiteIdentity.current()

    def title(self, site):
        return site.name

    def subtitle(self, site):
        return site.tagline

    def link(self, site):
        return settings.SITE_URL + reverse("posts:index")

    def feed_url(self, site):
        return settings.SITE_URL + reverse("posts:feed")

    def items(self, site):
        return (
            Post.objects.published()
            .newest_first()
            .select_related("author")
            .prefetch_related("categories", "tags")[:FEED_LENGTH]
        )

    def item_title(self, post):
        return post.title

    def item_description(self, post):
        return post.standfirst

    def item_link(self, post):
        return settings.SITE_URL + post.get_absolute_url()

    def item_guid(self, post):
        return self.item_link(post)

    def item_author_name(self, post):
        return post.author.display_name

    def item_author_link(self, post):
        return settings.SITE_URL + post.author.get_absolute_url()

    def item_pubdate(self, post):
        return post.published_at

    def item_updateddate(self, post):
        return max(post.updated_at, post.published_at)

    def item_categories(self, post):
        return [label.name for label in (*post.categories.all(), *post.tags.all())]
