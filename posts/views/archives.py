from datetime import date
from itertools import groupby

from posts.models import Post
from posts.pagecache.views import kept
from posts.views.answers import page_of, public_page, read_only


@read_only
@kept()
def archive(request):
    """All posts by year and month, each month with its number of posts."""
    months = Post.objects.published().count_by_month()
    years = [(year, list(found)) for year, found in groupby(months, lambda row: row[0].year)]
    return public_page(request, "posts/archive.html", {"years": years})


@read_only
@kept("page")
def archive_year(request, year):
    found = Post.objects.published().filter(published_at__year=year)
    return page_of(request, found, "posts/archive_year.html", may_be_empty=False, year=year)


@read_only
@kept("page")
def archive_month(request, year, month):
    found = Post.objects.published().filter(published_at__year=year, published_at__month=month)
    first_day = date(year, month, 1)
    return page_of(request, found, "posts/archive_month.html", may_be_empty=False, month=first_day)
