"""The moderators' list: what waits, oldest first, why it waits, filters and search."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk.rule_names import NAMES
from comments.rules import HOLDING
from tests.comments.desk import LIST, rows, seen
from tests.comments.reading import Elements
from tests.comments.scene import browser, last_comment, watch
from tests.factories import (
    make_comment,
    make_post,
    post_reply,
)
from tests.queries import asked_for

pytestmark = pytest.mark.django_db


def test_it_opens_on_what_waits_oldest_first(desk):
    now = timezone.now()
    new, old, middle = (
        make_comment(status="pending", submitted_at=now - timedelta(hours=hours))
        for hours in (1, 9, 5)
    )
    for status in ("approved", "spam", "removed"):
        make_comment(status=status)

    assert rows(desk.get(LIST)) == [old.pk, middle.pk, new.pk]


@pytest.mark.parametrize("status", ["pending", "approved", "spam", "removed"])
def test_it_can_be_filtered_by_status(desk, status):
    comments = {
        made: make_comment(status=made) for made in ("pending", "approved", "spam", "removed")
    }

    assert rows(desk.get(LIST, {"status": status})) == [comments[status].pk]
    assert len(rows(desk.get(LIST, {"status": "all"}))) == 4


def test_it_says_why_a_reply_is_held_with_rule_limit_and_hosts(desk):
    watch("casino")
    post_reply(browser(), make_post(), body="https://a.test https://b.test https://a.test casino")

    page = Elements(desk.get(LIST).content.decode())

    assert "Links: 3, limit 2: a.test, b.test" in page.text
    assert "Watched terms: “casino”" in page.text
    assert "The author is not known yet." in page.text


def test_it_can_be_filtered_by_rule(desk):
    post_reply(browser(), make_post(), body="https://a.test https://b.test")
    links = last_comment()
    post_reply(browser(), make_post(), subject="filled")
    honeypot = last_comment()

    assert rows(desk.get(LIST, {"rule": "links"})) == [links.pk]
    assert rows(desk.get(LIST, {"rule": "honeypot"})) == [honeypot.pk]
    assert set(rows(desk.get(LIST, {"rule": "first_time"}))) == {links.pk, honeypot.pk}
    assert rows(desk.get(LIST, {"rule": "watched_terms"})) == []


def test_every_rule_that_holds_can_be_filtered_by():
    found_later = {"reports", "edited"}

    assert set(NAMES) == {rule.__name__ for rule in HOLDING} | found_later


def test_it_can_be_filtered_by_post(desk):
    comment, _other = make_comment(status="pending"), make_comment(status="pending")

    assert rows(desk.get(LIST, {"post__id__exact": comment.post_id})) == [comment.pk]


@pytest.mark.parametrize("query", ["needle", "NEEDLE", "needle heap"])
@pytest.mark.parametrize("field", ["body", "author_name", "author_email"])
def test_it_can_be_searched(desk, field, query):
    values = {
        "body": "A needle in a heap.",
        "author_name": "Needle Heap",
        "author_email": "needle@heap.test",
    }
    comment = make_comment(status="pending", **{field: values[field]})
    make_comment(status="pending")

    assert rows(desk.get(LIST, {"q": query})) == [comment.pk]


def test_it_can_be_searched_by_network_address(desk):
    comment = make_comment(status="pending", ip_address="192.0.2.77")
    make_comment(status="pending", ip_address="2001:db8::1")

    assert rows(desk.get(LIST, {"q": "192.0.2.77"})) == [comment.pk]


@pytest.mark.parametrize(
    "query",
    [{"status": "nonsense"}, {"status": "\0"}, {"rule": "nonsense"}, {"rule": "\0"},
     {"rule": '"%_'},
     {"q": "\0"}, {"q": "x" * 3000}, {"q": "'\"%_\\"}, {"p": "abc"}, {"p": "99999999999999999999"},
     {"o": "99.-1.x"}, {"post__id__exact": "abc"}, {"post__id__exact": "9" * 40}, {"all": ""},
     {"body__contains": "x"}, {"e": "1"}, {"post__author__user__password__startswith": "x"}],
    ids=str,
)  # fmt: skip
def test_odd_queries_are_no_server_errors(desk, query):
    make_comment(status="pending")

    assert desk.get(LIST, query).status_code < 500


def test_it_costs_the_same_queries_for_one_row_and_for_many(desk):
    post_reply(browser(), make_post())
    desk.get(LIST)
    for_one = asked_for(desk, LIST)
    for _number in range(30):
        make_comment(status="pending")

    assert len(asked_for(desk, LIST)) == len(for_one)


def test_a_row_carries_what_its_moderator_saw(desk):
    comment = make_comment(status="pending")

    fields = Elements(desk.get(LIST).content.decode()).named("input")

    assert seen(comment) in [field.get("value") for field in fields if field.get("name") == "seen"]
