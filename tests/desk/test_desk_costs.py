"""The desk costs the same few queries however much waits, and each finds its rows by an index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.desk import campaigns, queue
from comments.desk.asked import Asked
from comments.models import Comment
from tests.comments.scene import browser
from tests.desk.scene import DESK
from tests.factories import make_comment, make_moderator, make_post
from tests.queries import asked_for

pytestmark = pytest.mark.django_db
VIEWS = ["waiting", "reported", "spam", "removed", "approved", "mine"]


def fill(post, number):
    for count in range(number):
        common = {"ip_address": "192.0.2.1"} if count % 3 else {}
        make_comment(
            post=post, status="pending", author_name=f"Name {count}",
            is_confirmed=bool(count % 2), **common,
        )  # fmt: skip


def test_three_hundred_waiting_cost_what_three_do():
    client, post = browser(make_moderator()), make_post()
    fill(post, 6)
    client.get(DESK)  # figures are kept for a minute
    few = asked_for(client, DESK)
    fill(post, 294)

    many = asked_for(client, DESK)

    assert len(many) == len(few) <= 18


def test_a_detail_alone_costs_the_same_whatever_its_author_did():
    client, post = browser(make_moderator()), make_post()
    comment = make_comment(post=post, status="pending", author_email="rita@example.org")
    client.get(f"{DESK}{comment.pk}/?part=1")
    few = asked_for(client, f"{DESK}{comment.pk}/?part=1")
    for status in ["approved", "spam", "removed"] * 5:
        make_comment(post=post, status=status, author_email="rita@example.org")

    assert len(asked_for(client, f"{DESK}{comment.pk}/?part=1")) == len(few) <= 12


def crowd(number):
    """Waiting, and with nothing in common: on a page or two, any index is as good as another."""
    post = make_post()
    Comment.objects.bulk_create(
        Comment(
            post=post, status="pending", body="x", body_html="x", fingerprint=str(count),
            submitted_at=timezone.now(), author_email=f"crowd{count}@example.org",
            network=f"crowd-{count}", link_host=f"h{count}.example", likeness_a=count,
            likeness_b=count,
        )
        for count in range(number)
    )  # fmt: skip


def plan_of(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE comments_comment")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("view", "index"),
    [
        ("waiting", "comment_queue"),
        ("spam", "comment_queue"),
        ("removed", "comment_queue"),
        ("approved", "comment_queue"),
        ("reported", "comment_reported"),
    ],
)
def test_a_page_of_a_view_is_read_from_its_index(view, index):
    make_comment(status="pending")
    with CaptureQueriesContext(connection) as queries:
        queue.page_of(make_moderator(), Asked(view=view))

    assert index in plan_of(queries[-1]["sql"])


@pytest.mark.parametrize(
    ("by", "index"),
    [
        ("text", "waiting_by_text_a"),
        ("host", "waiting_by_host"),
        ("address", "waiting_by_email"),
        ("network", "waiting_by_network"),
    ],
)
def test_what_is_alike_is_counted_in_the_index_of_what_is_common(by, index):
    for _number in range(3):
        make_comment(
            status="pending", body="Have a look at this https://evil.example/",
            author_email="one@example.org", ip_address="192.0.2.1",
        )  # fmt: skip
    moderator = make_moderator()
    rows = queue.page_of(moderator, Asked()).rows
    crowd(2000)
    with CaptureQueriesContext(connection) as queries:
        campaigns.numbers_of(moderator, [campaigns.Group(by, rows)])

    plan = plan_of(queries[-1]["sql"])

    assert index in plan
    assert "SCAN comments_comment" not in plan
    assert "Seq Scan on comments_comment" not in plan


def test_replies_of_a_thread_are_counted_by_their_index_where_nearly_all_are_roots():
    root = make_comment()
    make_comment(parent=root)
    crowd(2000)
    Comment.objects.filter(status="pending").update(status="approved")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment")

    below = Comment.objects.approved_below(root.pk)

    assert below.count() == 1
    assert "comment_public_replies" in plan_of(str(below.query))
