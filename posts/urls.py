from django.urls import path, register_converter

from posts.converters import UnicodeSlug
from posts.feeds import SiteFeed
from posts.views import lists, pages
from posts.views.post import post

register_converter(UnicodeSlug, "uslug")

app_name = "posts"
urlpatterns = [
    path("", lists.index, name="index"),
    path("posts/<uslug:slug>/", post, name="post"),
    path("archive/", lists.archive, name="archive"),
    path("archive/<int:year>/", lists.archive_year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", lists.archive_month, name="archive_month"),
    path("categories/<uslug:slug>/", lists.category, name="category"),
    path("tags/", lists.tags, name="tags"),
    path("tags/<uslug:slug>/", lists.tag, name="tag"),
    path("authors/<uslug:slug>/", lists.author, name="author"),
    path("search/", lists.search, name="search"),
    path("feed/", SiteFeed(), name="feed"),
    path("pages/<uslug:slug>/", pages.page, name="page"),
]
