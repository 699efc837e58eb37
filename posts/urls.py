from django.urls import path, register_converter

from posts import converters
from posts.feeds import SiteFeed
from posts.views import archives, lists, pages
from posts.views.answers import public_feed
from posts.views.post import post
from posts.views.search import search

register_converter(converters.UnicodeSlug, "uslug")
register_converter(converters.Year, "year")
register_converter(converters.Month, "month")

feed = public_feed(SiteFeed())

app_name = "posts"
urlpatterns = [
    path("", lists.index, name="index"),
    path("posts/<uslug:slug>/", post, name="post"),
    path("archive/", archives.archive, name="archive"),
    path("archive/<year:year>/", archives.archive_year, name="archive_year"),
    path("archive/<year:year>/<month:month>/", archives.archive_month, name="archive_month"),
    path("categories/<uslug:slug>/", lists.category, name="category"),
    path("tags/", lists.tags, name="tags"),
    path("tags/<uslug:slug>/", lists.tag, name="tag"),
    path("authors/<uslug:slug>/", lists.author, name="author"),
    path("search/", search, name="search"),
    path("feed/", feed, name="feed"),
    path("pages/<uslug:slug>/", pages.page, name="page"),
]
