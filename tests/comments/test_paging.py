"""A post's threads page by page, oldest or newest first, sifted, or one thread alone."""

import re

import pytest

from comments.reading import paging
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def shown(response):
    """The ids of the comments that stand there, in their order."""
    return [int(number) for number in re.findall(r'<li id="comment-(\d+)"', response.text)]


def link(response, rel):
    """The address of the pager's link, or None."""
    found = re.search(rf'<a rel="{rel}(?: nofollow)?" href="([^"]*)">([^<]*)</a>', response.text)
    return found and (found[1].replace("&amp;", "&"), found[2])


@pytest.fixture
def busy():
    """(post, its seven roots): three on a page; the fourth has two replies."""
    discuss(threads_per_page=3)
    post = make_post()
    roots = [make_comment(post=post) for _number in range(7)]
    for _number in range(2):
        make_comment(parent=roots[3])
    return post, roots


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


# Sifted ---------------------------------------------------------------------------------------


def test_answers_stand_below_each_other_each_naming_whom_it_answers(client):
    post = make_post()
    root = make_comment(post=post, author_name="Rita", is_answer=True)
    reply = make_comment(parent=root, is_answer=True)
    other = make_comment(post=post, author_name="Olaf")
    deep = make_comment(parent=other, is_answer=True)
    make_comment(post=post, is_answer=True, status="pending")

    page = client.get(post.get_absolute_url(), {"show": "answers"})

    assert shown(page) == [root.pk, reply.pk, deep.pk]
    assert f'<a class="to" href="#comment-{root.pk}">to <bdi>Rita</bdi></a>' in page.text
    assert f'<a class="to" href="/comments/{other.pk}/">to <bdi>Olaf</bdi></a>' in page.text
    assert f'href="/comments/{deep.pk}/"' in page.text
    assert ">In its thread</a>" in page.text
    assert '<details class="fold"' not in page.text


def test_an_answer_to_what_was_removed_does_not_name_it(client):
    root = make_comment(author_name="Gone Girl")
    make_comment(parent=root, is_answer=True)
    root.remove(by=None)

    page = client.get(root.post.get_absolute_url(), {"show": "answers"}).text

    assert "Gone Girl" not in page
    assert "to a reply that isn’t shown" in page


def test_the_row_of_filters_shows_what_there_is_and_what_is_chosen(client):
    post = make_post()
    answer = make_comment(post=post, is_answer=True)
    make_comment(post=post)
    address = post.get_absolute_url()

    def row():
        page = client.get(address, {"show": "answers"}).text
        return re.search(r'<nav class="sift.*?</nav>', page)[0]

    assert f'<a href="{address}#replies" rel="nofollow">All</a>' in row()
    assert (
        f'<a href="{address}?show=answers#replies" rel="nofollow" aria-current="true">Answers 1</a>'
    ) in row()
    assert "Picks" not in row()
    answer.pick()
    assert f'<a href="{address}?show=picks#replies" rel="nofollow">Picks 1</a>' in row()


def test_answers_come_twenty_on_a_page_and_keep_order_and_filter(client):
    post = make_post()
    answers = [make_comment(post=post, is_answer=True) for _number in range(21)]
    address = post.get_absolute_url()

    page = client.get(address, {"show": "answers", "order": "newest"})

    assert shown(page) == [answer.pk for answer in reversed(answers[1:])]
    following = f"{address}?show=answers&order=newest&page=2#replies"
    assert link(page, "next") == (following, "Older replies")
    assert shown(client.get(following)) == [answers[0].pk]
    assert client.get(f"{address}?show=answers&page=3").status_code == 404


def test_where_there_is_no_answer_the_list_says_so(client):
    page = client.get(make_post().get_absolute_url(), {"show": "answers"})

    assert page.status_code == 200
    assert "No reply answers the question yet." in page.text


def test_the_question_leads_to_its_answers(client):
    post = make_comment(is_answer=True).post

    page = client.get(post.get_absolute_url()).text

    address = f"{post.get_absolute_url()}?show=answers#replies"
    assert f'<a href="{address}" rel="nofollow">Read the answer so far</a>' in page


# One thread alone -----------------------------------------------------------------------------


