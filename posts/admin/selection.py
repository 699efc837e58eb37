from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME


class SelectionOfIds(admin.ModelAdmin):
    """Actions on what a browser can have selected: Django looks up any bytes, and fails on some."""

    def changelist_view(self, request, extra_context=None):
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if selected:
            request.POST = request.POST.copy()
            request.POST.setlist(ACTION_CHECKBOX_NAME, filter(_is_id, selected))
        return super().changelist_view(request, extra_context)


def _is_id(text):
    return text.isascii() and text.isdecimal() and len(text) < 19
