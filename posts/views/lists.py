"""Lists of posts by what they are filed under."""

from django.shortcuts import get_object_or_404

from posts.models import Author, Category, Post, Tag
from posts.pagecache.views import kept
from posts.views.answers import page_of, public_page, read_only


@read_only
@kept("page")
def index(request):
    return page_of(request, Post.objects.published(), "posts/index.html")


@read_only
@kept("page")
def category(request, slug):
    shown = get_object_or_404(Category, slug=slug)
    found = Post.objects.published().filter(categories=shown)
    return page_of(request, found, "posts/category.html", category=shown)


@read_only
@kept()
def tags(request):
    used = Post.objects.published().tags_in_use()
    return public_page(request, "posts/tags.html", {"tags": used})


@read_only
@kept("page")
def tag(request, slug):
    shown = get_object_or_404(Tag, slug=slug)
    found = Post.objects.published().filter(tagged_posts__tag=shown)
    return page_of(request, found, "posts/tag.html", tag=shown)


@read_only
@kept("page")
def author(request, slug):
    """Of people who have written nothing public there is no page."""
    shown = get_object_or_404(Author, slug=slug)
    found = shown.posts.published()
    return page_of(request, found, "posts/author.html", may_be_empty=False, author=shown)
