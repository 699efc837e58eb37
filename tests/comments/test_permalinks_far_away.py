"""A permalink finds its comment on whatever page, fold and thread it lies, today and later."""

import re

import pytest

from comments.models import Comment
from comments.reading import paging
from tests.comments.scene import discuss
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def leads_to(client, comment):
    """Where its permalink leads; the comment stands there, outside of every closed fold."""
    response = client.get(comment.get_absolute_url())
    assert response.status_code == 302
    address, fragment = response.headers["Location"].split("#")
    page = client.get(address).text
    assert fragment == f"comment-{comment.pk}"
    open_parts = re.sub(r'<details class="fold">.*?</details>', "", page, flags=re.S)
    assert f'<li id="{fragment}"' in open_parts
    return address.removeprefix(comment.post.get_absolute_url())


@pytest.fixture
def few_on_a_page(monkeypatch):
    discuss(threads_per_page=3)
    monkeypatch.setattr("comments.reading.listing.REPLIES_PER_PAGE", 4)
    monkeypatch.setattr(paging, "REPLIES_PER_PAGE", 4)


@pytest.mark.usefixtures("few_on_a_page")
def test_on_a_later_page(client):
    post = make_post()
    roots = [make_comment(post=post) for _number in range(11)]
    reply = make_comment(parent=roots[7])

    assert [leads_to(client, roots[number]) for number in (0, 2, 3, 10)] == [
        "", "", "?page=2", "?page=4",
    ]  # fmt: skip
    assert leads_to(client, reply) == "?page=3"


@pytest.mark.usefixtures("few_on_a_page")
def test_pages_are_counted_from_the_newest_where_those_come_first(client):
    discuss(shows_newest_first=True)
    post = make_post()
    roots = [make_comment(post=post) for _number in range(7)]

    assert [leads_to(client, roots[number]) for number in (6, 4, 3, 0)] == [
        "", "", "?page=2", "?page=3",
    ]  # fmt: skip


@pytest.mark.usefixtures("few_on_a_page")
def test_it_moves_with_what_is_approved_and_removed_before_it(client):
    post = make_post()
    waiting = make_comment(post=post, status="pending")
    roots = [make_comment(post=post) for _number in range(4)]
    assert leads_to(client, roots[2]) == ""

    waiting.approve(by=None)
    assert leads_to(client, roots[2]) == "?page=2"

    roots[0].remove(by=None)
    assert leads_to(client, roots[2]) == ""


@pytest.mark.usefixtures("few_on_a_page")
def test_in_a_folded_thread_it_leads_to_that_thread_alone(client):
    root = make_comment()
    replies = [make_comment(parent=root) for _number in range(6)]

    thread = f"?thread={root.pk}"
    assert leads_to(client, root) == ""
    assert [leads_to(client, reply) for reply in replies] == [thread] * 4 + [f"{thread}&page=2"] * 2


@pytest.mark.usefixtures("few_on_a_page")
def test_in_an_open_thread_it_leads_to_the_page_of_threads(client):
    root = make_comment()
    replies = [make_comment(parent=root) for _number in range(5)]

    assert {leads_to(client, reply) for reply in replies} == {""}


@pytest.mark.usefixtures("few_on_a_page")
def test_a_deep_thread_is_folded_too(client):
    comments = [make_comment()]
    for _level in range(4):
        comments.append(make_comment(parent=comments[-1]))

    assert {leads_to(client, comment) for comment in comments[1:]} == {f"?thread={comments[0].pk}"}


def test_beyond_what_a_page_of_threads_shows_of_it(client):
    root = make_comment()
    replies = [make_comment(parent=root) for _number in range(103)]

    thread = f"?thread={root.pk}"
    assert leads_to(client, replies[20]) == thread
    assert leads_to(client, replies[99]) == thread
    assert leads_to(client, replies[100]) == f"{thread}&page=2"
    for reply in replies[:5]:
        reply.remove(by=None)
    assert leads_to(client, replies[102]) == thread


@pytest.mark.usefixtures("few_on_a_page")
def test_below_a_removed_root_it_leads_there_as_well(client):
    post = make_post()
    for _number in range(3):
        make_comment(post=post)
    root = make_comment(post=post)
    reply = make_comment(parent=root)

    root.remove(by=None)

    assert leads_to(client, reply) == "?page=2"
    assert client.get(root.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("few_on_a_page")
def test_wherever_it_lies_it_is_found(client):
    post, comments = make_post(), []
    for number in range(60):
        parent = comments[number * 7 % len(comments)] if number % 3 and comments else None
        status = "removed" if number % 11 == 5 else "approved"
        comments.append(make_comment(post=post, parent=parent, status=status))

    public = Comment.objects.approved()
    assert public.count() > 50
    for comment in public:
        leads_to(client, comment)
    discuss(shows_newest_first=True, threads_per_page=2)
    for comment in public:
        leads_to(client, comment)
