from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from posts.models import Post


@require_safe
def post(request, slug):
    shown = get_object_or_404(Post.objects.published().select_related("author"), slug=slug)
    response = render(request, "posts/post.html", {"post": shown})
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