@pytest.fixture
def long_thread(monkeypatch):
    """(root, its five replies), two of them on a page; each but the first answers the one before"""
    monkeypatch.setattr("comments.reading.listing.REPLIES_PER_PAGE", 2)
    monkeypatch.setattr(paging, "REPLIES_PER_PAGE", 2)
    root = make_comment(author_name="Root")
    replies = [make_comment(parent=root, author_name="Reply 0")]
    for number in range(1, 5):
        replies.append(make_comment(parent=replies[-1], author_name=f"Reply {number}"))
    return root, replies


def test_one_thread_stands_alone_under_its_root(client, long_thread):
    root, replies = long_thread
    make_comment(post=root.post)
    address = root.post.get_absolute_url()

    pages = [client.get(address, {"thread": root.pk, "page": number}) for number in (1, 2, 3)]

    assert [shown(page) for page in pages] == [
        [root.pk, replies[0].pk, replies[1].pk],
        [root.pk, replies[2].pk, replies[3].pk],
        [root.pk, replies[4].pk],
    ]
    assert f'<a href="{address}#replies">All replies</a>' in pages[1].text
    assert 'aria-current="true"' not in pages[1].text
    assert link(pages[1], "next") == (f"{address}?thread={root.pk}&page=3#replies", "Newer replies")
    assert client.get(address, {"thread": root.pk, "page": 4}).status_code == 404


def test_there_each_reply_names_whom_it_answers_wherever_that_stands(client, long_thread):
    root, replies = long_thread

    page = client.get(root.post.get_absolute_url(), {"thread": root.pk, "page": 2}).text

    before, here = replies[1], replies[2]
    assert f'<a class="to" href="/comments/{before.pk}/">to <bdi>Reply 1</bdi></a>' in page
    assert f'<a class="to" href="#comment-{here.pk}">to <bdi>Reply 2</bdi></a>' in page


def test_a_thread_that_nobody_can_read_here_has_no_page(client):
    root, elsewhere = make_comment(), make_comment()
    reply = make_comment(parent=root)
    removed = make_comment(post=root.post, status="removed")
    waiting = make_comment(post=root.post, status="pending")
    address = root.post.get_absolute_url()

    for number in (elsewhere.pk, reply.pk, removed.pk, waiting.pk, 10**17):
        assert client.get(address, {"thread": number}).status_code == 404


# Addresses ------------------------------------------------------------------------------------

MALFORMED = [
    "page=0", "page=-1", "page=", "page=x", "page=1e3", "page=01", "page=٢", "page=²", "page=+1",
    "page=1000000", "page=2", "page=%00", "page=1&page=1", "page=1.0", "page=%ff",
    "order=", "order=up", "order=NEWEST", "show=", "show=all", "show=spam", "thread=", "thread=x",
    "thread=0", "thread=-5", f"thread={'9' * 18}", f"thread={'9' * 19}", "mine=", "mine=x",
    "mine=0", "mailed=1", "mine=1&mailed=2", "show=answers&mine=1", "show=answers&page=2",
    "show=picks&page=2", "order=newest&page=2",
]  # fmt: skip


@pytest.mark.parametrize("query", MALFORMED)
def test_addresses_that_nobody_would_make_lead_nowhere(client, query):
    post = make_comment().post

    assert client.get(f"{post.get_absolute_url()}?{query}").status_code == 404


def test_what_only_one_kind_of_page_has_does_not_go_with_others(client):
    root = make_comment()
    address = f"{root.post.get_absolute_url()}?thread={root.pk}"

    assert client.get(address).status_code == 200
    assert client.get(f"{address}&order=newest").status_code == 404
    assert client.get(f"{address}&show=answers").status_code == 404


def test_what_is_not_ours_is_left_alone(client):
    post = make_comment().post

    assert client.get(post.get_absolute_url(), {"utm_source": "x", "page": "1"}).status_code == 200


def head(response):
    canonical = re.search(r'<link rel="canonical" href="http://testserver([^"]*)">', response.text)
    return canonical[1], '<meta name="robots" content="noindex">' in response.text


def test_search_engines_are_told_which_pages_are_worth_keeping(client, busy):
    post, roots = busy
    make_comment(post=post, is_answer=True)
    address = post.get_absolute_url()

    told = {
        query: head(client.get(f"{address}?{query}"))
        for query in (
            "page=1", "page=2", "order=newest", "order=oldest&page=2", "show=answers",
            f"thread={roots[3].pk}",
        )
    }  # fmt: skip

    assert told.pop("page=1") == (address, False)
    assert told.pop("page=2") == (f"{address}?page=2", False)
    assert set(told.values()) == {(address, True)}


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
