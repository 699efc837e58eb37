"""So many replies of one reader in an hour, and of everybody in a minute."""

import pytest
from django.utils import timezone

from tests.comments.scene import browser, discuss, proved, said
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db


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

    known = post_reply(proved("ann@example.org"), make_post(), email="ann@example.org")
    typed = post_reply(browser(), make_post(), email="ann@example.org")

    assert (known.status_code, typed.status_code) == (303, 429)


def test_but_their_own_replies_count():
    said(5, author_email="ann@example.org", is_confirmed=True)

    response = post_reply(proved("ann@example.org"), make_post(), email="ann@example.org")

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


def test_a_known_author_is_heard_in_any_flood_of_others(client):
    post = make_post()
    discuss(post_replies=3, site_replies=3)
    known = make_comment(author_email="ann@example.org")
    for _number in range(5):
        make_comment(post=post, submitted_at=timezone.now())

    assert post_reply(client, post).status_code == 429
    answer = post_reply(proved(known.author_email), post, email=known.author_email)
    assert answer.status_code == 303
