from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from posts.admin.slugged import SluggedAdmin
from posts.models import Author


@admin.register(Author)
class AuthorAdmin(SluggedAdmin):
    fields = ("user", "display_name", "slug", "bio")
    list_display = ("display_name", "user", "number_of_posts")
    list_select_related = ("user",)
    search_fields = ("display_name", "bio")
    prepopulated_fields = {"slug": ("display_name",)}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_posts=Count("posts"))

    def view_on_site(self, author):
        """The page is there as soon as they have written something public."""
        return author.get_absolute_url() if author.posts.published().exists() else None

    @admin.display(description=_("posts"), ordering="number_of_posts")
    def number_of_posts(self, author):
        return author.number_of_posts
