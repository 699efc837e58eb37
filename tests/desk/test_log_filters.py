"""The log can be asked for one kind, one person, one post, some days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk import log as logs
from comments.models.text_columns import values_of_text
from comments.moderation import Via
from tests.desk.log_book import LOG, decide_batch, lines, waiting
from tests.desk.pressing import last
from tests.factories import (
    make_comment,
    make_moderator,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"action": "approve"}, {"a"}),
        ({"action": "spam"}, {"s", "undone"}),
        ({"action": "remove"}, {"r"}),
        ({"action": "restore"}, {"restored"}),
        ({"action": "keep"}, {"kept"}),
        ({"action": "edit"}, {"edited"}),
        ({"action": "undo"}, {"undone"}),
        ({"action": "rule"}, {"held"}),
        ({"action": "author"}, {"erased"}),
        ({"action": "purged"}, set()),
        ({"rule": "links"}, {"held"}),
        ({"rule": "no_such"}, set()),
    ],
)
def test_it_can_be_asked_for_one_kind(desk, moderator, query, found):
    approved, kept = {"status": "approved"}, {"status": "approved"}
    waiting("a").approve(by=moderator)
    waiting("s").mark_as_spam(by=moderator)
    waiting("r").remove(by=moderator)
    make_comment(author_name="restored", **approved).restore(by=moderator)
    make_comment(author_name="kept", **kept).keep(by=moderator)
    waiting("edited").rewrite(by=moderator, values=values_of_text("Other."))
    undone = waiting("undone")
    undone.mark_as_spam(by=moderator)
    undone.take_back(last(undone), by=moderator)
    fields = {"revision": 1, "was": "", "became": "pending", "at": timezone.now()}
    waiting("held").decisions.create(via=Via.RULE, rule="links", **fields)
    waiting("erased").decisions.create(via=Via.AUTHOR, **fields | {"became": "removed"})

    page = desk.get(LOG, query)

    assert {line.what.comment.author_name for line in page.context["page"].lines} == found


def test_it_can_be_asked_for_a_person_a_post_and_days(desk, moderator):
    other = make_moderator()
    mine, theirs = waiting("mine"), waiting("theirs")
    mine.approve(by=moderator, at=timezone.now() - timedelta(days=3))
    theirs.approve(by=other)
    today, before = timezone.localdate(), timezone.localdate() - timedelta(days=2)

    def found(**query):
        return [line.split(" on ")[0].split()[-1] for line in lines(desk, **query)]

    assert found(by=moderator.pk) == ["mine"]
    assert found(post=theirs.post_id) == ["theirs"]
    assert found(since=today.isoformat()) == ["theirs"]
    assert found(until=before.isoformat()) == ["mine"]
    assert found(since=before.isoformat(), until=before.isoformat()) == []
    assert found(by=moderator.pk, action="approve") == ["mine"]


def test_one_of_a_post_shows_what_a_batch_did_there(desk, moderator):
    here, elsewhere = waiting(), waiting()
    decide_batch(moderator, here, elsewhere)

    [said] = lines(desk, post=here.post_id)

    assert "Filed as spam" in said


def test_where_it_looks_through_so_many_it_says_so_and_goes_on(desk, moderator, monkeypatch):
    monkeypatch.setattr(logs, "SEARCHED", 3)
    waiting("rare").remove(by=moderator)
    for _number in range(4):
        waiting().approve(by=moderator)

    first = desk.get(LOG, {"action": "remove"})
    assert first.context["page"].lines == []
    assert "Look further back" in first.content.decode()
    second = desk.get(LOG + first.context["next"])

    assert [line.what.comment.author_name for line in second.context["page"].lines] == ["rare"]
    assert second.context["next"] == ""


@pytest.mark.parametrize(
    "query",
    ["by=x", "by=-1", "by=" + "9" * 30, "rule='", "action=delete", "since=yesterday",
     "since=2026-13-01", "until=0000-00-00", "until=9999-12-31", "after=1", "after=1,2", "batch=x",
     "after=x,2,1", "after=1,7,1", "after=" + "9" * 40 + ",2,1", "by=1&by=2", "post=%00"],
)  # fmt: skip
def test_an_address_that_nobody_would_make_has_no_page(desk, query):
    assert desk.get(f"{LOG}?{query}").status_code == 404
    assert desk.get(f"{LOG}export/?{query}").status_code == 404


def test_what_a_form_leaves_empty_asks_for_nothing(desk, moderator):
    waiting().approve(by=moderator)

    assert len(lines(desk, by="", action="", rule="", since="", until="")) == 1
