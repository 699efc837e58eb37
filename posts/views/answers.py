"""How every public page is answered: the same bytes for everybody."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

POSTS_PER_PAGE = 10


def read_only(view):
    """GET and HEAD; anything else is a 405. Changing nothing, it needs no token to say so."""
    safe = csrf_exempt(require_safe(view))
    safe.guard = "read_only"
    return safe


def public_page(request, template, context):
    """Caches may keep it and must ask whether it still holds."""
    response = render(request, template, context)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


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
