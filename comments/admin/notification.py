from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.models import Notification
from posts.admin.selection import SelectionOfIds

STATES = {
    "owed": _("Owed"),
    "sent": _("Sent"),
    "given_up": _("Given up"),
    "dropped": _("Dropped"),
}


class ByState(admin.SimpleListFilter):
    """Each is a question that the rows answer by that name."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, queryset):
        return getattr(queryset, self.value())() if self.value() in STATES else queryset


@admin.register(Notification)
class NotificationAdmin(SelectionOfIds):
    """What is owed to readers, and what became of it. Nothing here is edited."""

    list_display = ("kind", "email", "about", "created_at", "attempts", "state")
    list_filter = (ByState, "kind")
    list_select_related = ("comment", "post", "subscription__post", "user")
    list_per_page = 50
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")
    actions = ("try_again",)
    change_list_template = "comments/admin/owed_mail.html"
    fields = (
        "kind", "email", "about", "state", "created_at", "attempts", "next_attempt_at",
        "last_error", "sent_at", "given_up_at", "used_at",
    )  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, notification=None):
        return False

    def has_try_again_permission(self, request):
        return request.user.has_perm("comments.change_notification")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "standing": _standing()})

    @admin.display(description=_("about"))
    def about(self, notification):
        comment, follows = notification.comment, notification.subscription
        if comment is not None:
            page = reverse("admin:comments_comment_change", args=[comment.pk])
            return format_html('<a href="{}">{}</a>', page, comment)
        return notification.post or (follows.post if follows else notification.user)

    @admin.display(description=_("state"))
    def state(self, notification):
        return format_html(
            '{}<br><span class="quiet">{}</span>',
            STATES[_state_of(notification)],
            notification.last_error,
        )

    @admin.action(
        description=_("Try again"), permissions=["try_again"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )  # fmt: skip
    def try_again(self, request, notifications):
        number = notifications.try_again()
        if number:
            text = ngettext("%d mail is tried again.", "%d mails are tried again.", number)
            self.message_user(request, text % number, messages.SUCCESS)
        else:
            text = _("None of these waits after an error: they are sent, or on their way.")
            self.message_user(request, text, messages.INFO)


def _state_of(notification):
    if notification.sent_at:
        return "sent"
    if notification.given_up_at:
        return "given_up"
    return "dropped" if notification.used_at else "owed"


def _standing():
    """What is still to be done, for the line above the list."""
    owed = Notification.objects.owed().aggregate(number=Count("pk"), oldest=Min("created_at"))
    return {**owed, "given_up": Notification.objects.given_up().count()}
