"""A post's threads page by page, oldest or newest first."""

import pytest

from tests.comments.pager import link, shown
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def test_a_page_counts_threads_and_brings_their_replies_along(client, busy):
    post, roots = busy

    pages = [shown(client.get(post.get_absolute_url(), {"page": number})) for number in (2, 3)]

    replies = [roots[6].pk + 1, roots[6].pk + 2]
    assert shown(client.get(post.get_absolute_url())) == [root.pk for root in roots[:3]]
    assert pages[0] == [roots[3].pk, *replies, roots[4].pk, roots[5].pk]
    assert pages[1] == [roots[6].pk]


def test_the_links_say_which_way_they_lead(client, busy):
    post, _roots = busy
    address = post.get_absolute_url()

    first, second, last = (client.get(address, {"page": number}) for number in (1, 2, 3))

    assert (link(first, "prev"), link(first, "next")) == (
        None, (f"{address}?page=2#replies", "Newer replies"),
    )  # fmt: skip
    assert link(second, "prev") == (f"{address}#replies", "Older replies")
    assert link(second, "next") == (f"{address}?page=3#replies", "Newer replies")
    assert link(last, "next") is None
    assert "Page 2 of 3" in second.text


def test_newest_first_begins_at_the_other_end(client, busy):
    post, roots = busy
    address = post.get_absolute_url()

    page = client.get(address, {"order": "newest"})

    assert shown(page) == [root.pk for root in reversed(roots[4:])]
    assert link(page, "next") == (f"{address}?order=newest&page=2#replies", "Older replies")
    assert 'rel="next nofollow"' in page.text
    second = client.get(address, {"order": "newest", "page": "2"})
    assert link(second, "prev") == (f"{address}?order=newest#replies", "Newer replies")
    assert shown(second)[0] == roots[3].pk
    assert shown(second)[1] < shown(second)[2]  # replies stay as they were said


def test_the_settings_say_which_order_goes_without_saying(client, busy):
    post, roots = busy
    discuss(shows_newest_first=True)

    address = post.get_absolute_url()

    page = client.get(address)

    assert shown(page)[0] == roots[6].pk
    chosen = f'<a href="{address}#replies" rel="nofollow" aria-current="true">Newest first</a>'
    assert chosen in page.text
    assert f'<a href="{address}?order=oldest#replies" rel="nofollow">Oldest first</a>' in page.text
    assert shown(client.get(address, {"order": "oldest"}))[0] == roots[0].pk


def test_one_page_has_no_pager_and_one_thread_no_order(client):
    post = make_comment().post

    page = client.get(post.get_absolute_url()).text

    assert "Pages of replies" not in page
    assert "order=" not in page
    assert 'class="sift' not in page


@pytest.mark.parametrize("status", ["removed", "spam", "pending"])
def test_hidden_roots_take_no_place_on_a_page(client, busy, status):
    post, roots = busy
    hidden = make_comment(post=post, status=status)

    assert hidden.pk not in shown(client.get(post.get_absolute_url(), {"page": 3}))
    for root in roots[4:]:
        root.remove(by=None)

    assert client.get(post.get_absolute_url(), {"page": 3}).status_code == 404
    assert len(shown(client.get(post.get_absolute_url(), {"page": 2}))) == 3


def test_a_removed_root_keeps_its_place_as_long_as_a_reply_lives(client, busy):
    post, roots = busy
    reply = make_comment(parent=roots[0])

    roots[0].remove(by=None)
    page = client.get(post.get_absolute_url())

    assert shown(page)[:2] == [roots[0].pk, reply.pk]
    assert "tombstone" in page.text
    reply.remove(by=None)
    assert shown(client.get(post.get_absolute_url())) == [root.pk for root in roots[1:3]] + [
        roots[3].pk, roots[6].pk + 1, roots[6].pk + 2,
    ]  # fmt: skip


def test_a_page_says_which_reply_is_the_newest_of_all(client, busy):
    post, roots = busy

    page = client.get(post.get_absolute_url()).text

    assert f'data-newest="{roots[6].pk + 2}"' in page


def test_another_posts_comments_are_not_counted(busy):
    post, roots = busy
    others = make_post()
    for _number in range(5):
        make_comment(post=others)

    assert browser().get(post.get_absolute_url(), {"page": 4}).status_code == 404
    assert shown(browser().get(post.get_absolute_url(), {"page": 3})) == [roots[6].pk]
