"""Every page that is a list of posts."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import get_current_timezone, now
from django.views.decorators.http import require_safe

from posts.models import Author, Category, Post, Tag

POSTS_PER_PAGE = 10
SEARCH_MAX_LENGTH = 200  # characters
SEARCH_MAX_WORDS = 8


@require_safe
def index(request):
    return _page_of(request, Post.objects.published(), "posts/index.html")


@require_safe
def archive(request):
    """All posts by year and month, each month with its number of posts."""
    months = {}
    zone = get_current_timezone()
    for published_at in (
        Post.objects.published().newest_first().values_list("published_at", flat=True)
    ):
        local = published_at.astimezone(zone)
        months.setdefault(local.year, {}).setdefault(local.date().replace(day=1), []).append(1)
    years = [
        (year, [(month, len(posts)) for month, posts in of_year.items()])
        for year, of_year in months.items()
    ]
    return render(request, "posts/archive.html", {"years": years})


@require_safe
def archive_year(request, year):
    found = Post.objects.published().filter(published_at__year=year)
    return _page_of(request, found, "posts/archive_year.html", may_be_empty=False, year=year)


@require_safe
def archive_month(request, year, month):
    if not 1 <= month <= 12:
        raise Http404
    found = Post.objects.published().filter(published_at__year=year, published_at__month=month)
    first_day = now().date().replace(year=year, month=month, day=1)
    return _page_of(request, found, "posts/archive_month.html", may_be_empty=False, month=first_day)


@require_safe
def category(request, slug):
    shown = get_object_or_404(Category, slug=slug)
    found = Post.objects.published().filter(categories=shown)
    return _page_of(request, found, "posts/category.html", category=shown)


@require_safe
def tags(request):
    used = (
        Tag.objects.annotate(
            posts_count=Count(
                "tagged_posts",
                filter=Q(tagged_posts__content_object__in=Post.objects.published()),
            )
        )
        .filter(posts_count__gt=0)
        .order_by("name")
    )
    return render(request, "posts/tags.html", {"tags": used})


@require_safe
def tag(request, slug):
    shown = get_object_or_404(Tag, slug=slug)
    found = Post.objects.published().filter(tagged_posts__tag=shown)
    return _page_of(request, found, "posts/tag.html", tag=shown)


@require_safe
def author(request, slug):
    shown = get_object_or_404(Author, slug=slug)
    return _page_of(request, shown.posts.published(), "posts/author.html", author=shown)


@require_safe
def search(request):
    """Posts that hold every word. What is too long to be a search is cut, and the page shows it."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:SEARCH_MAX_LENGTH]
    words = query.split()[:SEARCH_MAX_WORDS]
    found = Post.objects.published().matching(words) if words else Post.objects.none()
    return _page_of(request, found, "posts/search.html", query=query, kept_query={"q": query})


def _page_of(request, found, template, *, may_be_empty=True, kept_query=None, **context):
    """One page of a list; 404 for pages there are none of, so no address is endless."""
    paginator = Paginator(found.for_lists(), POSTS_PER_PAGE)
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise Http404
    if not 1 <= int(number) <= paginator.num_pages or (not may_be_empty and not paginator.count):
        raise Http404
    page = paginator.page(int(number))
    response = render(request, template, {"page": page, "kept_query": kept_query or {}, **context})
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
