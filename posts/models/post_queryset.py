from django.db import models
from django.db.models import Count, DateField, F, Func, Q
from django.db.models.functions import Lower, TruncMonth
from django.db.models.lookups import Exact
from django.utils import timezone

from posts.models.author import Author
from posts.models.taxonomy import Tag
from posts.search.finding import ids_holding

IS_PUBLISHED = Exact(F("status"), Func(template="'published'", output_field=models.CharField()))
SEARCHED = ("title", "standfirst", "question", "body")


class PostQuerySet(models.QuerySet):
    # The status is no parameter: SQLite uses an index of some rows where the query says which.

    def published(self):
        """Public now. A future `published_at` makes a post scheduled, which is not public."""
        return self.filter(IS_PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self):
        return self.filter(IS_PUBLISHED, published_at__gt=timezone.now())

    def drafts(self):
        return self.filter(status="draft")

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def for_lists(self):
        """With their authors, without bodies; what else lists show is asked for all at once."""
        return self.newest_first().without_bodies().select_related("author")

    def without_bodies(self):
        """Many posts at once would be megabytes of text that nobody asked for."""
        return self.defer("body", "body_html", "contents")

    def matching(self, words):
        """Posts that hold every one of `words` in title, question, standfirst or body."""
        if not words:
            return self
        ids = ids_holding(words, self.db)
        return self.none() if ids is None else self.filter(pk__in=ids)

    def count_by_month(self):
        """Rows of (first day of a month, number of posts), newest month first."""
        month = TruncMonth("published_at", output_field=DateField())
        return (
            self.order_by()
            .annotate(month=month)
            .values_list("month")
            .annotate(Count("pk"))
            .order_by("-month")
        )

    def tags_in_use(self):
        """The tags of these posts by name, each with `posts_count`."""
        among_these = Q(tagged_posts__content_object__in=self.order_by())
        counted = Tag.objects.annotate(posts_count=Count("tagged_posts", filter=among_these))
        return counted.filter(posts_count__gt=0).order_by(Lower("name"), "name")

    def authors(self):
        return Author.objects.filter(posts__in=self.order_by()).distinct()
