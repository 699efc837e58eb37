from django.shortcuts import get_object_or_404

from posts.models import Post
from posts.pagecache.views import kept
from posts.views.answers import public_page, read_only


@read_only
@kept("page", "order", "show", "thread", is_of_post=True)
def post(request, slug):
    shown = get_object_or_404(Post.objects.published().select_related("author"), slug=slug)
    return public_page(request, "posts/post.html", {"post": shown})
