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
            {"fields": ("moderates_all", "holds_first_time", "links_limit", "flags_to_hold")},
        ),
        (_("Long threads"), {"fields": ("threads_per_page", "shows_newest_first")}),
        (
            _("Bounds"),
            {
                "fields": (
                    "flood_seconds", "hourly_replies", "post_replies", "site_replies",
                    "text_max_length", "name_max_length",
                )
            },
        ),
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
