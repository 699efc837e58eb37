"""Cross-site posts are refused, whatever they carry; no view that changes anything is unguarded."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from comments.guard import from_our_pages
from comments.models import Comment
from tests.comments.scene import browser
from tests.factories import make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
    ],
    ids=str,
)
def test_what_our_own_pages_send_is_taken(client, headers):
    assert post_reply(client, make_post(), headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "Same-Origin"},
        {"Sec-Fetch-Site": "same-origin, cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none", "Origin": "http://testserver"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://evil.test"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8000"},
        {"Origin": "http://testserver.evil.test"},
        {"Origin": "http://sub.testserver"},
        {"Origin": "testserver"},
        {"Origin": "//testserver"},
        {"Origin": "http://[::1"},
        {"Origin": "http://user@testserver"},
        {"Referer": "http://testserver/posts/x/"},
    ],
    ids=str,
)
def test_whatever_else_is_refused(client, headers):
    response = post_reply(client, make_post(), headers=headers)

    assert response.status_code == 403
    assert not Comment.objects.exists()


def test_being_signed_in_helps_nobody():
    response = post_reply(
        browser(make_moderator()), make_post(), headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403
    assert not Comment.objects.exists()


def test_our_address_is_the_setting_and_not_the_host_header(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    headers = {"Host": "evil.test", "Origin": "http://evil.test"}

    assert post_reply(client, make_post(), headers=headers).status_code == 403


def test_a_cross_site_get_is_only_a_look(client):
    address = f"/posts/{make_post().slug}/reply/"

    assert client.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_guarded_view_that_keeps_no_words_is_forbidden_across_sites(rf):
    from django.core.exceptions import PermissionDenied

    @from_our_pages
    def flag(request):
        return "done"

    assert flag(rf.post("/", headers={"Sec-Fetch-Site": "same-origin"})) == "done"
    assert flag(rf.get("/", headers={"Sec-Fetch-Site": "cross-site"})) == "done"
    with pytest.raises(PermissionDenied):
        flag(rf.post("/", headers={"Sec-Fetch-Site": "cross-site"}))


# Every view of the URLconf ------------------------------------------------------------------------


def views(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def guard_of(view):
    """Our guard's name, wherever in the chain of decorators it stands; None where there is none."""
    while view is not None:
        if hasattr(view, "guard"):
            return view.guard
        view = getattr(view, "__wrapped__", None)
    return None


def test_every_view_has_exactly_one_guard():
    offences = [
        route
        for route, view in views()
        if (guard_of(view) is None) is bool(getattr(view, "csrf_exempt", False))
    ]

    assert offences == []


def test_every_page_of_the_desk_is_for_moderators_only():
    guards = {guard_of(view) for route, view in views() if route.startswith("moderation/")}

    assert guards == {"moderators_only"}


def test_the_readers_endpoints_are_the_guarded_ones():
    guarded = {route for route, view in views() if guard_of(view) == "from_our_pages"}

    assert guarded == {
        "posts/<post_slug:slug>/reply/",
        "posts/<post_slug:slug>/reply/preview/",
        "posts/<post_slug:slug>/replies/<row_id:pk>/edit/",
        "posts/<post_slug:slug>/replies/<row_id:pk>/withdraw/",
        "comments/<row_id:pk>/report/",
        "confirm/<str:token>/",
        "decide/<str:token>/",
        "follow/",
        "my-replies/",
        "my-replies/erase/",
        "my-replies/leave/",
        "my-replies/unfollow/",
    }


def test_what_mail_leads_to_is_guarded_by_its_token_alone():
    guarded = {route for route, view in views() if guard_of(view) == "token"}

    assert guarded == {"unsubscribe/<str:token>/", "unsubscribe/staff/<str:token>/"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_only_reads_says_405_and_not_that_a_token_is_missing(method):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)

    for path in (
        "/",
        f"/posts/{make_post().slug}/",
        "/search/",
        "/tags/",
        "/feed/",
        "/comments/1/",
    ):
        assert getattr(client, method)(path).status_code == 405


def test_staff_pages_keep_djangos_token():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make_moderator())

    response = client.post("/admin/comments/comment/", {"action": "approve"})

    assert response.status_code == 403
