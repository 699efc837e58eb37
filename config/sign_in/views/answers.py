"""Who gets a page about an account, and where anybody else is led."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from comments.views.answers import see_other
from comments.views.private import keep_private
from config.sign_in.steps import Step, missing_step

PAGES = {Step.CODE: "account:code", Step.DEVICE: "account:second_factor"}


def staff_only(view):
    """Complete with every step; the view finds them in `request.user`."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return _for_staff(view, request, request.user, *args, **kwargs)

    return guarded


def on_the_way_in(view):
    """Also for staff who are still to set up a second factor; they are `request.signed_in`."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if missing_step(request) == Step.CODE:
            return to_step(request, Step.CODE)
        return _for_staff(view, request, request.signed_in, *args, **kwargs)

    return guarded


def _for_staff(view, request, user, *args, **kwargs):
    if not user.is_authenticated:
        return to_sign_in(request)
    if not user.is_staff:
        raise Http404
    return keep_private(view(request, *args, **kwargs))


def to_sign_in(request):
    return keep_private(redirect_to_login(_came_for(request) or reverse("account:overview")))


def to_step(request, step):
    came_for = _came_for(request)
    query = "?" + urlencode({"next": came_for}) if came_for else ""
    return keep_private(HttpResponseRedirect(reverse(PAGES[step]) + query))


def onwards(request):
    """To where somebody was going before a step came in between; never to another host."""
    wanted = request.GET.get("next", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()):
        wanted = reverse("admin:index")
    return see_other(wanted)


def _came_for(request):
    """The page that was asked for, or the one that it would have led to; "" for a form."""
    if request.method not in {"GET", "HEAD"}:
        return ""
    if request.resolver_match.view_name == "admin:login":
        return request.GET.get("next", "")
    return request.get_full_path()
