"""What is counted under a post is what a plain count of its rows finds, whatever happened."""

import random

import pytest

from comments.models import Comment, Tally
from comments.models.tally import NEWEST_ID, REPLIES_SHOWN
from posts.models import SiteIdentity
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_comment, make_moderator, make_post, post_reply
from tests.queries import asked_for

pytestmark = pytest.mark.django_db


def counted(post):
    tally = Tally.objects.get(post=post)
    counts = (tally.replies, tally.answers, tally.picks, tally.threads, tally.newest)
    roots = Comment.objects.filter(post=post, thread=None)
    return counts, {
        root.pk: (root.is_listed, root.live_replies, root.folds_after) for root in roots
    }


def plainly(post):
    """The same, by looking at every row."""
    rows = list(Comment.objects.filter(post=post).order_by("pk"))
    approved = [row for row in rows if row.status == "approved"]
    threads = {
        row.pk: [reply.pk for reply in approved if reply.thread_id == row.pk]
        for row in rows
        if row.thread_id is None
    }
    listed = {pk for pk in threads if threads[pk] or any(row.pk == pk for row in approved)}
    counts = (
        len(approved),
        sum(row.is_answer for row in approved),
        sum(row.is_picked for row in approved),
        len(listed),
        approved[-1].pk if approved else 0,
    )
    return counts, {
        pk: (
            pk in listed,
            len(live),
            live[REPLIES_SHOWN - 1] if len(live) > REPLIES_SHOWN else NEWEST_ID,
        )
        for pk, live in threads.items()
    }


def random_move(chance, post, moderator):
    comment = chance.choice(list(Comment.objects.filter(post=post)))
    move = chance.choice(["approve", "approve", "remove", "restore", "mark_as_spam", "more"])
    if move == "more":
        chance.choice([comment.withdraw, comment.pick, lambda: comment.pick(is_picked=False)])()
    else:
        getattr(comment, move)(by=moderator)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_moves_it_equals_a_plain_count(seed):
    chance, moderator, post = random.Random(seed), make_moderator(), make_post()
    comments = []
    for _number in range(40):
        parent = chance.choice([None, *comments[-30:]])
        status = chance.choice(["approved", "approved", "pending", "spam", "removed"])
        answers = chance.random() < 0.3
        comments.append(make_comment(post=post, parent=parent, status=status, is_answer=answers))
    # And one thread that is longer than a page shows, and shorter again.
    root = make_comment(post=post)
    for _number in range(REPLIES_SHOWN + 3):
        make_comment(parent=root)

    for _move in range(60):
        random_move(chance, post, moderator)
        assert counted(post) == plainly(post)


def test_a_reply_that_waits_is_counted_nowhere_until_it_is_approved():
    post = make_post()
    post_reply(browser(), post)
    comment = last_comment()
    assert not Tally.objects.filter(post=post, replies__gt=0).exists()

    comment.approve(by=make_moderator())

    assert counted(post) == plainly(post)
    assert counted(post)[0] == (1, 0, 0, 1, comment.pk)


def test_one_that_is_approved_by_the_rules_is_counted_at_once():
    discuss(holds_first_time=False)
    post = make_post()

    post_reply(browser(), post, is_answer="on")

    assert counted(post)[0] == (1, 1, 0, 1, last_comment().pk)


def test_another_post_is_not_counted():
    comment, other = make_comment(), make_comment()

    comment.remove(by=make_moderator())

    assert counted(comment.post)[0][0] == 0
    assert counted(other.post)[0][0] == 1


def test_what_is_counted_is_what_the_page_and_the_lists_say(client):
    post = make_post()
    for status in ("approved", "approved", "removed", "pending", "spam"):
        make_comment(post=post, status=status)

    assert "2 replies" in client.get(post.get_absolute_url()).text
    assert "2 replies" in client.get("/").text


def test_a_list_of_posts_asks_for_all_its_counts_at_once(client):
    SiteIdentity.current()
    for _number in range(5):
        make_comment()

    asked = asked_for(client, "/")

    assert sum("comments_tally" in sql for sql in asked) == 1
    assert not any("comments_comment" in sql for sql in asked)
