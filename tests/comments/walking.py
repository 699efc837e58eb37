"""Every route of the URLconf, asked for by one client, and what it answers."""

import re
from functools import cache
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from comments.models import Comment, Notification, Subscription
from comments.tokens import sign_decision, sign_link, sign_proof, sign_unsubscribe
from posts.models import Author, Category, Page, Post, Tag
from tests.comments.reading import everything_in
from tests.factories import SAME_ORIGIN, reply_form

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
        if any(part.isdigit() for part in path.split("/")):
            return [{}, {"post": comment.post_id}]  # it leads back to that list
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
