"""A page's one query finds its rows by the indexes that were made for it, on both databases."""

import pytest
from django.db import connection

from comments.models import Comment
from comments.reading import page_rows
from tests.factories import make_comment, make_moderator, make_post
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    post = make_post()
    for _number in range(5):
        root = make_comment(post=post, is_answer=True)
        make_comment(parent=root)
        make_comment(parent=make_comment(parent=root, status="removed"))
    return post


def plan_of(ask, *args, **options):
    """How the database would find the rows, were its tables large."""
    [query] = asked_by(lambda: ask(*args, **options))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute(f"EXPLAIN {query}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("own_ids", [(), (1, 2)])
def test_a_page_of_threads(post, newest_first, own_ids):
    plan = plan_of(
        page_rows.of_threads, post.pk, newest_first=newest_first, limit=20, offset=0,
        own_ids=own_ids,
    )  # fmt: skip

    assert "comment_listed_roots" in plan
    assert "comment_public_replies" in plan
    assert "comment_tombstones" in plan
    assert "SCAN c" not in plan
    assert "Seq Scan on comments_comment" not in plan


def test_a_thread_alone(post):
    plan = plan_of(page_rows.of_one_thread, post.pk, 1, limit=100, offset=0)

    assert "comment_public_replies" in plan
    assert "SCAN c" not in plan
    assert "Seq Scan on comments_comment" not in plan


@pytest.mark.parametrize(
    ("kind", "index"), [("is_answer", "comment_answers"), ("is_picked", "comment_picks")]
)
def test_answers_and_picks(post, kind, index):
    plan = plan_of(page_rows.of_kind, post.pk, kind, newest_first=False, limit=20, offset=0)

    assert index in plan
    assert "SCAN c" not in plan
    assert "Seq Scan on comments_comment" not in plan


def test_rows_are_what_the_orm_would_give():
    moderator = make_moderator()
    comment = make_comment(
        user=moderator, is_confirmed=True, is_answer=True, author_url="https://a.test/"
    )
    comment.pick()
    comment.refresh_from_db()

    [row] = page_rows.of_threads(comment.post_id, newest_first=False, limit=1, offset=0).roots

    told = {"is_staff": moderator.is_staff, "is_edited": comment.edited_at is not None}
    for field in row._fields:
        expected = told[field] if field in told else getattr(comment, field)
        assert getattr(row, field) == expected, field


@pytest.mark.parametrize(
    ("rights", "is_staff"),
    [({"is_staff": True}, True), ({"is_staff": True, "is_active": False}, False), ({}, False)],
)
def test_staff_is_who_may_still_act_as_such(rights, is_staff):
    moderator = make_moderator()
    for field in ("is_staff", "is_active"):
        setattr(moderator, field, rights.get(field, field == "is_active"))
    moderator.save()
    comment = make_comment(user=moderator)

    [row] = page_rows.of_threads(comment.post_id, newest_first=False, limit=1, offset=0).roots

    assert bool(row.is_staff) is is_staff


def test_statistics_lead_no_page_through_the_whole_table(post):
    like_this = Comment.objects.exclude(thread=None).first()
    Comment.objects.bulk_create(
        Comment(
            post=post, thread_id=like_this.thread_id, parent_id=like_this.parent_id, depth=1,
            body="x", body_html="x", status="approved", submitted_at=like_this.submitted_at,
            fingerprint=str(number),
        )
        for number in range(3000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plan = plan_of(page_rows.of_threads, post.pk, newest_first=False, limit=20, offset=0)

    assert "BLOOM" not in plan
    assert "SCAN c" not in plan
    assert "Seq Scan on comments_comment" not in plan
