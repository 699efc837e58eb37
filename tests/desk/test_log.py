"""The log: every decision, the newest first, and who took back what."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk import log as logs
from comments.models import Batch, Comment, Decision, Purge
from comments.models.text_columns import values_of_text
from comments.moderation import Via
from comments.purging import purge
from tests.comments.scene import browser, discuss
from tests.desk.log_book import LOG, decide_batch, lines, undoable, waiting
from tests.desk.pressing import last
from tests.factories import (
    make_moderator,
    make_post,
    post_reply,
)
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


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
    comment = waiting()
    comment.approve(by=moderator)
    comment.take_back(last(comment), by=moderator)
    decide_batch(moderator, waiting(), waiting())
    desk.get(LOG)
    few = asked_by(lambda: desk.get(LOG))
    for _number in range(3):  # each of other people on other posts
        comment = waiting()
        comment.approve(by=make_moderator())
        comment.take_back(last(comment), by=make_moderator())
        decide_batch(make_moderator(), waiting(), waiting())

    many = asked_by(lambda: desk.get(LOG))

    assert len(lines(desk)) == 3 * 4
    assert len(many) == len(few)


def test_a_decision_goes_with_its_comment(desk, moderator):
    comment = waiting()
    comment.mark_as_spam(by=moderator)
    discuss(purges_spam_after_days=1)
    Comment.objects.update(submitted_at=timezone.now() - timedelta(days=9))
    Decision.objects.update(at=timezone.now() - timedelta(days=9))

    purge()

    assert ["1 spam reply deleted by the purge" in line for line in lines(desk)] == [True]
