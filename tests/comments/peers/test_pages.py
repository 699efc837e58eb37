"""Where a comment stands: on which page, in which fold, in the feed, and at once."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from comments.reading.conversation import reply_counts
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import page_of, shown_on
from tests.comments.scene import browser, discuss, long_ago
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
THREADING = "{http://purl.org/syndication/thread/1.0}"


def place_of(comment):
    """Where the permalink leads: the page's query, without the leading "?"."""
    response = browser().get(f"/comments/{comment.pk}/")
    assert response.status_code == 302
    found = re.fullmatch(
        rf"/posts/{comment.post.slug}/\??(.*)#comment-{comment.pk}", response["Location"]
    )
    page = browser().get(response["Location"].partition("#")[0])
    assert comment.pk in shown_on(page.content.decode())
    return found[1]


@carries("paging-001", "paging-002", "paging-003")
@pytest.mark.parametrize(
    ("per_page", "which", "place"), [(3, -1, "page=4"), (10, -1, "page=2"), (3, 0, "")]
)
def test_the_page_of_a_comment(per_page, which, place):
    discuss(threads_per_page=per_page)
    post = make_post()
    comments = [make_comment(post=post) for _one in range(11)]

    assert place_of(comments[which]) == place


@carries("paging-004")
def test_replies_count_towards_no_page_and_stand_on_that_of_their_root():
    discuss(threads_per_page=3)
    post = make_post()
    roots = [make_comment(post=post) for _one in range(5)]
    replies = [make_comment(parent=root) for root in roots for _two in range(2)]

    for reply in replies:
        assert place_of(reply) == place_of(reply.thread)
    assert [place_of(root) for root in roots] == ["", "", "", "page=2", "page=2"]


@carries("paging-005", "paging-006")
@pytest.mark.parametrize("verb", ["mark_as_spam", "remove"])
def test_a_decision_moves_what_comes_after_it(verb):
    discuss(threads_per_page=2)
    moderator, post = make_moderator(), make_post()
    first, second = make_comment(post=post, status="pending"), make_comment(post=post)
    third, fourth = make_comment(post=post), make_comment(post=post)
    assert [place_of(c) for c in (second, third, fourth)] == ["", "", "page=2"]

    first.approve(by=moderator)
    assert [place_of(c) for c in (first, second, third, fourth)] == ["", "", "page=2", "page=2"]
    getattr(second, verb)(by=moderator)
    assert [place_of(c) for c in (first, third, fourth)] == ["", "", "page=2"]
    assert browser().get(f"/comments/{second.pk}/").status_code == 404


@carries("paging-007")
def test_what_was_said_elsewhere_at_the_same_time_counts_here_for_nothing():
    discuss(threads_per_page=2)
    post, other = make_post(), make_post()
    for _one in range(5):
        comment = long_ago(make_comment(post=post), days=1)
        long_ago(make_comment(post=other), days=1)

    assert place_of(comment) == "page=3"


@carries("permalink-001")
def test_a_permalink_finds_its_comment_in_a_fold_on_a_late_page():
    discuss(threads_per_page=2)
    post = make_post()
    for _one in range(5):
        root = make_comment(post=post)
    deep = root
    for _level in range(6):
        deep = make_comment(parent=deep)
    long = [make_comment(parent=root) for _one in range(30)]

    for comment in (root, deep, long[0], long[-1]):
        place_of(comment)
        target = browser().get(f"/comments/{comment.pk}/")["Location"].partition("#")[0]
        page = browser().get(target).content.decode()
        before = page[: page.index(f'id="comment-{comment.pk}"')]
        folds = re.findall(r"<(/?)details([^>]*)>", before)
        opened = []
        for end, attributes in folds:
            if end:
                opened.pop()
            else:
                opened.append(attributes)
        # Without a script only what stands in an open fold is seen.
        assert all("open" in attributes for attributes in opened)


@carries("cache-001")
def test_an_approval_shows_at_once_on_the_page_and_in_the_lists():
    post = make_post()
    comment = make_comment(post=post, status="pending", body="Here I am.")
    before = page_of(post)

    comment.approve(by=make_moderator())

    assert "Here I am." not in before
    assert "Here I am." in page_of(post)
    assert reply_counts([post]) == {post.pk: 1}
    assert "1 reply" in browser().get("/").content.decode()


@carries("feed-001")
def test_the_feed_of_replies_names_each_for_ever_and_says_what_it_answers():
    root = make_comment(body="A *root*.")
    reply = make_comment(parent=root)
    address = f"/posts/{root.post.slug}/comments/feed/"

    response = browser().get(address)
    entries = fromstring(response.content).findall(f"{ATOM}entry")

    ids = {entry.find(f"{ATOM}link").get("href").split("/")[-2]: entry for entry in entries}
    assert set(ids) == {str(root.pk), str(reply.pk)}
    named = {pk: entry.find(f"{ATOM}id").text for pk, entry in ids.items()}
    answered = ids[str(reply.pk)].find(f"{THREADING}in-reply-to")
    assert answered is not None
    assert answered.get("ref") == named[str(root.pk)]
    assert "<em>root</em>" in "".join(ids[str(root.pk)].itertext())
    known = {name: response[name] for name in ("ETag", "Last-Modified") if name in response}
    asked = {"If-None-Match": known.get("ETag"), "If-Modified-Since": known.get("Last-Modified")}
    again = browser().get(address, headers={name: value for name, value in asked.items() if value})
    assert known
    assert again.status_code == 304
    make_comment(post=root.post)
    entries = fromstring(browser().get(address).content).findall(f"{ATOM}entry")
    assert set(named.values()) < {entry.find(f"{ATOM}id").text for entry in entries}


@carries("feed-002")
@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_only_what_is_public_and_of_this_post_is_in_its_feed(status):
    post = make_post()
    make_comment(post=post, body="Open words.")
    make_comment(post=post, body="Hidden words.", status=status)
    make_comment(body="Words elsewhere.")

    of_post = browser().get(f"/posts/{post.slug}/comments/feed/").content.decode()
    of_all = browser().get("/comments/feed/").content.decode()

    assert "Open words." in of_post
    assert "Open words." in of_all
    assert "Hidden words." not in of_post + of_all
    assert "Words elsewhere." not in of_post
    assert "Words elsewhere." in of_all
