"""The database keeps the index by itself, whoever writes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from posts.models import Post
from posts.search import finding, fts5
from posts.search.finding import best_first
from posts.search.keeping import put_in_order
from tests.factories import make_author, make_post
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
FIELDS = ["title", "standfirst", "question", "body"]


def ids(word):
    return best_first([word])


def spoil():
    """As a migration that makes the table anew does, or a hand that restores half of it."""
    settle()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER posts_search_update")
        else:
            cursor.execute("ALTER TABLE posts_post DROP COLUMN search_words")


def settle():
    """PostgreSQL changes no table while keys are still to be looked at, as they are in a test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def schema():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql, rootpage FROM sqlite_master ORDER BY name")
        else:
            cursor.execute(
                "SELECT attname, attnum FROM pg_attribute"
                " WHERE attrelid = 'posts_post'::regclass ORDER BY attnum"
            )
        return cursor.fetchall()


@pytest.mark.parametrize("field", FIELDS)
def test_an_edit_is_found_and_what_it_replaced_is_not(field):
    post = make_post(**{field: "Yesterday"})
    setattr(post, field, "Tomorrow")
    post.save()

    assert ids("tomorrow") == [post.pk]
    assert ids("yesterday") == []


@pytest.mark.parametrize("field", FIELDS)
def test_an_update_past_the_model_is_found(field):
    post = make_post(**{field: "Yesterday"})

    Post.objects.filter(pk=post.pk).update(**{field: "Tomorrow, 明日, 100%"})

    assert [ids(word) for word in ("tomorrow", "明日", "100%")] == [[post.pk]] * 3
    assert ids("yesterday") == []


def test_what_is_written_in_bulk_is_found():
    [post] = Post.objects.bulk_create(
        [Post(title="Bulk", slug="b", author=make_author(), status="published",
              published_at=timezone.now())]
    )  # fmt: skip

    assert ids("bulk") == [post.pk]


def test_what_is_deleted_is_not_found():
    make_post(title="Gone").delete()

    assert ids("gone") == []
    assert not Post.objects.matching(["gone"]).exists()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("hide", ["draft", "scheduled"])
def test_what_is_not_public_is_found_by_editors_alone(client, hide, field):
    post = make_post(**{field: "Secret"})
    if hide == "draft":
        post.withdraw()
    else:
        later = timezone.now() + timedelta(hours=1)
        Post.objects.filter(pk=post.pk).update(published_at=later)

    assert ids("secret") == []
    assert len(client.get("/search/", {"q": "secret"}).context["page"]) == 0
    assert list(Post.objects.matching(["secret"])) == [post]
    assert list(Post.objects.published().matching(["secret"])) == []


def test_what_is_scheduled_is_found_when_its_time_has_come(monkeypatch):
    post = make_post(title="Later", published_at=timezone.now() + timedelta(hours=1))
    moment = timezone.now() + timedelta(hours=2)

    monkeypatch.setattr(finding.timezone, "now", lambda: moment)

    assert ids("later") == [post.pk]


def test_put_in_order_twice_it_is_what_it_was():
    post = make_post(title="Steady")
    before = schema()

    put_in_order("default")

    assert schema() == before
    assert ids("steady") == [post.pk]


def test_what_was_spoilt_is_mended_with_what_was_written_meanwhile():
    post = make_post(title="Before")
    spoil()
    Post.objects.filter(pk=post.pk).update(title="Meanwhile", body="Meanwhile")

    settle()
    put_in_order("default")

    assert ids("meanwhile") == [post.pk]
    assert ids("before") == []
    Post.objects.filter(pk=post.pk).update(title="Afterwards")
    assert ids("afterwards") == [post.pk]


def test_a_part_that_is_missing_is_put_back():
    post = make_post(title="Missed")
    settle()
    before = [row[0] for row in schema()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TABLE {fts5.TABLES['title']}")
        else:
            cursor.execute("DROP FUNCTION posts_search_words CASCADE")

    settle()
    put_in_order("default")

    assert {*before} <= {row[0] for row in schema()}

    assert ids("missed") == [post.pk]


def test_the_index_is_used():
    author = make_author()
    Post.objects.bulk_create(
        Post(title=f"Nr {n}", slug=f"n-{n}", author=author, status="published",
             published_at=timezone.now() - timedelta(hours=n))
        for n in range(500)
    )  # fmt: skip
    [query, *_others] = asked_by(lambda: ids("planned"))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE posts_post")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {query}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())

    assert "posts_search_title" in plan, plan
    assert "Seq Scan" not in plan
    assert "TEMP B-TREE" not in plan
