"""One reader, one reply in some seconds: counted from rows, per address, network and account."""

import pytest
from django.db import connection

from comments.models import Comment
from comments.rules.flood import flood
from tests.comments.scene import browser, discuss, said
from tests.factories import make_moderator, make_post, make_submission, make_user, post_reply
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


def test_one_mail_address_posts_once_in_fifteen_seconds(client):
    said(5, author_email="ann@example.org")

    response = post_reply(client, make_post(), email="ann@example.org")

    assert response.status_code == 429
    assert Comment.objects.count() == 1


def test_one_network_address_posts_once_in_fifteen_seconds(client):
    said(5, ip_address="192.0.2.1")

    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 429
    assert post_reply(client, make_post(), ip="192.0.2.2").status_code == 303


def test_of_ipv6_the_whole_64_counts_as_one(client):
    post_reply(client, make_post(), ip="2001:db8:1:2::1")

    assert post_reply(client, make_post(), ip="2001:db8:1:2:ffff::9").status_code == 429
    assert post_reply(client, make_post(), ip="2001:db8:1:3::1").status_code == 303


def test_it_counts_over_all_posts_and_whatever_became_of_the_reply(client):
    for status in ("approved", "pending", "spam", "removed"):
        said(5, status=status, author_email=f"{status}@example.org")

        response = post_reply(client, make_post(), email=f"{status}@example.org")

        assert response.status_code == 429


def test_whoever_is_signed_in_is_counted_by_account():
    """A classroom shares one network."""
    said(5, ip_address="192.0.2.1")
    account = make_user()

    first = post_reply(browser(account), make_post(), ip="192.0.2.1")
    second = post_reply(browser(account), make_post(), ip="192.0.2.9")
    colleague = post_reply(browser(make_user()), make_post(), ip="192.0.2.1")

    assert [first.status_code, second.status_code, colleague.status_code] == [303, 429, 303]


def test_staff_are_not_slowed_down():
    moderator = make_moderator()
    post = make_post()

    answers = [post_reply(browser(moderator), post).status_code for _time in range(3)]

    assert answers == [303, 303, 303]


@pytest.mark.parametrize(("ago", "wait"), [(0, 15), (5, 10), (14.5, 1)])
def test_the_answer_says_how_long_to_wait(client, ago, wait):
    said(ago, ip_address="192.0.2.1")

    response = post_reply(client, make_post(), ip="192.0.2.1")

    assert response.status_code == 429
    assert wait - 1 <= int(response.headers["Retry-After"]) <= wait
    assert int(response.headers["Retry-After"]) >= 1


def test_afterwards_it_is_accepted(client):
    said(16, ip_address="192.0.2.1")

    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 303


def test_nought_switches_it_off(client):
    discuss(flood_seconds=0)
    said(0, ip_address="192.0.2.1")

    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 303


def test_a_longer_pause_can_be_set(client):
    discuss(flood_seconds=3600)
    said(3000, ip_address="192.0.2.1")

    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 429


def test_readers_without_address_and_mail_are_not_one_reader(client):
    discuss(requires_name_and_email=False)
    said(1, author_email="", ip_address=None, network="")

    assert post_reply(client, make_post(), email="", ip="unix:").status_code == 303


def test_a_forged_forwarding_header_does_not_make_another_reader(client):
    said(5, ip_address="192.0.2.1")
    headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "203.0.113.200"}

    response = post_reply(client, make_post(), ip="192.0.2.1", headers=headers)

    assert response.status_code == 429


def test_a_row_from_the_future_does_not_lock_anyone_out(client):
    said(-86_400, ip_address="192.0.2.1")

    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 303


def test_it_is_one_query_however_many_there_are(django_assert_num_queries):
    for _time in range(5):
        said(5)
    submission = make_submission()

    with django_assert_num_queries(1):
        assert flood(submission) is None


def test_the_database_looks_it_up_by_indexes():
    """Without them a site of a million comments would be read through for every reply."""
    submission = make_submission()
    [query] = asked_by(lambda: flood(submission))

    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of no rows is read at once
        cursor.execute(f"EXPLAIN {'' if is_postgresql else 'QUERY PLAN'} {query}")
        plan = "\n".join(str(row) for row in cursor.fetchall())

    # Of few rows PostgreSQL takes those of the last hour; of many, each by its index.
    by_each = ("comment_by_network", "comment_by_email", "comment_by_time")
    assert all(index in plan for index in (by_each[2:] if is_postgresql else by_each))
    assert "SCAN comments_comment" not in plan
    assert "Seq Scan" not in plan
