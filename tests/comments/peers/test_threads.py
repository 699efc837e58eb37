"""What hangs on what, when one of it goes, and what is counted then."""

import pytest

from comments.models import Comment
from comments.reading.conversation import reply_counts
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import edit, page_of, shown_on
from tests.comments.scene import browser, discuss, last_comment, now
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

TOMBSTONE = "removed by a moderator"


@pytest.fixture(autouse=True)
def _at_once():
    discuss(holds_first_time=False, flood_seconds=0)


def replies_below(root, depth):
    parents = [root]
    for _level in range(depth):
        parents.append(make_comment(parent=parents[-1]))
    return parents[1:]


@carries("thread-001", "thread-006", "thread-008")
def test_a_reply_hangs_on_what_it_answers_at_any_depth():
    root = make_comment()
    *_between, deepest = replies_below(root, 6)

    assert post_reply(browser(), root.post, to=deepest.pk).status_code == 303

    reply = last_comment()
    assert (reply.parent, reply.thread, reply.depth) == (deepest, root, 7)
    assert reply.pk in shown_on(page_of(root.post, thread=root.pk))


@carries("thread-002", "thread-012")
def test_a_parent_under_another_post_is_refused():
    elsewhere, post = make_comment(), make_post()

    assert post_reply(browser(), post, to=elsewhere.pk).status_code == 403
    assert Comment.objects.count() == 1


@carries("thread-003", "thread-004", "thread-007")
def test_what_is_removed_leaves_a_tombstone_as_long_as_replies_live():
    moderator = make_moderator()
    root = make_comment(body="First.", author_name="Rootly", author_url="https://root.example/")
    replies = [make_comment(parent=root, body=f"Answer {number}.") for number in (1, 2)]
    post = root.post
    assert reply_counts([post]) == {post.pk: 3}

    root.remove(by=moderator)

    page = page_of(post)
    assert TOMBSTONE in page
    assert not [gone for gone in ("First.", "Rootly", "root.example") if gone in page]
    assert set(shown_on(page)) == {root.pk, *(reply.pk for reply in replies)}
    assert reply_counts([post]) == {post.pk: 2}  # what is counted is what can be read
    for reply in replies:
        now(reply).remove(by=moderator)
    page = page_of(post)
    assert TOMBSTONE not in page
    assert shown_on(page) == []
    assert reply_counts([post]) == {post.pk: 0}


@carries("thread-005", "counts-002")
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2)])
def test_when_all_are_gone_nothing_is_left(order):
    moderator, root = make_moderator(), make_comment()
    thread = [root, make_comment(parent=root), make_comment(parent=root)]
    thread.append(make_comment(post=root.post))

    for number in order:
        assert now(thread[number]).remove(by=moderator)

    page = page_of(root.post)
    assert shown_on(page) == []
    assert TOMBSTONE not in page
    assert reply_counts([root.post]) == {root.post.pk: 0}


@carries("thread-009", "thread-010")
def test_what_is_gone_can_not_be_answered_but_the_words_are_kept():
    root = make_comment()
    make_comment(parent=root)
    root.remove(by=make_moderator())

    answer = post_reply(browser(), root.post, to=root.pk, body="To you, who are gone.")

    assert answer.status_code == 403
    assert b"To you, who are gone." in answer.content
    assert answer.context["form"]["to"].value() == ""  # as a reply of its own it can be posted
    assert post_reply(browser(), root.post, body="To you, who are gone.").status_code == 303
    assert last_comment().parent is None


@carries("thread-011")
def test_a_reply_may_be_picked_and_nothing_that_is_gone():
    reply = make_comment(parent=make_comment())
    removed = make_comment(status="removed")

    assert reply.pick()
    assert not removed.pick()
    assert [c.pk for c in Comment.objects.picks()] == [reply.pk]


@carries("thread-013")
def test_no_form_moves_a_comment_to_another_place():
    reader, post = browser(), make_post()
    root, other = make_comment(post=post), make_comment(post=post)
    post_reply(reader, post, to=root.pk)
    reply = last_comment()

    answer = edit(reader, reply, "Said better.", to=other.pk, parent=other.pk, post=make_post().pk)

    assert answer.status_code == 303
    assert (now(reply).body, now(reply).parent, now(reply).post) == ("Said better.", root, post)


@carries("counts-001")
def test_each_post_has_its_own_count():
    posts = [make_post() for _one in range(3)]
    make_comment(post=posts[0])
    make_comment(parent=make_comment(post=posts[1]))
    make_comment(post=posts[1], status="pending")

    counts = reply_counts(posts)

    assert [counts.get(post.pk, 0) for post in posts] == [1, 2, 0]


@carries("counts-003")
@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_counted_is_what_is_shown(status):
    root = make_comment(status=status)
    make_comment(parent=root)
    make_comment(parent=root, status=status)

    page = page_of(root.post)

    assert "1 reply" in page or "1 Reply" in page
    assert reply_counts([root.post]) == {root.post.pk: 1}
    assert len(shown_on(page)) == 2  # the one, and the tombstone that it hangs on
