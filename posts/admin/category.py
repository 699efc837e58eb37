from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from posts.admin.slugged import SluggedAdmin
from posts.models import Category


@admin.register(Category)
class CategoryAdmin(SluggedAdmin):
    list_display = ("name", "slug", "number_of_posts")
    search_fields = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_posts=Count("posts"))

    @admin.display(description=_("posts"), ordering="number_of_posts")
    def number_of_posts(self, category):
        return category.number_of_posts
