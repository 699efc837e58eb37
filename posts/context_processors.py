from django.conf import settings
from django.utils.functional import SimpleLazyObject

from posts.models import SiteIdentity


def site(request):
    """What every page needs.

    `viewer` is the signed-in user, or None without even looking when there is no session cookie:
    a page for everybody must not touch the session, or it would vary by cookie.
    """
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    user = getattr(request, "user", None) if has_session else None
    return {
        "site": SimpleLazyObject(SiteIdentity.current),
        "site_url": settings.SITE_URL,
        "viewer": user if user and user.is_authenticated else None,
    }
