"""Plain functions that make the smallest valid thing; a test overrides what it is about."""

from datetime import timedelta
from functools import cache
from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from comments.models import Comment, Tally
from comments.moderation import Status
from comments.submission import Submission
from posts.models import Author, Category, Page, Post

_number = count(1)
# In one statement: the ORM takes four, and longer to compose them than the database to answer.
JOIN_GROUPS = """
    INSERT INTO auth_user_groups (user_id, group_id)
    SELECT %s, id FROM auth_group WHERE name = %s
"""


# A served site hashes as slowly as any: each password but once.
_hashed = cache(make_password)


def make_user(*, password="right", **overrides):
    number = next(_number)
    fields = {"username": f"user{number}", "email": f"user{number}@example.org", **overrides}
    return User.objects.create(password=_hashed(password), **fields)


def make_staff(*groups, **overrides):
    user = make_user(is_staff=True, **overrides)
    with connection.cursor() as cursor:
        cursor.executemany(JOIN_GROUPS, [(user.pk, group) for group in groups])
    return user


def make_moderator(**overrides):
    return make_staff("Moderators", **overrides)


def make_editor(**overrides):
    return make_staff("Editors", **overrides)


def make_author(**overrides):
    number = next(_number)
    fields = {"slug": f"writer-{number}", "display_name": f"Writer {number}", **overrides}
    return Author.objects.create(**{"user": fields.pop("user", None) or make_editor(), **fields})


def make_category(**overrides):
    number = next(_number)
    return Category.objects.create(
        **{"name": f"Category {number}", "slug": f"category-{number}", **overrides}
    )


def make_page(**overrides):
    number = next(_number)
    fields = {"title": f"Page {number}", "slug": f"page-{number}", "body": "Text.", **overrides}
    # A site begins with some pages; the one that a test is about takes their place.
    return Page.objects.update_or_create(slug=fields.pop("slug"), defaults=fields)[0]


def make_post(*, tags=(), categories=(), **overrides):
    """A post, published an hour ago."""
    number = next(_number)
    fields = {
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "standfirst": "What it is about.",
        "body": "## Findings\n\nSome text.",
        "question": "You have read it. What will you try?",
        "status": Post.Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(hours=1),
        **overrides,
    }
    fields["author"] = fields.get("author") or make_author()
    post = Post.objects.create(**fields)
    if tags:
        post.tags.set(tags)
    if categories:
        post.categories.set(categories)
    return post


def make_submission(**overrides):
    """A reader's submission as the form hands it over, not yet judged."""
    number = next(_number)
    fields = {
        "body": f"A thought, number {number}.",
        "author_name": "Rita Reader",
        "author_email": f"rita{number}@example.org",
        "ip_address": f"198.51.100.{number % 250 + 1}",
        "user_agent": "Tests",
        **overrides,
    }
    fields["post"] = fields.get("post") or make_post()
    return Submission(**fields)


def make_comment(*, status=Status.APPROVED, post=None, parent=None, **overrides):
    """A stored comment of any status, past all rules."""
    number = next(_number)
    post = post or (parent.post if parent else make_post())
    fields = {
        "author_name": "Rita Reader",
        "author_email": f"rita{number}@example.org",
        "body": f"A thought, number {number}.",
        "submitted_at": timezone.now() - timedelta(minutes=30),
        "fingerprint": f"made-{number}",
        "ip_address": f"203.0.113.{number % 250 + 1}",
        **overrides,
    }
    fields.setdefault("network", fields["ip_address"] or "")
    comment = Comment(
        post=post,
        parent=parent,
        thread_id=(parent.thread_id or parent.pk) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        status=status,
        **fields,
    )
    comment.save()
    if parent is not None:
        Comment.objects.filter(pk=parent.pk).update(has_replies=True)
    with transaction.atomic():
        Tally.hold(post.pk)
        Tally.recount(Comment.objects, post.pk, comment.thread_id or comment.pk)
        Tally.shift(post.pk, [("", status)])
    return comment


def reply_form(**overrides):
    """What a browser sends when a reader posts a reply."""
    number = next(_number)
    return {
        "body": f"A thought, number {number}.",
        "name": "Rita Reader",
        "email": f"rita{number}@example.org",
        "url": "",
        "subject": "",
        "to": "",
        "nonce": "",
        **overrides,
    }


SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def post_reply(client, post, *, headers=SAME_ORIGIN, ip=None, **form):
    """Post the reply form as a browser on our own page would: signed in, it has no name field."""
    filled = reply_form(**form)
    if settings.SESSION_COOKIE_NAME in client.cookies:
        filled = {k: v for k, v in filled.items() if k in form or k not in {"name", "email", "url"}}
    extra = {"REMOTE_ADDR": ip or f"198.51.100.{next(_number) % 250 + 1}"}
    return client.post(f"/posts/{post.slug}/reply/", filled, headers=dict(headers), **extra)
