from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from posts.models import SiteIdentity


@admin.register(SiteIdentity)
class SiteIdentityAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    fields = ("name", "tagline", "footer_note")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, identity=None):
        return False

    def changelist_view(self, request, extra_context=None):
        only = SiteIdentity.current()
        return HttpResponseRedirect(reverse("admin:posts_siteidentity_change", args=[only.pk]))
