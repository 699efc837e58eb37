"""A reply that isn't public: its author in that browser sees it, moderators do, and nobody else.

Every route of the URLconf is walked by everybody else, with and without the reply in the database:
no byte may hold its words, and no answer may differ.
"""

import re
from functools import cache
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from comments.models import Comment, Decision, Notification, Subscription
from comments.tokens import sign_decision, sign_link, sign_proof, sign_unsubscribe
from posts.models import Author, Category, Page, Post, SiteIdentity, Tag
from tests.comments.mailed_links import proved
from tests.comments.reading import everything_in
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import (
    SAME_ORIGIN,
    make_author,
    make_category,
    make_comment,
    make_moderator,
    make_page,
    make_post,
    post_reply,
    reply_form,
)

pytestmark = pytest.mark.django_db

SECRET = "quillfeather"
PREFIX = SECRET[:-3]  # what pages may echo when it is searched for
WORDS = {
    "body": f"The {SECRET} is mine, see https://{SECRET}.example/x",
    "name": f"Rita {SECRET}",
    "email": f"rita@{SECRET}.example",
    "url": f"https://www.{SECRET}.example/",
}
CHANGES_EVERY_TIME = re.compile(
    r'name="(?:nonce|csrfmiddlewaretoken)" value="[^"]*"'
    r"|Set-Cookie: (?:csrftoken|messages)=[^\n]*|Expires: [^\n]*"
)
PUBLIC_SECTIONS = {
    "categories": Category,
    "tags": Tag,
    "posts": Post,
    "pages": Page,
    "authors": Author,
}


# The walk ----------------------------------------------------------------------------------------


