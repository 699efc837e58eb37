from datetime import UTC, datetime

import pytest
from django.db import connection

from comments.models import Comment, Decision, Tally
from posts.markdown import render_article
from posts.models import Post
from tests.benchmarks import site_of_any_size
from tests.benchmarks.site_of_any_size import fill, path_of
from tests.factories import make_comment, make_moderator

UNTIL = datetime(2026, 1, 1, tzinfo=UTC)
ROOTS = ("live_replies", "is_listed", "folds_after")
TABLES = (
    "comments_decision", "comments_tally", "comments_comment", "posts_taggedpost",
    "posts_post_categories", "posts_post",
)  # fmt: skip


@pytest.fixture
def moderator(db, monkeypatch):
    """Of 500 comments the last 400 are copies then."""
    monkeypatch.setattr(site_of_any_size, "SAMPLE", 100)
    return make_moderator()


@pytest.fixture
def site(moderator):
    fill(500, 50, by=moderator, posts=10, until=UNTIL, of_their_own=(90,))


def test_there_are_as_many_as_were_asked_for(site, client):
    assert Post.objects.published().count() == 11
    assert Comment.objects.count() == 590
    assert 40 <= Comment.objects.awaiting_moderation().count() <= 60
    assert Comment.objects.filter(status="spam").exists()
    assert Comment.objects.filter(status="removed").exists()
    assert b"90 repl" in client.get(path_of(90)).content.lower()


def test_tallies_and_roots_are_as_the_site_counts_them(site):
    made = (rows(Tally), roots())

    for post in Post.objects.all():
        of_post = Comment.objects.filter(post=post, thread=None).values_list("pk", flat=True)
        Tally.recount(Comment.objects, post.pk, *of_post)

    assert (rows(Tally), roots()) == made
    assert Comment.objects.filter(live_replies__gt=20).exists()


def test_so_are_those_that_wait_or_were_taken_down(site):
    for tally in Tally.objects.all():
        of_post = Comment.objects.filter(post=tally.post)
        counted = [of_post.filter(status=one).count() for one in ("pending", "spam", "removed")]
        assert counted == [tally.waiting, tally.spam, tally.removed]


def test_threads_hang_together(site):
    replies = Comment.objects.exclude(parent=None).select_related("parent", "thread")

    assert replies.filter(depth__gt=2).exists()
    for reply in replies:
        assert reply.post_id == reply.parent.post_id
        assert reply.thread_id == (reply.parent.thread_id or reply.parent.pk)
        assert reply.depth == reply.parent.depth + 1
        assert reply.parent.has_replies
        assert reply.parent.status in ("approved", "removed")
        assert reply.submitted_at > reply.parent.submitted_at


def test_each_was_decided_once_after_it_waited(site):
    decisions = Decision.objects.exclude(was="")

    assert Decision.objects.filter(was="").count() == Comment.objects.count()
    assert decisions.count() == Comment.objects.exclude(status="pending").count()
    assert all(one.became == one.comment.status for one in decisions.select_related("comment"))


def test_posts_are_as_they_would_have_been_saved(site):
    for post in Post.objects.all():
        assert (post.body_html, post.contents) == tuple(render_article(post.body))
        assert 3_000 < len(post.body) < 9_000


def test_comments_can_be_added_and_are_noted_for_kept_pages(site):
    before = changes()

    comment = make_comment(post=Post.objects.first())

    assert comment.pk == Comment.objects.order_by("pk").last().pk
    assert changes() > before


def test_made_again_it_is_the_same(site, moderator):
    first = everything()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")

    fill(500, 50, by=moderator, posts=10, until=UNTIL, of_their_own=(90,))

    assert everything() == first


def rows(model):
    return list(model.objects.order_by("pk").values_list())


def roots():
    return list(Comment.objects.filter(thread=None).order_by("pk").values_list("pk", *ROOTS))


def everything():
    columns = [field.name for field in Comment._meta.concrete_fields if field.name != "post"]
    posts = Post.objects.order_by("slug").values_list("slug", "title", "body", "published_at")
    return list(posts), list(Comment.objects.order_by("pk").values_list("post__slug", *columns))


def changes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(SUM(number), 0) FROM posts_change")
        return cursor.fetchone()[0]
