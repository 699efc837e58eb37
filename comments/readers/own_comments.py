"""A reader's own comments, seen in the browser that wrote them and nowhere else."""

from datetime import timedelta
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path

from comments.models.comment import EDITABLE_FOR
from comments.moderation import Status
from comments.tokens import OWN_COOKIE, OWN_COOKIE_MAX_AGE, read_own, sign_own

# At once: a cookie is a header of some 120 bytes, and proxies take 4 KB of them, not more.
POSTS_FORGOTTEN = 25


def ids_in(request, post):
    return frozenset(read_own(post.pk, request.COOKIES.get(OWN_COOKIE)))


def remember(response, request, comment):
    """Add `comment` to the proof this browser holds for its post."""
    post = comment.post
    proof = sign_own(post.pk, [*ids_in(request, post), comment.pk])
    response.set_cookie(
        OWN_COOKIE,
        proof,
        max_age=OWN_COOKIE_MAX_AGE,
        path=urlsplit(post.get_absolute_url()).path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response, comments):
    """Every proof that this browser may hold for posts on which these comments are.

    It can't be asked which: a proof is shown to its own post alone. Older ones it has dropped.
    """
    since = editable_since() - timedelta(seconds=OWN_COOKIE_MAX_AGE)
    newest = comments.filter(submitted_at__gt=since).order_by("-submitted_at", "-id")
    slugs = dict.fromkeys(newest.values_list("post__slug", flat=True))
    for slug in islice(slugs, POSTS_FORGOTTEN):
        path = reverse("posts:post", args=[slug])
        response.delete_cookie(OWN_COOKIE, path=path, samesite="Lax")
        # A response keeps one cookie by each name: this makes room for the next.
        response.cookies[f"{OWN_COOKIE} {path}"] = response.cookies.pop(OWN_COOKIE)


def editable_since():
    """What was submitted later may still be changed."""
    return timezone.now() - EDITABLE_FOR


def are_settled(rows):
    """Whether all are decided and past editing: then the proof has nothing left to show."""
    since = editable_since()
    return not any(
        row.status in {Status.PENDING, Status.SPAM} or row.submitted_at > since for row in rows
    )


class KeepPrivate:
    """Middleware: a page shown to the holder of such a proof is stored by nobody.

    Nor is a page for who is signed in kept for anybody else.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True)
        if OWN_COOKIE in request.COOKIES or "mine" in request.GET:
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        if getattr(request, "own_comments_settled", False):
            # As it was set: a browser compares paths as they stand in addresses, "f%C3%BChrung".
            path = escape_uri_path(request.path)
            response.delete_cookie(OWN_COOKIE, path=path, samesite="Lax")
        return response
