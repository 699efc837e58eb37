from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.views.private import private_page
from config.sign_in.sessions import end_sessions, sessions_of
from config.sign_in.views.answers import staff_only


@require_safe
@staff_only
def sessions(request):
    mine = sessions_of(request.user, request.session.session_key)
    return private_page(request, "account/sessions.html", {"sessions": mine})


@require_POST
@staff_only
def sessions_end(request):
    """One, or with `others` all but this one. Only one's own can be named."""
    mine = sessions_of(request.user, request.session.session_key)
    others = [one for one in mine if not one.is_this_one]
    wanted = request.POST.get("session")
    named = others if "others" in request.POST else [one for one in mine if one.handle == wanted]
    if any(one.is_this_one for one in named):
        logout(request)
        return redirect("admin:login")
    if ended := end_sessions(named):
        said = ngettext("%d session was ended.", "%d sessions were ended.", ended) % ended
        messages.success(request, said)
    else:
        messages.info(request, _("There was nothing left to end."))
    return redirect("account:sessions")
