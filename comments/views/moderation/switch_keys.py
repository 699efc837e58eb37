from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from comments.models import StaffPreferences
from comments.views.moderation.rights import moderators_only


@moderators_only
@require_POST
def switch_keys(request):
    """Single keys on or off, from the desk's help; and back to where it was opened."""
    uses_keys = request.POST.get("keys") == "on"
    StaffPreferences.objects.update_or_create(user=request.user, defaults={"uses_keys": uses_keys})
    return HttpResponseRedirect(_back(request), status=303)


def _back(request):
    desk, wanted = reverse("moderation:desk"), request.POST.get("next", "")
    is_of_desk = wanted.startswith(desk) and wanted.isprintable()
    return wanted if is_of_desk and url_has_allowed_host_and_scheme(wanted, None) else desk
