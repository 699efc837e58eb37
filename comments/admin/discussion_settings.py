from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import DiscussionSettings


@admin.register(DiscussionSettings)
class DiscussionSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    fieldsets = (
        (
            _("Who may reply, and how long"),
            {
                "fields": (
                    "requires_name_and_email", "requires_account", "offers_to_save_name",
                    "closes_old_posts", "closes_after_days",
                )
            },
        ),
        (
            _("Before a reply appears"),
            {"fields": ("moderates_all", "holds_first_time", "links_limit")},
        ),
        (_("Bounds"), {"fields": ("flood_seconds", "text_max_length", "name_max_length")}),
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, settings=None):
        return False

    def changelist_view(self, request, extra_context=None):
        only = DiscussionSettings.current()
        return HttpResponseRedirect(
            reverse("admin:comments_discussionsettings_change", args=[only.pk])
        )
