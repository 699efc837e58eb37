"""The post page is the same bytes for everybody, and costs the same few queries always."""

import re

import pytest
from django.utils import timezone

from comments.models import Comment, DiscussionSettings, Tally
from posts.models import SiteIdentity
from tests.comments.scene import browser, discuss
from tests.factories import (
    make_category,
    make_comment,
    make_moderator,
    make_post,
    make_user,
    post_reply,
)
from tests.queries import asked_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    DiscussionSettings.current(), SiteIdentity.current()
    return make_post(
        tags=["One", "Two"], categories=[make_category()], source_url="https://a.test/"
    )


def fill(post, number):
    """Threads of any depth, every fifth comment hidden."""
    parents = [None]
    for count in range(number):
        status = ["approved", "approved", "approved", "removed", "pending"][count % 5]
        parent = parents[count * 7 % len(parents)]
        parents.append(make_comment(post=post, parent=parent, status=status))


def plant(post, number):
    """Threads of two, all at once: a row at a time would take minutes."""
    common = {"post": post, "status": "approved", "submitted_at": timezone.now()}
    roots = Comment.objects.bulk_create(
        [
            Comment(**common, body_html="<p>Text.</p>", is_listed=True, live_replies=1)
            for _number in range(number // 2)
        ]
    )
    Comment.objects.bulk_create(
        Comment(**common, body_html="<p>Text.</p>", parent=root, thread=root, depth=1)
        for root in roots
    )
    Tally.hold(post.pk)
    Tally.recount(Comment.objects, post.pk, roots[0].pk)


def test_it_is_the_same_bytes_for_everybody(post):
    fill(post, 12)
    cookied = browser()
    cookied.cookies.load({"reader": "%7B%7D", "theme": "dark", "_ga": "GA1", "csrftoken": "x" * 32})
    looks = [
        browser().get(post.get_absolute_url()),
        browser().get(post.get_absolute_url(), headers={"User-Agent": "Other", "Accept": "*/*"}),
        browser().get(post.get_absolute_url(), headers={"Accept-Language": "fr", "Referer": "x"}),
        browser().get(post.get_absolute_url(), REMOTE_ADDR="2001:db8::1"),
        browser().get(post.get_absolute_url(), {"utm_source": "mail"}),
        cookied.get(post.get_absolute_url()),
    ]

    assert len({look.content for look in looks}) == 1


def test_who_is_signed_in_gets_a_page_of_their_own_that_nobody_may_keep_for_others(post):
    reader = browser(make_user(first_name="Ada", last_name="Lovelace"))

    page = reader.get(post.get_absolute_url())

    assert "Ada Lovelace" in page.text
    assert "private" in page.headers["Cache-Control"]
    assert "Cookie" in page.headers["Vary"]


def test_it_sets_no_cookie_and_does_not_vary_by_one(post):
    fill(post, 3)

    response = browser().get(post.get_absolute_url())

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers
    assert "private" not in response.headers["Cache-Control"]


def test_it_holds_no_token_and_no_address(post):
    comment = make_comment(post=post, author_email="rita@secret.example", ip_address="203.0.113.99")

    page = browser().get(post.get_absolute_url()).content.decode()

    assert "csrfmiddlewaretoken" not in page
    assert comment.author_email not in page
    assert "203.0.113.99" not in page


def queries_of(client, address):
    return len(asked_for(client, address))


@pytest.mark.parametrize("number", [0, 10, 200])
def test_it_costs_five_queries_however_many_replied(post, number):
    fill(post, number)
    address = post.get_absolute_url()

    assert queries_of(browser(), address) == 5
    assert queries_of(browser(), f"{address}?order=newest") == 5
    assert queries_of(browser(), f"{address}?show=answers") == 5


def test_it_costs_the_same_with_ten_thousand_replies(post):
    plant(post, 10_000)
    address = post.get_absolute_url()

    assert {queries_of(browser(), f"{address}?page={page}") for page in (1, 125, 250)} == {5}
    assert queries_of(browser(), f"{address}?order=newest&page=250") == 5
    assert "10000 replies" in browser().get(address).text


def test_whoever_wrote_it_costs_the_same(post):
    staff = make_moderator(first_name="Mona")
    for number in range(10):
        make_comment(post=post, user=staff if number % 2 else make_user(), is_confirmed=True)

    assert queries_of(browser(), post.get_absolute_url()) == 5


@pytest.mark.parametrize("number", [0, 10, 100])
def test_to_who_has_just_replied_it_costs_the_same(post, number):
    fill(post, number)
    reader = browser()
    led_to = post_reply(reader, post).headers["Location"]

    assert queries_of(reader, led_to) == 5
    assert queries_of(reader, post.get_absolute_url()) == 5


def test_a_thread_alone_costs_no_more(post):
    root = make_comment(post=post)
    for _number in range(30):
        make_comment(parent=root)

    assert queries_of(browser(), f"{post.get_absolute_url()}?thread={root.pk}") == 5


def test_every_reply_stands_on_one_page_of_threads_or_in_a_thread_that_it_leads_to(post):
    discuss(threads_per_page=3)
    fill(post, 80)
    address, on_pages, in_threads = post.get_absolute_url(), [], []

    def numbers(query):
        text = browser().get(address, query).text
        threads = re.findall(r"\?thread=(\d+)#", text)
        return threads, re.findall(r'<li id="comment-(\d+)"><article class="say">', text)

    for page in range(1, Tally.objects.get(post=post).threads // 3 + 2):
        threads, found = numbers({"page": page})
        on_pages += found
        for thread in threads:
            in_threads += numbers({"thread": thread})[1]

    approved = Comment.objects.approved().values_list("pk", flat=True)
    assert in_threads
    assert len(on_pages) == len(set(on_pages)) < len(approved)
    assert {*map(int, on_pages), *map(int, in_threads)} == set(approved)


def test_a_deep_thread_costs_no_more(post):
    parent = make_comment(post=post)
    for _level in range(60):
        parent = make_comment(parent=parent)

    assert queries_of(browser(), post.get_absolute_url()) <= 5


def test_its_replies_are_counted_in_one_place(post):
    fill(post, 10)

    page = browser().get(post.get_absolute_url()).content.decode()

    assert f"{Comment.objects.approved().count()} replies" in page


def test_staff_see_their_own_form_and_nobody_stores_it(post):
    moderator = make_moderator(first_name="Mona", last_name="Staff")

    response = browser(moderator).get(post.get_absolute_url())

    assert "Replying as <b>Mona Staff</b>" in response.content.decode()
    assert (
        "Cookie" in response.headers.get("Vary", "")
        or "private" in response.headers["Cache-Control"]
    )
