from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.forms.staff_preferences import StaffPreferencesForm
from comments.models import StaffPreferences
from comments.views.moderation.rights import moderators_only


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    stored = StaffPreferences.of(request.user)
    is_sent = request.method == "POST"
    form = StaffPreferencesForm(request.POST if is_sent else None, instance=stored)
    if is_sent and form.is_valid():
        # These columns alone: the sweep may be writing when they were told.
        StaffPreferences.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
        messages.success(request, _("Your preferences are saved."))
        return HttpResponseRedirect(reverse("moderation:preferences"), status=303)
    status = 422 if form.errors else 200
    context = {"form": form, "preferences": stored}
    return render(request, "moderation/preferences.html", context, status=status)
