from django.contrib import admin

from posts.admin.slugged import SluggedAdmin
from posts.models import Page


@admin.register(Page)
class PageAdmin(SluggedAdmin):
    fields = ("title", "slug", "body")
    list_display = ("title", "slug", "updated_at")
    search_fields = ("title", "body")
    prepopulated_fields = {"slug": ("title",)}
