"""Which addresses of a post's pages there are, and which of them search engines keep."""

import re

import pytest

from tests.factories import make_comment

pytestmark = pytest.mark.django_db

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
