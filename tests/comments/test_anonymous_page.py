"""The post page is the same bytes for everybody, and costs the same few queries always."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, DiscussionSettings
from posts.models import SiteIdentity
from tests.comments.scene import browser
from tests.factories import make_category, make_comment, make_moderator, make_post, make_user

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


@pytest.mark.parametrize("number", [0, 10, 200])
def test_it_costs_at_most_five_queries(post, number):
    fill(post, number)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = browser().get(post.get_absolute_url())

    shown = response.content.decode().count('<article class="say">')
    assert shown == Comment.objects.approved().count()
    assert len(queries) <= 5


def test_a_deep_thread_costs_no_more(post):
    parent = make_comment(post=post)
    for _level in range(60):
        parent = make_comment(parent=parent)

    with CaptureQueriesContext(connection) as queries:
        browser().get(post.get_absolute_url())

    assert len(queries) <= 5


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
