from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ByStatus(admin.SimpleListFilter):
    """The three states as editors see them; scheduled is a question, not a status."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("Draft")),
            ("scheduled", _("Scheduled")),
            ("published", _("Published")),
        ]

    def queryset(self, request, posts):
        asked = {
            "draft": posts.drafts,
            "scheduled": posts.scheduled,
            "published": posts.published,
        }
        return asked[self.value()]() if self.value() in asked else posts
