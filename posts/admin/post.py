from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.views.main import ChangeList
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from posts.admin.filters import ByStatus
from posts.admin.post_form import PostForm
from posts.admin.slugged import SluggedAdmin
from posts.models import Author, FormerAddress, Post
from posts.models.post_queryset import SEARCHED

EVERYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]
MAX_SEARCH_WORDS = 8


class PostList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        posts = super().get_queryset(request, exclude_parameters)
        return posts.without_bodies().prefetch_related("categories", "tags")


@admin.register(Post)
class PostAdmin(SluggedAdmin):
    form = PostForm
    list_display = ("title", "author", "state", "published_at", "filed_under")
    list_filter = (
        ByStatus,
        ("author", admin.RelatedOnlyFieldListFilter),
        ("categories", admin.RelatedOnlyFieldListFilter),
        ("tagged_posts__tag", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("author",)
    list_per_page = 50
    date_hierarchy = "published_at"
    search_fields = SEARCHED
    search_help_text = _("Searches title, core message, question and body.")
    prepopulated_fields = {"slug": ("title",)}
    actions = ("publish", "withdraw")
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("title", "slug", "author")}),
        (_("The notes"), {"fields": ("standfirst", "body")}),
        (_("What readers are asked"), {"fields": ("question", "accepts_comments")}),
        (_("The talk or video"), {"fields": ("source_title", "source_url")}),
        (_("Filed under"), {"fields": ("categories", "tags")}),
        (
            _("Publication"),
            {
                "fields": ("status", "published_at"),
                "description": _("Published with a date in the future means scheduled."),
            },
        ),
    )

    # The list -------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return PostList

    def get_search_results(self, request, posts, search_term):
        words = search_term.split()[:MAX_SEARCH_WORDS]
        return posts.matching(words), False

    @admin.display(description=_("status"), ordering="status")
    def state(self, post):
        return _("Scheduled") if post.is_scheduled else post.get_status_display()

    @admin.display(description=_("categories, tags"))
    def filed_under(self, post):
        categories = ", ".join(category.name for category in post.categories.all())
        tags = ", ".join(tag.name for tag in post.tags.all())
        return format_html('{}<br><span class="quiet">{}</span>', categories, tags)

    # One post -------------------------------------------------------------------------------

    def view_on_site(self, post):
        return post.get_absolute_url() if post.is_published else None

    def get_readonly_fields(self, request, post=None):
        """Whose post it is decides who reads its waiting replies: not the editors' to change."""
        return () if request.user.has_perm("posts.change_author") else ("author",)

    def get_changeform_initial_data(self, request):
        writer = Author.objects.filter(user=request.user).first()
        return {"author": writer and writer.pk, **super().get_changeform_initial_data(request)}

    def save_model(self, request, post, form, change):
        if post.author_id is None:
            post.author = Author.of(request.user)
        was = Post.objects.published().filter(pk=post.pk).first() if change else None
        super().save_model(request, post, form, change)
        if was and was.slug != post.slug:
            FormerAddress.objects.remember(
                path=was.get_absolute_url(), leads_to=post.get_absolute_url()
            )
        if post.is_scheduled:
            self.message_user(request, _scheduled_note(post))

    def get_deleted_objects(self, posts, request):
        to_delete, counts, lacking, protected = super().get_deleted_objects(posts, request)
        if protected:
            advice = ngettext(
                "%d reply. Withdraw the post instead: readers no longer see it, and what they "
                "wrote is kept.",
                "%d replies. Withdraw the post instead: readers no longer see it, and what they "
                "wrote is kept.",
                len(protected),
            )
            lacking, protected = set(), [advice % len(protected)]
        return to_delete, counts, lacking, protected

    # Verbs ------------------------------------------------------------------------------------

    @admin.action(description=_("Publish"), permissions=["change"], location=EVERYWHERE)
    def publish(self, request, posts):
        changed = self._change(request, posts, Post.publish, _("Published."))
        scheduled = [post for post in changed if post.is_scheduled]
        number = len(changed) - len(scheduled)
        if number or not changed:
            text = ngettext("%d post published.", "%d posts published.", number) % number
            self.message_user(request, text, messages.SUCCESS if number else messages.INFO)
        for post in scheduled:
            self.message_user(request, _scheduled_note(post))

    @admin.action(description=_("Withdraw"), permissions=["change"], location=EVERYWHERE)
    def withdraw(self, request, posts):
        number = len(self._change(request, posts, Post.withdraw, _("Withdrawn.")))
        text = ngettext("%d post withdrawn.", "%d posts withdrawn.", number) % number
        self.message_user(request, text, messages.SUCCESS if number else messages.INFO)

    def _change(self, request, posts, verb, note):
        """The posts that `verb` really changed; each is noted in its history."""
        changed = [post for post in posts if verb(post)]
        for post in changed:
            self.log_change(request, post, str(note))
        return changed


def _scheduled_note(post):
    moment = date_format(localtime(post.published_at), "DATETIME_FORMAT")
    return _("“%(title)s” is scheduled: it appears on %(moment)s, by itself.") % {
        "title": post.title,
        "moment": moment,
    }
