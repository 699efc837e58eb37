"""One thread alone, page by page under its root."""

import pytest

from comments.reading import paging
from tests.comments.pager import link, shown
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


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
