"""What stands in the database afterwards, asked past all of the site's code."""

import json
import sqlite3

from tests.desk.served_desk import counts_are_right

# Everything counts and appears at once, nothing is limited; each post has two who follow it.
FOLLOWERS = 2
SCENE = """
from comments.models import DiscussionSettings, Subscription
from posts.models import Post
DiscussionSettings.current()
DiscussionSettings.objects.update(
    flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0, surge_replies=0,
    holds_first_time=False, closes_old_posts=False,
)
for post in Post.objects.published():
    for name in range(2):
        Subscription.objects.follow(f"f{name}@example.org", post=post, is_confirmed=True)
"""
# What the tallies and the threads say, and what they say once counted anew from the rows.
RECOUNTED = """
import json
from django.db import transaction
from comments.models import Comment, Tally
def said():
    threads = Comment.objects.filter(parent=None).order_by("pk")
    return [
        list(Tally.objects.order_by("pk").values()),
        list(threads.values("pk", "live_replies", "is_listed", "folds_after")),
    ]
before = said()
for post in Tally.objects.values_list("pk", flat=True):
    roots = Comment.objects.filter(post=post, parent=None).values_list("pk", flat=True)
    with transaction.atomic():
        Tally.hold(post)
        Tally.recount(Comment.objects, post, *roots)
print(json.dumps(before == said()))
"""
INDEXES = """
    SELECT bt_index_check(index.oid, true) FROM pg_class index
    JOIN pg_am method ON method.oid = index.relam AND method.amname = 'btree'
    JOIN pg_namespace space ON space.oid = index.relnamespace AND space.nspname = 'public'
    WHERE index.relkind = 'i'
"""


def parents_in(site):
    """{slug: the id of a reply there that can be replied to}."""
    return dict(
        site.query(
            "SELECT p.slug, max(c.id) FROM comments_comment c JOIN posts_post p ON p.id = c.post_id"
            " WHERE c.status = 'approved' AND c.parent_id IS NULL GROUP BY p.slug"
        )
    )


def assert_nothing_is_lost(site, readers):
    """Every reply that was acknowledged is there, none twice, each whole; all counts agree."""
    stored = [body for (body,) in site.query(f"SELECT body FROM comments_comment WHERE {OURS}")]
    assert len(stored) == len(set(stored)), "stored twice"
    assert readers.acknowledged <= set(stored), readers.acknowledged - set(stored)
    assert set(stored) <= readers.sent
    # Each with its first decision, and with the mails that are owed because of it.
    for table, number, more in (
        ("comments_decision", 1, "AND was = ''"),
        ("comments_notification", FOLLOWERS, "AND kind = 'new_reply'"),
    ):
        counted = (
            f"SELECT (SELECT count(*) FROM {table} WHERE comment_id = comments_comment.id {more})"
            f" AS number, count(*) FROM comments_comment WHERE {OURS} GROUP BY 1"
        )
        assert site.query(counted) == [(number, len(stored))], table
    assert counts_are_right(site)
    assert json.loads(site.manage("shell", "--verbosity=0", "-c", RECOUNTED))
    assert_database_is_whole(site)


OURS = "body LIKE 'Said by %'"


def assert_database_is_whole(site):
    try:
        assert site.query("PRAGMA integrity_check") == [("ok",)]
        assert site.query("PRAGMA foreign_key_check") == []
    except sqlite3.Error:
        raise
    except Exception as error:  # PostgreSQL knows no PRAGMA
        if type(error).__name__ != "SyntaxError":
            raise
        if site.query("SELECT 1 FROM pg_available_extensions WHERE name = 'amcheck'"):
            site.query("CREATE EXTENSION IF NOT EXISTS amcheck")
            assert site.query(INDEXES)
