from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters


class SelectionOfIds(admin.ModelAdmin):
    """Actions on what a browser can have selected: Django looks up any bytes, and fails on some."""

    def changelist_view(self, request, extra_context=None):
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if selected:
            request.POST = request.POST.copy()
            request.POST.setlist(ACTION_CHECKBOX_NAME, filter(_is_id, selected))
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request):
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters  # no text of PostgreSQL's holds it
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:  # SQLite's, of a number that no column of its own holds
            raise IncorrectLookupParameters from error


def _is_id(text):
    return text.isascii() and text.isdecimal() and len(text) < 19