def routes(resolver=None, before=""):
    """Every route of the URLconf, such as "posts/<slug>/"."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = str(pattern.pattern)
        if isinstance(pattern.pattern, RegexPattern):
            route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).strip("^$").replace("\\Z", "")
        else:
            route = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", route)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, before + route)
        else:
            yield before + route


def paths_of(route, comment):
    """Real addresses for a route; LookupError for a route that nobody told us the arguments of."""
    section, _slash, rest = route.partition("/")
    if route.startswith("account/second-factor/"):
        return []  # a new secret, drawn each time
    if "<" not in route:
        return [f"/{route}"]
    if section == "admin":
        return _admin_paths(rest, comment)
    if section == "archive":
        year, month = comment.post.created_at.year, comment.post.created_at.month
        return [f"/{route}".replace("<year>", str(year)).replace("<month>", str(month))]
    if section == "moderation":
        return [f"/{route}".replace("<pk>", str(pk)) for pk in (comment.pk, comment.parent_id)]
    if section == "account":
        return ["/" + re.sub(r"<\w+>", "x", route)]
    if "<token>" in route:
        return [f"/{route}".replace("<token>", token) for token in _tokens()]
    if "<pk>" in route and section == "comments":
        return [f"/{route}".replace("<pk>", str(pk)) for pk in (comment.pk, comment.parent_id)]
    if re.findall(r"<\w+>", route) == ["<slug>", "<pk>"] and section == "posts":
        at = f"/{route}".replace("<slug>", comment.post.slug)
        return [at.replace("<pk>", str(pk)) for pk in (comment.pk, comment.parent_id)]
    if re.findall(r"<\w+>", route) == ["<slug>"] and section in PUBLIC_SECTIONS:
        slugs = PUBLIC_SECTIONS[section].objects.values_list("slug", flat=True)
        return [f"/{route}".replace("<slug>", slug) for slug in slugs]
    raise LookupError(f"Tell this walk which arguments {route} takes.")


@cache
def _tokens():
    """Signed once, as the second walk takes the same ones, for rows that never are."""
    signed = [sign(10**9) for sign in (sign_link, sign_proof, sign_unsubscribe)]
    return ["x", *signed, sign_decision(10**9, "x@example.org", 10**9, 1)]


def _admin_paths(rest, comment):
    if rest == "<url>":
        return ["/admin/nowhere/"]
    if rest == "<app_label>/":
        return ["/admin/comments/", "/admin/posts/", "/admin/auth/"]
    if rest == "r/<content_type_id>/<object_id>/":
        kind = ContentType.objects.get_for_model(Comment).pk
        return [f"/admin/r/{kind}/{comment.pk}/"]
    app, model, *_more = rest.split("/")
    if re.findall(r"<\w+>", rest) == ["<object_id>"]:
        known = apps.get_model(app, model)._default_manager
        pks = {comment.pk} if known.model is Comment else known.values_list("pk", flat=True)[:2]
        return [f"/admin/{rest}".replace("<object_id>", str(pk)) for pk in pks]
    if re.findall(r"<\w+>", rest) == ["<id>"]:
        return [f"/admin/{rest}".replace("<id>", "1")]
    raise LookupError(f"Tell this walk which arguments admin/{rest} takes.")


def queries_for(path, comment):
    if path.startswith("/admin/"):
        is_list = path.count("/") == 4
        return [{}, {"q": PREFIX, "status": "all"}] if is_list else [{}]
    if path.startswith("/moderation/"):
        alike = {"like": comment.pk, "by": "text"}
        return [{}, {"q": PREFIX}, {"post": comment.post_id}, alike]
    if path.startswith(("/posts/", "/comments/")):
        return [{}, {"to": comment.pk, "mine": comment.pk}]
    return [{}, {"q": PREFIX, "page": 1}]


def walk(client, comment, *, admin="admin/", desk="nothing"):
    """{request: everything in its answer}, over every route; what differs by chance is cut out."""
    answers = {}
    for route in routes():
        if route.startswith("admin/") and not route.startswith(admin):
            continue
        if route.startswith("moderation") and not route.startswith(desk):
            continue
        for path in paths_of(route, comment):
            for query in queries_for(path, comment):
                address = f"{path}?{urlencode(query)}" if query else path
                client.cookies.pop("messages", None)  # an earlier page's, shown on the next
                answers[f"GET {address}"] = client.get(address)
            if path.endswith("/reply/"):
                form = reply_form(body="Words.", name="Ann", email="ann@example.org")
                for wanted in (comment.pk, comment.parent_id):
                    invalid = {**form, "to": wanted, "body": ""}
                    answers[f"POST {path} {wanted}"] = client.post(
                        path, invalid, headers=SAME_ORIGIN
                    )
            if path.endswith((f"/{comment.pk}/edit/", f"/{comment.pk}/withdraw/")) or (
                path == f"/comments/{comment.pk}/report/"
            ):
                form = {"body": "Words.", "reason": "Words.", "kind": "spam", "seen": "waiting:1"}
                answers[f"POST {path}"] = client.post(path, form, headers=SAME_ORIGIN)
            if path in {"/follow/", "/my-replies/"}:
                form = {"email": WORDS["email"], "follows": "site"}
                answers[f"POST {path}"] = client.post(path, form, headers=SAME_ORIGIN)
                # The admin would list what was asked for: the walk leaves nothing behind.
                Notification.objects.under(form["email"]).delete()
                Subscription.objects.under(form["email"]).delete()
    return {
        request: CHANGES_EVERY_TIME.sub("", everything_in(answer))
        for request, answer in answers.items()
    }


# Who looks ---------------------------------------------------------------------------------------


def anonymous(_comment):
    return browser()


def another_reader(comment):
    """With a waiting reply of their own, on the same post if that takes any, and a saved name."""
    client = browser()
    post = comment.post if comment.post.is_published else make_post()
    post_reply(client, post, body="My own.", save_my_name="on")
    assert "own" in client.cookies
    return client


def who_proved_another_address(_comment):
    return proved("ann@example.org")


def another_author(_comment):
    """Staff who write, but have no rights in the admin."""
    author = make_author()
    author.user.groups.clear()
    return browser(author.user)


def editor_of_another_post(_comment):
    author = make_author()
    make_post(author=author)
    return browser(author.user)


# What they must not see --------------------------------------------------------------------------


def waiting():
    comment = _posted()
    assert comment.status == "pending"
    return comment


def spam():
    comment = _posted()
    comment.mark_as_spam(by=make_moderator())
    return comment


def removed():
    comment = _posted()
    moderator = make_moderator()
    comment.approve(by=moderator)
    comment.remove(by=moderator)
    return comment


def on_a_withdrawn_post():
    comment = _posted()
    comment.approve(by=make_moderator())
    comment.post.withdraw()
    return comment


def _posted():
    discuss(flood_seconds=0)
    SiteIdentity.current(), make_page(slug="about"), make_page(slug="privacy"), make_post()
    post = make_post(tags=["Craft"], categories=[make_category()])
    public = make_comment(post=post, body="Everybody may read this.")
    post_reply(browser(), post, to=public.pk, **WORDS)
    return last_comment()


@pytest.mark.parametrize(
    "looks",
    [
        anonymous,
        another_reader,
        who_proved_another_address,
        another_author,
        editor_of_another_post,
    ],
)
@pytest.mark.parametrize("hidden", [waiting, spam, removed, on_a_withdrawn_post])
def test_nobody_else_can_tell_that_it_exists(hidden, looks):
    comment = hidden()
    client = looks(comment)
    # All of the admin once, then what is about comments; readers see its sign-in page only.
    admin = "admin/" if hidden is waiting else "admin/comments/comment/"
    admin = "nothing" if looks is another_reader else admin
    # For all others there is no desk: see tests/desk/test_strangers.py.
    desk = "moderation" if looks is editor_of_another_post else "nothing"

    with_it = walk(client, comment, admin=admin, desk=desk)

    assert [request for request, answer in with_it.items() if SECRET in answer.lower()] == []

    Decision.objects.filter(comment=comment).delete()
    Comment.objects.filter(pk=comment.pk).delete()
    without_it = walk(client, comment, admin=admin, desk=desk)

    assert with_it.keys() == without_it.keys()
    differ = {request for request in with_it if with_it[request] != without_it[request]}
    # Django's own "view on site" tells staff whether there is an object of some number; an editor's
    # desk, of which only the words are asked here, holds the time and the newest number of all.
    told = ("GET /admin/r/", "GET /moderation/", "POST /moderation/")
    assert {request for request in differ if not request.startswith(told)} == set()


def test_the_walk_meets_what_is_public():
    comment = waiting()
    comment.approve(by=make_moderator())

    answers = walk(browser(), comment)

    assert {request.split("?")[0] for request, answer in answers.items() if SECRET in answer} >= {
        f"GET /posts/{comment.post.slug}/",
        f"GET /posts/{comment.post.slug}/reply/",
    }


def test_a_route_without_arguments_is_noticed():
    comment = waiting()

    with pytest.raises(LookupError):
        paths_of("posts/<slug>/comments/<uuid>/", comment)


def test_its_author_sees_it_in_that_browser():
    post, client = make_post(), browser()
    response = post_reply(client, post, **WORDS)

    page = client.get(response.headers["Location"])

    assert SECRET in page.content.decode()
    assert "awaiting moderation" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("hidden", [waiting, spam, removed, on_a_withdrawn_post])
def test_moderators_see_it_in_the_admin(hidden):
    comment = hidden()
    client = browser(make_moderator())

    in_list = client.get("/admin/comments/comment/", {"status": "all", "q": SECRET})
    alone = client.get(f"/admin/comments/comment/{comment.pk}/change/")

    assert SECRET in in_list.content.decode()
    assert SECRET in alone.content.decode()


def test_the_writer_of_the_post_sees_it_in_the_admin():
    comment = waiting()
    client = browser(comment.post.author.user)

    alone = client.get(f"/admin/comments/comment/{comment.pk}/change/")

    assert SECRET in alone.content.decode()


def test_its_permalink_leads_moderators_to_it_and_others_nowhere():
    comment = waiting()

    for_moderators = browser(make_moderator()).get(comment.get_absolute_url())
    for_others = browser().get(comment.get_absolute_url())

    assert for_moderators.headers["Location"] == f"/admin/comments/comment/{comment.pk}/change/"
    assert for_others.status_code == 404
