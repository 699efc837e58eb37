from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.models import Subscription
from posts.admin.selection import SelectionOfIds


@admin.register(Subscription)
class SubscriptionAdmin(SelectionOfIds):
    """Who follows what. Readers make and end these; admins may end them for one who asks."""

    list_display = ("email", "follows", "about", "confirmed_at", "created_at")
    list_filter = ("follows", ("confirmed_at", admin.EmptyFieldListFilter))
    list_select_related = ("post", "comment__post")
    list_per_page = 50
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")
    fields = ("email", "follows", "about", "confirmed_at", "created_at")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, subscription=None):
        return False

    def delete_model(self, request, subscription):
        subscription.stop()

    def delete_queryset(self, request, subscriptions):
        for subscription in subscriptions:
            subscription.stop()

    @admin.display(description=_("about"))
    def about(self, subscription):
        return subscription.comment or subscription.post
