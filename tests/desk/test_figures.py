"""The figures of the last fourteen days, drawn and in words."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from comments.desk import charts, figures
from comments.desk.figures import of_last_days
from comments.moderation import Via
from tests.comments.scene import browser, discuss
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

FIGURES = "/moderation/figures/"


def waited(hours, *, ago=timedelta(minutes=1), by=None, verb="approve", **fields):
    comment = make_comment(status="pending", **fields)
    at = timezone.now() - ago
    type(comment).objects.filter(pk=comment.pk).update(submitted_at=at - timedelta(hours=hours))
    getattr(comment, verb)(by=by or make_moderator(), at=at)
    return comment


def caught_by(rule, comment, became="pending"):
    return comment.decisions.create(
        revision=1, was="", became=became, via=Via.RULE, rule=rule,
        at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip


@pytest.mark.django_db
def test_the_median_wait_is_that_of_what_waited_for_a_person():
    for hours in (1, 2, 9):
        waited(hours)
    waited(500, ago=timedelta(days=15))  # too long ago
    make_comment().remove(by=make_moderator())  # it waited for nobody

    found = of_last_days(make_moderator())

    assert round(found.wait / 3600, 2) == 2
    assert found.waited == 3
    assert [round(wait / 3600) for wait in found.waits if wait is not None][-1] == 2


@pytest.mark.django_db
def test_only_the_first_word_ends_the_wait():
    comment = waited(1, ago=timedelta(hours=5))
    comment.restore(by=make_moderator())
    comment.remove(by=make_moderator())

    assert round(of_last_days(make_moderator()).wait / 3600) == 1


@pytest.mark.django_db
def test_decisions_are_counted_by_day_approved_or_not_without_what_was_undone():
    waited(1)
    waited(1, verb="remove")
    waited(1, verb="mark_as_spam", ago=timedelta(days=3))
    undone = waited(1)
    undone.take_back(undone.decisions.get(), by=make_moderator())

    found = of_last_days(make_moderator())

    assert (len(found.days), sum(found.approved), sum(found.others)) == (14, 1, 2)
    assert found.others[-4] + found.others[-5] == 1
    assert (found.decided, found.undone) == (4, 1)


@pytest.mark.django_db
def test_rules_are_told_by_what_they_caught_and_how_often_they_were_overruled():
    mona = make_moderator()
    approved, stays, undone = (make_comment(status="pending") for _number in range(3))
    spam = make_comment(status="spam")
    for comment in (approved, stays, undone):
        caught_by("links", comment)
    caught_by("watched_terms", spam, "spam")
    approved.approve(by=mona)
    undone.approve(by=mona)
    undone.take_back(undone.decisions.order_by("pk").last(), by=mona)
    spam.approve(by=mona)

    rules = {rule.name: (rule.caught, rule.overruled) for rule in of_last_days(mona).rules}

    assert rules == {"links": (3, 1), "watched_terms": (1, 1)}


@pytest.mark.django_db
def test_editors_have_figures_of_their_own_posts():
    editor = make_editor()
    waited(3, post=make_post(author=make_author(user=editor)))
    waited(1)

    assert of_last_days(editor).waited == 1
    assert of_last_days(make_moderator()).waited == 2


@pytest.mark.django_db
def test_they_are_counted_once_a_minute(django_assert_num_queries):
    mona = make_moderator()
    of_last_days(mona)
    waited(1)

    mona.has_perm("comments.moderate_comment")
    with django_assert_num_queries(0):
        assert of_last_days(mona).waited == 0
    cache.clear()
    assert of_last_days(mona).waited == 1


@pytest.mark.django_db
def test_of_very_many_the_newest_count_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr(figures, "COUNTED", 2)
    for _number in range(3):
        waited(1)
    mona = make_moderator()

    assert (of_last_days(mona).waited, of_last_days(mona).is_bounded) == (2, True)
    assert "only the newest 20,000" in browser(mona).get(FIGURES).content.decode()


@pytest.mark.django_db
def test_where_the_purge_takes_some_of_it_the_page_says_so():
    discuss(purges_spam_after_days=7)

    page = browser(make_moderator()).get(FIGURES).content.decode()

    assert "purged after 7 days" in page


@pytest.mark.django_db
def test_the_page_says_every_number_in_words_too():
    waited(2)
    caught_by("links", waited(3))
    waited(4, verb="remove")

    page = browser(make_moderator()).get(FIGURES).content.decode()

    assert "3.0 h" in page
    assert "2 approved, 1 not" in page
    assert "0 of 3 decisions by people" in page
    assert re.search(r'role="img" aria-label="Median wait of each day. \d+ \w+: 3.0 h"', page)
    assert "style=" not in page.partition("<main")[2]


@pytest.mark.django_db
def test_where_nothing_happened_it_is_a_page_all_the_same():
    page = browser(make_moderator()).get(FIGURES)

    assert page.status_code == 200
    assert "No rule held anything." in page.content.decode()


def test_charts_hold_numbers_and_their_words_are_escaped():
    drawn = [
        charts.bars([(1, 2), (0, 0), (3, 0)], label='"><script>'),
        charts.line([1.5, None, 2], label='"><script>'),
        charts.share(1, 3, label='"><script>'),
    ]

    for svg in drawn:
        assert svg.startswith('<svg class="chart"')
        assert 'aria-label="&quot;&gt;&lt;script&gt;"' in svg
        assert "<script" not in svg
    assert drawn[0].count("<rect") == 3
    assert "nan" not in "".join(drawn)


@pytest.mark.parametrize(
    "svg",
    [
        charts.bars([], label="x"), charts.bars([(0, 0)], label="x"), charts.line([], label="x"),
        charts.line([None], label="x"), charts.line([0.0], label="x"),
        charts.share(0, 0, label="x"),
    ],
)  # fmt: skip
def test_charts_of_nothing_are_charts(svg):
    assert svg.startswith("<svg")
