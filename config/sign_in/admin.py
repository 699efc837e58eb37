from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.old_password import counted
from config.sign_in.second_factor import has_second_factor
from config.sign_in.switching_off import switch_off
from posts.admin.selection import SelectionOfIds

# Django-otp's own pages show every account's secret to whoever may see them.
admin.site.unregister([TOTPDevice, StaticDevice, User])
admin.site.password_change = counted(admin.site.password_change)


@admin.register(User)
class AccountAdmin(SelectionOfIds, UserAdmin):
    """Django's own, and who has a second factor; who lost theirs is let in again from here."""

    list_display = (*UserAdmin.list_display, "second_factor")
    actions = ("end_second_factor",)

    def get_queryset(self, request):
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_device=Exists(devices))

    def has_superuser_permission(self, request):
        """Whoever may only change accounts could else set a password and be that person."""
        return request.user.is_superuser

    @admin.display(boolean=True, ordering="has_device", description=_("second factor"))
    def second_factor(self, user):
        return user.has_device

    @admin.action(
        description=_("End the second factor (phone and codes are lost)"), permissions=["superuser"]
    )
    def end_second_factor(self, request, users):
        having = [user for user in users if has_second_factor(user)]
        for user in having:
            switch_off(user)
            self.log_change(request, user, "Second factor ended.")
        said = ngettext(
            "%d account signs in with the password alone now.",
            "%d accounts sign in with the password alone now.",
            len(having),
        )
        messages.success(request, said % len(having))
