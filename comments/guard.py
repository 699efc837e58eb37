"""Cross-site posts are refused, without a token: public pages are the same bytes for everyone.

Stricter than Go 1.25's CrossOriginProtection: a browser that says nothing at all is refused too.
"""

from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def is_from_our_pages(request):
    """Whether the browser vouches that one of our own pages sent this request."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    return request.headers.get("Origin") in settings.CSRF_TRUSTED_ORIGINS


def from_our_pages(view):
    """Guard a readers' endpoint in place of Django's CSRF token.

    A view that must keep the reader's words takes the keyword `is_cross_site` and answers 403
    itself; any other gets PermissionDenied.
    """

    keeps_words = "is_cross_site" in view.__code__.co_varnames

    @wraps(view)
    def guarded(request, *args, **kwargs):
        refused = request.method not in SAFE_METHODS and not is_from_our_pages(request)
        if keeps_words:
            kwargs["is_cross_site"] = refused
        elif refused:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.guard = "from_our_pages"
    return csrf_exempt(guarded)
