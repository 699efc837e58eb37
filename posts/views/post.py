from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from posts.models import Post
from posts.views.answers import public_page


@require_safe
def post(request, slug):
    shown = get_object_or_404(Post.objects.published().select_related("author"), slug=slug)
    return public_page(request, "posts/post.html", {"post": shown})
