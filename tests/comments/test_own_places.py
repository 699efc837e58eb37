"""After posting a reader lands where their reply stands, on whatever page and in whatever fold."""

import re

import pytest

from comments.models import Comment, DiscussionSettings
from comments.reading import paging
from comments.tokens import OWN_COOKIE, sign_own
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db


def post_and_land(post, **form):
    """(their browser, the comment, the address that they are led to, the page there)."""
    client = browser()
    response = post_reply(client, post, **form)
    assert response.status_code == 303
    address, fragment = response.headers["Location"].split("#")
    comment, page = last_comment(), client.get(address)
    assert fragment == f"comment-{comment.pk}"
    assert page.status_code == 200
    return client, comment, address.removeprefix(post.get_absolute_url()), page.text


def order(page):
    return [int(number) for number in re.findall(r'<li id="comment-(\d+)"', page)]


def stands_in_the_open(page, comment):
    return f'id="comment-{comment.pk}"' in re.sub(
        r'<details class="fold">.*?</details>', "", page, flags=re.S
    )


@pytest.fixture
def roots():
    discuss(threads_per_page=3)
    post = make_post()
    return [make_comment(post=post) for _number in range(6)]


def test_a_waiting_thread_stands_at_the_end_of_the_last_page(roots):
    _client, comment, address, page = post_and_land(roots[0].post)

    assert address == f"?page=2&mine={comment.pk}"
    assert order(page) == [*(root.pk for root in roots[3:]), comment.pk]


def test_newest_first_it_stands_at_the_top(roots):
    discuss(shows_newest_first=True)

    _client, comment, address, page = post_and_land(roots[0].post)

    assert address == f"?mine={comment.pk}"
    assert order(page) == [comment.pk, *(root.pk for root in reversed(roots[3:]))]


def test_it_stands_on_no_other_page(roots):
    client, comment, _address, _page = post_and_land(roots[0].post)
    address = roots[0].post.get_absolute_url()

    assert comment.pk not in order(client.get(address).text)
    assert comment.pk in order(client.get(f"{address}?page=2").text)


@pytest.mark.parametrize("newest_first", [False, True])
def test_while_others_are_approved_around_it_it_stands_on_one_page_and_is_found(newest_first):
    discuss(threads_per_page=2, shows_newest_first=newest_first)
    post = make_post()
    waiting = [make_comment(post=post, status="pending") for _number in range(9)]
    own = waiting[4]
    client = browser()
    client.cookies[OWN_COOKIE] = sign_own(post.pk, [own.pk])
    policy = DiscussionSettings.current()

    for other in (None, *waiting[:4], *waiting[5:]):
        if other:
            other.approve(by=None)
        own = Comment.objects.get(pk=own.pk)
        threads = Comment.objects.listed().count()
        pages = [
            order(client.get(post.get_absolute_url(), {"page": number}).text)
            for number in range(1, paging.pages_of(threads, 2) + 1)
        ]
        led_to = client.get(paging.address_of_own(own, policy).split("#")[0]).text

        assert sum(page.count(own.pk) for page in pages) == 1
        assert own.pk in order(led_to)
        everything = [number for page in pages for number in page]
        assert everything == sorted(everything, reverse=newest_first)


def test_a_waiting_reply_stands_under_what_it_answers_and_opens_the_fold(roots):
    replies = [make_comment(parent=roots[4]) for _number in range(8)]

    _client, comment, address, page = post_and_land(roots[0].post, to=replies[1].pk)

    assert address == f"?page=2&mine={comment.pk}"
    assert stands_in_the_open(page, comment)
    assert "Hide 9 replies" in page
    assert "Hide 8 replies" in browser().get(f"{roots[0].post.get_absolute_url()}?page=2").text


def test_where_a_page_leaves_off_it_stands_in_its_thread_alone(roots):
    replies = [make_comment(parent=roots[0]) for _number in range(22)]

    client, comment, address, page = post_and_land(roots[0].post, to=replies[21].pk)

    assert address == f"?thread={roots[0].pk}&mine={comment.pk}"
    assert order(page)[-1] == comment.pk
    assert comment.pk not in order(client.get(roots[0].post.get_absolute_url()).text)


def test_there_it_stands_on_the_page_after_what_came_before(roots, monkeypatch):
    monkeypatch.setattr("comments.reading.listing.REPLIES_PER_PAGE", 10)
    monkeypatch.setattr(paging, "REPLIES_PER_PAGE", 10)
    replies = [make_comment(parent=roots[0]) for _number in range(30)]

    client, comment, address, page = post_and_land(roots[0].post, to=replies[25].pk)

    assert address == f"?thread={roots[0].pk}&page=3&mine={comment.pk}"
    assert order(page)[-1] == comment.pk
    others = [f"{roots[0].post.get_absolute_url()}?thread={roots[0].pk}&page={n}" for n in (1, 2)]
    assert not any(comment.pk in order(client.get(other).text) for other in others)


def test_when_all_that_it_stood_under_is_gone_its_author_still_finds_it(roots):
    client, comment, _address, _page = post_and_land(roots[0].post, to=roots[5].pk)
    roots[5].remove(by=None)

    address = paging.address_of_own(comment, DiscussionSettings.current()).split("#")[0]
    page = client.get(address).text

    assert order(page) == [roots[3].pk, roots[4].pk, roots[5].pk, comment.pk]
    assert "tombstone" in page
    assert order(browser().get(address).text) == [roots[3].pk, roots[4].pk]


def test_one_that_is_approved_at_once_stands_where_everybody_finds_it(roots):
    discuss(holds_first_time=False, threads_per_page=3)
    for _number in range(7):
        make_comment(parent=roots[1])

    _client, root, address, page = post_and_land(roots[0].post)
    assert address == f"?page=3&mine={root.pk}"
    assert order(page) == [root.pk]

    discuss(flood_seconds=0)
    _client, reply, address, page = post_and_land(roots[0].post, to=roots[1].pk)
    assert address == f"?mine={reply.pk}"
    assert stands_in_the_open(page, reply)


def test_it_is_said_that_a_link_was_mailed_and_that_it_waits():
    post = make_post()

    client, comment, address, page = post_and_land(post, confirm="on")

    assert address == f"?mine={comment.pk}&mailed=1"
    assert "We have mailed a link to your address" in page
    assert "awaiting moderation" in page
    again = client.get(post.get_absolute_url(), {"mine": comment.pk}).text
    assert "We have mailed a link" not in again


def test_what_waits_can_be_edited_and_taken_back_from_where_it_stands():
    post = make_post()

    client, comment, _address, page = post_and_land(post)

    links = re.findall(r'href="([^"]*/replies/[^"]*)"', page)
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert links == [
        f"/posts/{post.slug}/replies/{comment.pk}/{verb}/" for verb in ("edit", "withdraw")
    ]
    assert "/replies/" not in browser().get(post.get_absolute_url()).text
