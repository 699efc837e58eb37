"""How every public page is answered: the same bytes for everybody."""

from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from posts.pagecache.views import kept

POSTS_PER_PAGE = 10


def read_only(view):
    """GET and HEAD; anything else is a 405. Changing nothing, it needs no token to say so."""
    safe = csrf_exempt(require_safe(view))
    safe.guard = "read_only"
    return safe


def public_page(request, template, context):
    """Caches may keep it and must ask whether it still holds."""
    response = render(request, template, context)
    response.headers.setdefault("Cache-Control", may_be_kept())
    response.page_holds_until = getattr(request, "page_holds_until", None)
    return response


def may_be_kept():
    """As Cache-Control has it: nobody answers with it unasked, unless the operator's CDN may."""
    if not settings.CDN_SECONDS:
        return "no-cache"
    return f"public, max-age=0, s-maxage={settings.CDN_SECONDS}, must-revalidate"


def public_feed(feed, *, is_of_post=False):
    """The same for a feed."""

    @read_only
    @kept(is_of_post=is_of_post)
    @conditional_page
    @wraps(feed)
    def answer(request, *args, **kwargs):
        response = feed(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", may_be_kept())
        return response

    return answer


def page_of(request, posts, template, *, may_be_empty=True, kept_query=None, **context):
    """One page of a list; 404 for pages there are none of, so no address is endless."""
    paginator = Paginator(posts.for_lists(), POSTS_PER_PAGE)
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise Http404
    if not 1 <= int(number) <= paginator.num_pages or (not may_be_empty and not paginator.count):
        raise Http404
    shown = {"page": paginator.page(int(number)), "kept_query": kept_query or {}}
    return public_page(request, template, shown | context)
