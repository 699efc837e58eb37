from django.shortcuts import get_object_or_404

from posts.models import Page
from posts.pagecache.views import kept
from posts.views.answers import public_page, read_only


@read_only
@kept()
def page(request, slug):
    shown = get_object_or_404(Page, slug=slug)
    return public_page(request, "posts/page.html", {"page": shown})
