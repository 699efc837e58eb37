from django.contrib import admin

from comments.models import WatchedTerm
from posts.admin.selection import SelectionOfIds


@admin.register(WatchedTerm)
class WatchedTermAdmin(SelectionOfIds):
    list_display = ("pattern", "match", "effect", "note", "by", "expires_at")
    list_filter = ("effect", "match")
    search_fields = ("pattern", "note")

    def save_model(self, request, term, form, change):
        if not change:
            term.by = request.user
        super().save_model(request, term, form, change)
