"""Which of our addresses answer everybody, and where former ones lead now."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from posts.models import Category, FormerAddress, Page, Post, Tag

MOST_MOVES = 5  # a post whose slug changed more often keeps its last addresses only


def current_address(path):
    """Where the former `path` leads, or None.

    Only ever to a page that answers: such a page never asks for its own former address, so no
    chain of rows can send a browser in circles.
    """
    for _move in range(MOST_MOVES):
        former = FormerAddress.objects.at(path)
        if former is None or is_public(former.leads_to):
            return former and former.leads_to
        path = _path_in(former.leads_to)
    return None


def is_public(address):
    answers = _question(address)
    return answers is not None and answers()


def is_ours(address):
    """Whether `address` is a path of the blog, public now or not."""
    return _question(address) is not None


def _question(address):
    """What to ask the database about `address`; None for what is no page of the blog."""
    try:
        match = resolve(_path_in(address))
    except Resolver404:
        return None
    answers = ANSWERS.get(match.view_name)
    return answers and (lambda: answers(**match.kwargs))


def _path_in(address):
    """The path of one of our addresses as requests bring it; "" for addresses of other sites."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)


def _always():
    return True


def _exists(model):
    return lambda slug: model.objects.filter(slug=slug).exists()


ANSWERS = {
    "posts:index": _always,
    "posts:archive": _always,
    "posts:tags": _always,
    "posts:search": _always,
    "posts:feed": _always,
    "posts:page": _exists(Page),
    "posts:category": _exists(Category),
    "posts:tag": _exists(Tag),
    "posts:post": lambda slug: Post.objects.published().filter(slug=slug).exists(),
    "posts:author": lambda slug: Post.objects.published().authors().filter(slug=slug).exists(),
    "posts:archive_year": lambda year: (
        Post.objects.published().filter(published_at__year=year).exists()
    ),
    "posts:archive_month": lambda year, month: (
        Post.objects.published().filter(published_at__year=year, published_at__month=month).exists()
    ),
}
