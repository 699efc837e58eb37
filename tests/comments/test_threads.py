"""Rows to nested lists: order, depth, tombstones, one's own replies."""

import re
from itertools import pairwise

import pytest

from comments.reading.threads import render_threads
from tests.comments.rows import PLACE, chain, nesting, row


def test_nothing_is_nothing():
    assert render_threads([], PLACE) == ""


def test_replies_stand_in_their_parents_oldest_first():
    one, two = row(1), row(2)
    rows = [row(5, two), two, row(4, one), one, row(3, one)]

    html = render_threads(rows, PLACE)

    assert re.findall(r'<li id="comment-(\d+)"', html) == ["1", "3", "4", "2", "5"]
    assert nesting(html) == {1: 1, 3: 2, 4: 2, 2: 1, 5: 2}


def test_from_the_third_level_on_replies_stand_below_each_other():
    html = render_threads(chain(7), PLACE)

    assert nesting(html) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 4, 7: 4}


def test_replies_below_each_other_name_whom_they_answer():
    html = render_threads(chain(5), PLACE)

    assert re.findall(r'<a class="to" href="#comment-(\d+)">to <bdi>Name \1</bdi></a>', html) == [
        "2", "3", "4",
    ]  # fmt: skip


def test_each_of_them_stands_before_its_own_replies():
    rows = chain(4)
    fourth = rows[-1]
    rows += [row(5, fourth), row(6, fourth)]
    rows += [row(7, rows[4]), row(8, rows[2])]

    html = render_threads(rows, PLACE)

    assert re.findall(r'<li id="comment-(\d+)"', html) == ["1", "2", "3", "4", "5", "7", "6", "8"]


@pytest.mark.parametrize("depth", [3000, 20_000])
def test_a_thread_may_be_of_any_depth(depth):
    html = render_threads(chain(depth), PLACE)

    assert html.count("<li ") == depth
    assert max(nesting(html).values()) == 4


def test_every_list_and_item_is_closed():
    rows = chain(6)
    rows += [row(7, rows[1]), row(8, rows[5], status="removed"), row(9)]

    html = render_threads(rows, PLACE)

    for tag in ("ol", "li", "article", "details", "div", "header", "bdi"):
        assert html.count(f"<{tag}") == html.count(f"</{tag}>")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("removed", "removed by a moderator"),
        ("spam", "removed by a moderator"),
        ("pending", "looking at"),
    ],
)
def test_what_is_hidden_leaves_a_tombstone_where_live_replies_remain(status, words):
    one = row(1, status=status, author_name="Gone", author_url="https://gone.test", is_answer=True)

    html = render_threads([one, row(2, one)], PLACE)

    assert words in html
    assert "tombstone" in html
    assert "Text 1" not in html
    assert "Gone" not in html
    assert "gone.test" not in html
    assert "Text 2" in html


@pytest.mark.parametrize("status", ["removed", "spam", "pending"])
def test_without_live_replies_nothing_is_left(status):
    one = row(1, status=status)
    rows = [one, row(2, one, status=status), row(3, one, status="removed")]

    assert render_threads(rows, PLACE) == ""


def test_a_tombstone_stands_for_replies_however_far_below():
    rows = [row(1, status="removed")]
    rows.append(row(2, rows[-1], status="spam"))
    rows.append(row(3, rows[-1]))
    rows.append(row(4, rows[-1], status="removed"))

    html = render_threads(rows, PLACE)

    assert nesting(html) == {1: 1, 2: 2, 3: 3}


def test_replies_to_a_tombstone_name_nobody():
    rows = chain(3)
    rows[1] = rows[1]._replace(status="removed", author_name="Gone")

    assert 'class="to"' not in render_threads(rows, PLACE)


@pytest.mark.parametrize("status", ["pending", "spam"])
def test_ones_own_waiting_reply_is_shown_to_its_author(status):
    own = PLACE._replace(own_ids=frozenset({2}))
    rows = [row(1), row(2, status=status, is_answer=True), row(3, status=status)]

    html = render_threads(rows, own)

    assert "awaiting moderation" in html
    assert "Text 2" in html
    assert "Text 3" not in html
    assert "?to=2" not in html


def test_ones_own_spam_looks_as_if_it_were_waiting():
    own = PLACE._replace(own_ids=frozenset({1}))

    spam, waiting = (render_threads([row(1, status=status)], own) for status in ("spam", "pending"))

    assert spam == waiting


def test_ones_own_removed_reply_is_not_shown():
    own = PLACE._replace(own_ids=frozenset({1}))

    assert render_threads([row(1, status="removed")], own) == ""


def test_ones_own_waiting_reply_below_a_removed_one_keeps_its_place():
    own = PLACE._replace(own_ids=frozenset({2}))
    one = row(1, status="removed")

    html = render_threads([one, row(2, one, status="pending")], own)

    assert nesting(html) == {1: 1, 2: 2}


def test_ids_grow_along_every_list():
    html = render_threads([*chain(3), row(9), row(10)], PLACE)

    roots = [number for number, level in nesting(html).items() if level == 1]
    assert all(earlier < later for earlier, later in pairwise(roots))


def test_newest_first_turns_the_threads_around_and_not_their_replies():
    one, two = row(1), row(2)
    rows = [one, two, row(3, one), row(4, one), row(5, two)]

    html = render_threads(rows, PLACE._replace(newest_first=True))

    assert re.findall(r'<li id="comment-(\d+)"', html) == ["2", "5", "1", "3", "4"]


def test_what_its_author_took_back_says_so():
    one = row(1, status="removed", body_html="", author_name="")

    html = render_threads([one, row(2, one)], PLACE)

    assert "taken back by its author" in html
    assert "moderator" not in html
