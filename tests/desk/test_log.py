"""The log: every decision, the newest first; who took back what; and its filters."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.desk import log as logs
from comments.models import Batch, Comment, Decision, Purge, Tally
from comments.models.text_columns import values_of_text
from comments.moderation import Via
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_staff,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db

LOG = "/moderation/log/"


@pytest.fixture
def moderator():
    return make_moderator(username="mona", first_name="Mona", last_name="Keller")


@pytest.fixture
def desk(moderator):
    return browser(moderator)


def last(comment):
    return comment.decisions.order_by("-pk").first()


def lines(client, **query):
    """What each line says, its blanks as one."""
    page = client.get(LOG, query)
    assert page.status_code == 200, page
    items = re.findall(r'<li class="of-.*?</li>', page.content.decode(), re.DOTALL)
    return [" ".join(Elements(item).text.split()) for item in items]


def waiting(name="Rita Reader", **fields):
    return make_comment(status="pending", author_name=name, **fields)


def decide_batch(by, *comments, became="spam", verb="spam", **fields):
    batch = Batch.objects.create(
        verb=verb, by=by, total=len(comments), decided=len(comments), finished_at=timezone.now(),
        **fields,
    )  # fmt: skip
    with transaction.atomic():
        for post in sorted({comment.post_id for comment in comments}):
            Tally.hold(post)
        Comment.move_all(comments, became, by=by, via=Via.DESK, batch=batch)
    return batch


def test_it_tells_what_was_done_by_whom_to_what_and_why(desk, moderator):
    comment = waiting("Ann", post=make_post(title="On Taste"))
    comment.remove(by=moderator, via=Via.DESK, reason="Names a third person.")

    [said] = lines(desk)

    assert re.sub(r"^\d\d:\d\d ", "", said).startswith(
        "Removed Ann on On Taste Mona Keller · moderation desk Names a third person."
    )
    assert f'href="/moderation/{comment.pk}/"' in desk.get(LOG).content.decode()


def test_the_newest_stands_first_and_what_rules_did_is_there(desk, moderator):
    post = make_post()
    post_reply(browser(), post, name="Ann")
    comment = Comment.objects.get()
    comment.approve(by=moderator)

    said = lines(desk)

    assert ["Approved" in said[0], "Held" in said[1], len(said)] == [True, True, 2]
    assert "the rules · First-time author" in said[1]


def test_each_kind_of_decision_has_its_words(desk, moderator):
    comment = waiting()
    comment.approve(by=moderator)
    comment.keep(by=moderator)
    comment.rewrite(by=moderator, values=values_of_text("Better words."))
    comment.mark_as_spam(by=moderator)
    comment.restore(by=moderator)
    comment.take_back(last(comment), by=moderator)

    words = ["Took back: Put back", "Put back into the queue", "Filed as spam", "Edited",
             "Let stand", "Approved"]  # fmt: skip
    assert [word in line for word, line in zip(words, lines(desk), strict=True)] == [True] * 6


def test_it_says_who_took_back_what_and_when(desk, moderator):
    other = make_moderator(first_name="Theo", last_name="Tester")
    comment = waiting("Ann")
    comment.approve(by=moderator)
    comment.take_back(last(comment), by=other)

    undoing, undone = lines(desk)

    assert "Took back: Approved Ann" in undoing
    assert "Theo Tester · admin · had been decided by Mona Keller" in undoing
    assert "Taken back by Theo Tester, " in undone


def undoable(page):
    return [line.what.pk for line in page.context["page"].lines if line.can_be_undone]


def test_undo_stands_where_something_can_be_undone(desk, moderator):
    decided, decided_twice, edited, by_rule = waiting(), waiting(), waiting(), waiting()
    decided.approve(by=moderator)
    decided_twice.approve(by=moderator)
    decided_twice.remove(by=moderator)
    edited.approve(by=moderator)
    Comment.objects.filter(pk=edited.pk).update(revision=2)
    by_rule.decisions.create(
        revision=1, was="", became="pending", via=Via.RULE, rule="links", at=timezone.now()
    )

    assert set(undoable(desk.get(LOG))) == {last(decided).pk, last(decided_twice).pk}

    decided.take_back(last(decided), by=moderator)
    assert undoable(desk.get(LOG)) == [last(decided_twice).pk]


def test_a_batch_is_one_line_that_opens(desk, moderator):
    comments = [waiting(f"Bot {number}") for number in range(5)]
    batch = decide_batch(moderator, *comments, about="the same text", reason="A campaign.")

    [said] = lines(desk)
    opened = lines(desk, batch=batch.pk)

    assert "Spam: 5 replies the same text" in said
    assert "Mona Keller A campaign." in said
    assert len(opened) == 5
    assert all("Filed as spam Bot" in line for line in opened)
    assert undoable(desk.get(LOG)) == [batch.pk]


def test_a_batch_that_was_undone_says_so(desk, moderator):
    batch = decide_batch(moderator, waiting())
    undoing = Batch.objects.create(
        verb="undo", by=moderator, undoes=batch, total=1, decided=1, finished_at=timezone.now()
    )
    comment = Comment.objects.get()
    comment.take_back(last(comment), by=moderator, batch=undoing)

    said = lines(desk)

    assert len(said) == 2
    assert "Undo: 1 reply" in said[0]
    assert "Taken back by Mona Keller" in said[1]
    assert undoable(desk.get(LOG)) == []


def test_what_was_purged_is_a_line_of_its_own(desk):
    Purge.objects.create(what="spam", number=412)

    assert "412 spam replies deleted by the purge" in lines(desk)[0]


def test_it_goes_on_below_the_last_line_whatever_is_decided_meanwhile(desk, moderator, monkeypatch):
    monkeypatch.setattr(logs, "LINES", 4)
    at = timezone.now()
    for number in range(9):
        waiting(f"R{number}").approve(by=moderator, at=at)  # all of one moment
    Purge.objects.create(what="spam", number=1, at=at)
    decide_batch(moderator, waiting())
    Batch.objects.update(created_at=at)

    address, found = LOG, []
    while address:
        page = desk.get(address)
        found += [line.place for line in page.context["page"].lines]
        waiting().remove(by=moderator, at=at + timedelta(seconds=1))
        address = page.context["next"] and LOG + page.context["next"]

    assert len(found) == len(set(found)) == 11
    assert found == sorted(found, reverse=True)


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


def test_editors_see_what_was_decided_on_their_own_posts(moderator):
    editor = make_editor()
    mine = make_post(author=make_author(user=editor))
    waiting("mine", post=mine).approve(by=moderator)
    waiting("other").approve(by=moderator)
    decide_batch(moderator, waiting("in a batch", post=mine), waiting("not mine"))
    Purge.objects.create(what="spam", number=3)

    said = lines(browser(editor))

    assert len(said) == 2
    assert "in a batch" in said[0]
    assert "mine on" in said[1]
    export = b"".join(browser(editor).get(f"{LOG}export/")).decode()
    assert ("other" in export, "not mine" in export, "purge" in export) == (False, False, False)


def test_editors_see_their_own_batches_whole():
    editor = make_editor()
    mine = make_post(author=make_author(user=editor))
    decide_batch(editor, waiting(post=mine), waiting(post=mine))

    assert len(lines(browser(editor))) == 1


@pytest.mark.parametrize("path", [LOG, f"{LOG}export/", "/moderation/figures/"])
def test_nobody_else_sees_that_it_exists(path):
    for person in (None, make_user(), make_staff()):
        assert browser(person).get(path).status_code == 404
        assert browser(person).post(path).status_code == 404
    desk = browser(make_moderator())
    assert desk.post(path).status_code == 405
    assert desk.get(path).headers["Cache-Control"] == "private, no-store"


def test_hostile_words_are_words(desk, moderator):
    nasty = '"><script>alert(1)</script>'
    post = make_post(title=f"T {nasty}")
    waiting(f"N {nasty}", post=post).remove(by=moderator, reason=f"R {nasty}")
    decide_batch(moderator, waiting(), about=f"A {nasty}", reason=nasty)
    moderator.first_name = nasty
    moderator.save()

    page = desk.get(LOG, {"post": post.pk}).content.decode() + desk.get(LOG).content.decode()

    assert "<script>alert" not in page
    assert "N &quot;&gt;&lt;script" in page


def test_its_queries_do_not_grow(desk, moderator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(LOG)
        return len(captured)

    comment = waiting()
    comment.approve(by=moderator)
    comment.take_back(last(comment), by=moderator)
    decide_batch(moderator, waiting(), waiting())
    desk.get(LOG)
    few = queries()
    for _number in range(10):
        comment = waiting(post=make_post())
        comment.approve(by=make_moderator())
        comment.take_back(last(comment), by=make_moderator())
        decide_batch(make_moderator(), waiting(), waiting())

    assert queries() == few


def test_a_decision_goes_with_its_comment(desk, moderator):
    comment = waiting()
    comment.mark_as_spam(by=moderator)
    discuss(purges_spam_after_days=1)
    Comment.objects.update(submitted_at=timezone.now() - timedelta(days=9))
    Decision.objects.update(at=timezone.now() - timedelta(days=9))

    from comments.purging import purge

    purge()

    assert ["1 spam reply deleted by the purge" in line for line in lines(desk)] == [True]
