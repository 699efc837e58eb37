import math

from django.core.validators import MaxLengthValidator
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from posts import sources
from posts.markdown import render_article
from posts.models.author import Author
from posts.models.post_queryset import PostQuerySet
from posts.models.taxonomy import Category, TaggedPost
from posts.paths import path_to
from posts.slugs import unique_slug

BODY_MAX_LENGTH = 100_000  # characters
WORDS_PER_MINUTE = 230  # silent reading of English non-fiction (Brysbaert 2019: 238)

# By hand: composing this union takes the ORM ten times as long as the database needs for it, and
# every post page asks.
FILED_UNDER = """
    SELECT 'categories', name, slug FROM posts_category
    JOIN posts_post_categories ON category_id = posts_category.id WHERE post_id = %s
    UNION ALL
    SELECT 'tags', name, slug FROM posts_tag
    JOIN posts_taggedpost ON tag_id = posts_tag.id WHERE content_object_id = %s
"""


class Post(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    author = models.ForeignKey(
        Author, models.PROTECT, verbose_name=_("author"), related_name="posts"
    )
    standfirst = models.TextField(
        _("core message"),
        max_length=1000,
        help_text=_("Two or three sentences; lists and feeds show them as the excerpt."),
    )
    body = models.TextField(
        _("body"),
        validators=[MaxLengthValidator(BODY_MAX_LENGTH)],
        help_text=_(
            "Markdown. Begin sections with ##; findings are a numbered list, "
            "each with its label in **bold**."
        ),
    )
    body_html = models.TextField(editable=False)
    contents = models.JSONField(
        editable=False, default=list, help_text="The sections of the body: [[id, heading], ...]"
    )
    question = models.TextField(
        _("mentoring question"),
        max_length=1000,
        blank=True,
        help_text=_("Its last sentence is set large; what stands before it gives the context."),
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_title = models.CharField(
        _("title of the source"),
        max_length=200,
        blank=True,
        help_text=_("For example: Rich Hickey: Simple Made Easy (Strange Loop, 2011)"),
    )
    categories = models.ManyToManyField(
        Category, verbose_name=_("categories"), related_name="posts", blank=True
    )
    tags = TaggableManager(through=TaggedPost, blank=True, related_name="posts")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("publication date"),
        null=True,
        blank=True,
        help_text=_("In the future: the post appears then, by itself."),
    )
    accepts_comments = models.BooleanField(_("accepts replies"), default=True)
    version = models.PositiveIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    import_ref = models.CharField(
        max_length=200, unique=True, null=True, blank=True, editable=False
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"]), name="post_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_post_has_date",
            ),
        ]
        indexes = [
            models.Index(
                "published_at", "id", name="post_published", condition=Q(status="published")
            ),
        ]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self):
        return self.title

    def save(self, *, update_fields=None, **kwargs):
        """What is derived is saved with what it is derived from, in partial saves too."""
        derived = {"version", "published_at", "updated_at"}
        if update_fields is None or "body" in update_fields:
            self.body_html, self.contents = render_article(self.body)
            derived |= {"body_html", "contents"}
        self._date_what_is_published()
        self.slug = self.slug or unique_slug(self, self.title)
        self.version += 1
        if update_fields is not None:
            update_fields = {*update_fields, *derived}
        super().save(update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return path_to("posts:post", self.slug)

    def clean(self):
        """A form that publishes needs no date; a title has one line, as a mail's subject must."""
        self._date_what_is_published()
        self.title = " ".join(self.title.split())

    @property
    def is_published(self):
        return self._goes_public and self.published_at <= timezone.now()

    @property
    def is_scheduled(self):
        return self._goes_public and self.published_at > timezone.now()

    @property
    def _goes_public(self):
        return self.status == self.Status.PUBLISHED and self.published_at is not None

    @property
    def reading_minutes(self):
        words = len(f"{self.standfirst} {self.body} {self.question}".split())
        return max(1, math.ceil(words / WORDS_PER_MINUTE))

    @cached_property
    def question_parts(self):
        """(context, question): the question is the last sentence, set large on the page."""
        return sources.split_last_sentence(self.question)

    @cached_property
    def source(self):
        """What the notes are about, or None without an address that a browser can open."""
        return sources.source_of(self.source_url, self.source_title)

    @cached_property
    def filed_under(self):
        """Categories and tags as {"categories": [(name, address)], "tags": [...]}: one query."""
        labels = {"categories": [], "tags": []}
        routes = {"categories": "posts:category", "tags": "posts:tag"}
        with connection.cursor() as cursor:
            cursor.execute(FILED_UNDER, [self.pk, self.pk])
            rows = cursor.fetchall()
        for kind, name, slug in sorted(rows, key=lambda row: (row[0], row[1].casefold())):
            labels[kind].append((name, path_to(routes[kind], slug)))
        return labels

    def publish(self):
        """Make it public, now unless a date is set; returns whether that changed anything."""
        if self.status == self.Status.PUBLISHED:
            return False
        self.status = self.Status.PUBLISHED
        self.save(update_fields=["status"])
        return True

    def withdraw(self):
        """Back to a draft, its replies and its date kept; returns whether that changed anything."""
        if self.status == self.Status.DRAFT:
            return False
        self.status = self.Status.DRAFT
        self.save(update_fields=["status"])
        return True

    def _date_what_is_published(self):
        if self.status == self.Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
