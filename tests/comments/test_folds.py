"""Long and deep threads begin folded, and say honestly how much they hold."""

import re

import pytest

from comments.reading.threads import render_threads
from tests.comments.rows import PLACE, chain, row
from tests.factories import make_comment, make_post


def fold_of(html):
    """(whether it begins open, how many replies it says it holds)."""
    found = re.search(r'<details class="fold"( open)?>.*?Show (\d+) repl', html)
    return bool(found[1]), int(found[2])


def thread(replies, **root):
    one = row(1, live_replies=replies, **root)
    return [one, *(row(number + 2, one) for number in range(replies))]


@pytest.mark.parametrize(("replies", "is_open"), [(1, True), (5, True), (6, False), (20, False)])
def test_a_thread_of_more_than_five_replies_begins_folded(replies, is_open):
    assert fold_of(render_threads(thread(replies), PLACE)) == (is_open, replies)


@pytest.mark.parametrize(("depth", "is_open"), [(3, True), (4, False)])
def test_a_thread_deeper_than_three_begins_folded(depth, is_open):
    rows = chain(depth + 1)

    assert fold_of(render_threads(rows, PLACE)) == (is_open, depth)


def test_it_counts_what_stands_in_the_thread_and_not_what_is_on_this_page():
    rows = thread(3)
    rows[0] = rows[0]._replace(live_replies=43)

    html = render_threads(rows, PLACE)

    assert fold_of(html) == (False, 43)
    assert (
        '<p class="more"><a href="/posts/p/?thread=1#replies">Show all 43 replies</a></p>' in html
    )


def test_where_all_replies_stand_on_the_page_nothing_offers_more():
    assert 'class="more"' not in render_threads(thread(20), PLACE)


def test_tombstones_are_not_counted():
    rows = thread(6)
    rows[1] = rows[1]._replace(status="removed")
    rows[2] = row(3, rows[1])
    rows[0] = rows[0]._replace(live_replies=5)

    html = render_threads(rows, PLACE)

    assert "tombstone" in html
    assert fold_of(html) == (True, 5)


def test_ones_own_waiting_reply_opens_its_fold_and_is_counted_for_its_author_alone():
    rows = thread(8)
    rows.append(row(99, rows[1], status="pending"))

    assert fold_of(render_threads(rows, PLACE._replace(own_ids=frozenset({99})))) == (True, 9)
    assert fold_of(render_threads(rows, PLACE)) == (False, 8)


def test_ones_own_approved_reply_opens_its_fold_right_after_posting():
    own = PLACE._replace(own_ids=frozenset({5}))

    assert fold_of(render_threads(thread(8), own._replace(mine=5))) == (True, 8)
    assert fold_of(render_threads(thread(8), own)) == (False, 8)


@pytest.mark.django_db
def test_a_page_shows_twenty_replies_of_a_thread_and_links_to_them_all(client):
    post = make_post()
    root = make_comment(post=post)
    replies = [make_comment(parent=root) for _number in range(22)]

    page = client.get(post.get_absolute_url()).text

    assert fold_of(page) == (False, 22)
    assert [f'id="comment-{reply.pk}"' in page for reply in replies] == [True] * 20 + [False] * 2
    assert f"/posts/{post.slug}/?thread={root.pk}#replies" in page
    assert "Show all 22 replies" in page


@pytest.mark.django_db
def test_a_thread_alone_is_never_folded(client):
    root = make_comment()
    for _number in range(22):
        make_comment(parent=root)

    page = client.get(root.post.get_absolute_url(), {"thread": root.pk}).text

    assert '<details class="fold"' not in page
    assert page.count('<article class="say">') == 23


@pytest.mark.django_db
def test_a_removed_reply_leaves_a_tombstone_only_where_a_live_one_stands_on_the_page(client):
    root = make_comment()
    early = make_comment(parent=root, status="removed")
    make_comment(parent=early)
    for _number in range(20):
        make_comment(parent=root)
    late = make_comment(parent=root, status="removed")
    make_comment(parent=late)
    gone = make_comment(parent=root, status="removed")

    page = client.get(root.post.get_absolute_url()).text

    assert f'<li id="comment-{early.pk}"><article class="say tombstone">' in page
    assert f"comment-{late.pk}" not in page
    assert f"comment-{gone.pk}" not in page
