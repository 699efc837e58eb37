"""Of a thread goes what nothing hangs on; the rest keeps its place without words."""

import pytest

from comments import purging
from comments.models import (
    Comment,
)
from comments.purging import purge
from tests.comments.afterwards import there_is
from tests.comments.scene import browser, long_ago, now
from tests.desk.old_replies import ago, counts, old
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


def test_under_a_living_reply_it_keeps_its_place_without_words_and_author():
    post = make_post()
    comment = old(post=post, status="approved", body="Go away!", author_url="https://a.example/")
    reply = make_comment(parent=comment)
    comment.remove(by=make_moderator(), reason="Insults Bob.")
    comment.notes.create(text="Again.")
    comment.decisions.update(at=ago(days=31))

    assert purge()["removed"] == 1

    bare = now(comment)
    assert (bare.body, bare.body_html, bare.author_name, bare.author_email) == ("", "", "", "")
    assert (bare.author_url, bare.ip_address, bare.network, bare.findings) == ("", None, "", [])
    assert bare.decisions.get().reason == ""
    assert not bare.notes.exists()
    assert now(reply).parent == bare
    assert counts(post) == (0, 1, 0, 1)
    page = browser().get(post.get_absolute_url()).content.decode()
    assert "tombstone" in page
    assert "Go away" not in page


def test_a_bare_place_goes_when_nothing_hangs_on_it_any_more():
    comment = old(status="removed")
    reply = make_comment(parent=comment, status="spam")
    assert purge()["removed"] == 1
    assert "removed" not in purge()
    long_ago(reply, days=40)

    assert purge()["spam"] == 1

    assert not Comment.objects.exists()
    assert counts(comment.post) == (0, 0, 0, 0)


def test_a_reply_that_waits_is_never_purged_nor_left_hanging_in_the_air():
    root = old(status="spam")
    waiting = old(parent=root, status="pending")

    purge()

    assert now(waiting).parent_id == now(waiting).thread_id == root.pk
    assert now(waiting).body == waiting.body
    assert counts(root.post) == (1, 0, 1, 0)


def test_a_whole_dead_thread_goes_however_deep_and_mixed(monkeypatch):
    monkeypatch.setattr(purging, "ROWS_AT_ONCE", 3)
    comment = root = old(status="spam")
    for number in range(10):
        comment = old(parent=comment, status=["removed", "spam"][number % 2])
    old(parent=root, status="removed", days=50)

    done = purge()

    assert not Comment.objects.exists()
    assert (done["spam"], done["removed"]) == (6, 6)
    assert counts(root.post) == (0, 0, 0, 0)


def test_of_a_thread_only_the_dead_end_goes():
    root = old(status="removed")
    living = old(parent=root)
    middle = old(parent=living, status="spam")
    end = old(parent=middle, status="removed")

    purge()

    assert [there_is(one) for one in (root, living, middle, end)] == [True, True, False, False]
    assert counts(root.post) == (0, 1, 0, 1)
