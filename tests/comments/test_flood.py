"""One reader, one reply in some seconds: counted from rows, per address, network and account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment
from comments.rules.flood import flood
from tests.comments.afterwards import prover_of
from tests.comments.scene import browser, discuss
from tests.factories import (
    make_comment,
    make_moderator,
    make_post,
    make_submission,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db


def said(seconds_ago, **fields):
    return make_comment(submitted_at=timezone.now() - timedelta(seconds=seconds_ago), **fields)


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


# In an hour, and for everybody -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("same", "form"),
    [
        ({"author_email": "ann@example.org"}, {"email": "Ann@Example.org"}),
        ({"ip_address": "192.0.2.1"}, {"ip": "192.0.2.1"}),
        ({"network": "2001:db8:1:2::/64"}, {"ip": "2001:db8:1:2:ffff::9"}),
    ],
    ids=["address", "network", "ipv6"],
)
def test_one_reader_posts_so_many_in_an_hour(client, same, form):
    discuss(hourly_replies=3)
    for minutes in (59, 40, 20):
        said(minutes * 60, **same)

    refused = post_reply(client, make_post(), **form)

    assert refused.status_code == 429
    assert 30 <= int(refused.headers["Retry-After"]) <= 60
    assert post_reply(browser(), make_post()).status_code == 303


def test_what_is_older_than_an_hour_counts_no_more(client):
    discuss(hourly_replies=2)
    for minutes in (61, 30):
        said(minutes * 60, ip_address="192.0.2.1")

    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 303
    assert post_reply(client, make_post(), ip="192.0.2.1").status_code == 429


def test_of_more_than_the_limit_all_but_that_many_must_pass(client):
    """The limit was lowered, or another reader of that network came from elsewhere."""
    discuss(hourly_replies=2)
    for minutes in (59, 50, 30, 10):
        said(minutes * 60, ip_address="192.0.2.1")

    response = post_reply(client, make_post(), ip="192.0.2.1")

    assert int(response.headers["Retry-After"]) == pytest.approx(30 * 60, abs=5)


def test_an_account_is_counted_by_itself_in_the_hour_too():
    discuss(hourly_replies=1)
    account = make_user()
    said(1000, user=account)
    said(1000, ip_address="192.0.2.1")

    assert post_reply(browser(account), make_post()).status_code == 429
    assert post_reply(browser(make_user()), make_post(), ip="192.0.2.1").status_code == 303


def test_who_has_proved_an_address_is_not_locked_out_by_those_who_type_it():
    for _time in range(3):
        said(5, author_email="ann@example.org")

    known = post_reply(prover_of("ann@example.org"), make_post(), email="ann@example.org")
    typed = post_reply(browser(), make_post(), email="ann@example.org")

    assert (known.status_code, typed.status_code) == (303, 429)


def test_but_their_own_replies_count():
    said(5, author_email="ann@example.org", is_confirmed=True)

    response = post_reply(prover_of("ann@example.org"), make_post(), email="ann@example.org")

    assert response.status_code == 429


def test_one_post_takes_so_many_in_a_minute(client):
    discuss(post_replies=3)
    post = make_post()
    for seconds in (50, 30, 10):
        said(seconds, post=post)
    said(70, post=post)

    refused = post_reply(client, post)

    assert refused.status_code == 429
    assert 5 <= int(refused.headers["Retry-After"]) <= 10
    assert post_reply(client, make_post()).status_code == 303


@pytest.mark.parametrize("posts", [0, 60])
def test_the_whole_site_takes_so_many_in_a_minute(client, posts):
    discuss(site_replies=3, post_replies=posts)
    for _time in range(3):
        said(30)

    refused = post_reply(client, make_post())

    assert refused.status_code == 429
    assert 25 <= int(refused.headers["Retry-After"]) <= 30


def test_nought_is_no_limit(client):
    discuss(flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0)
    post = make_post()
    for _time in range(5):
        said(0, post=post, ip_address="192.0.2.1")

    assert post_reply(client, post, ip="192.0.2.1").status_code == 303


def test_a_post_alone_may_be_limited(client):
    discuss(hourly_replies=0, post_replies=1, site_replies=0)
    post = make_post()
    said(20, post=post)

    assert post_reply(client, post).status_code == 429
    assert post_reply(client, make_post()).status_code == 303


def test_staff_answer_in_any_flood():
    discuss(hourly_replies=1, post_replies=1, site_replies=1)
    post, moderator = make_post(), make_moderator()
    said(5, post=post, user=moderator)

    assert post_reply(browser(moderator), post).status_code == 303


def test_the_words_are_kept(client):
    discuss(site_replies=1)
    said(5)

    response = post_reply(client, make_post(), body="What took me an hour.")

    assert "What took me an hour." in response.content.decode()
    assert "Very many replies arrive right now." in response.content.decode()


def test_it_is_one_query_however_many_there_are(django_assert_num_queries):
    for _time in range(5):
        said(5)
    submission = make_submission()

    with django_assert_num_queries(1):
        assert flood(submission) is None


def test_the_database_looks_it_up_by_indexes():
    """Without them a site of a million comments would be read through for every reply."""
    submission = make_submission()
    with CaptureQueriesContext(connection) as asked:
        flood(submission)

    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of no rows is read at once
        cursor.execute(f"EXPLAIN {'' if is_postgresql else 'QUERY PLAN'} {asked[0]['sql']}")
        plan = "\n".join(str(row) for row in cursor.fetchall())

    # Of few rows PostgreSQL takes those of the last hour; of many, each by its index.
    by_each = ("comment_by_network", "comment_by_email", "comment_by_time")
    assert all(index in plan for index in (by_each[2:] if is_postgresql else by_each))
    assert "SCAN comments_comment" not in plan
    assert "Seq Scan" not in plan


def test_a_known_author_is_heard_in_any_flood_of_others(client):
    post = make_post()
    discuss(post_replies=3, site_replies=3)
    known = make_comment(author_email="ann@example.org")
    for _number in range(5):
        make_comment(post=post, submitted_at=timezone.now())

    assert post_reply(client, post).status_code == 429
    answer = post_reply(prover_of(known.author_email), post, email=known.author_email)
    assert answer.status_code == 303
