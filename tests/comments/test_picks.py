"""The editor's pick: staff mark a reply, and it stands out and can be filtered by."""

import re

import pytest

from comments.models import Comment, Decision
from tests.comments.desk import LIST, decide, page_of, told
from tests.comments.scene import browser
from tests.factories import make_author, make_comment, make_post

pytestmark = pytest.mark.django_db


def is_picked(comment):
    return Comment.objects.get(pk=comment.pk).is_picked


def test_a_moderator_picks_and_takes_it_back(desk):
    comment = make_comment()

    decide(desk, "pick", comment)
    assert is_picked(comment)

    decide(desk, "take_back_pick", comment)
    assert not is_picked(comment)


def test_from_the_comments_own_page_too(desk):
    comment = make_comment()

    page = desk.get(page_of(comment)).text

    assert '<option value="pick">' in page
    assert '<option value="take_back_pick">' in page


def test_it_stands_out_on_the_page_and_can_be_filtered_by(desk, client):
    comment = make_comment()
    other = make_comment(post=comment.post)
    decide(desk, "pick", comment)
    address = comment.post.get_absolute_url()

    page, picks = client.get(address).text, client.get(address, {"show": "picks"}).text

    assert f'<li id="comment-{comment.pk}" class="pick">' in page
    assert page.count("Editor’s pick") == 1
    assert f'<a href="{address}?show=picks#replies" rel="nofollow">Picks 1</a>' in page
    assert re.findall(r'<li id="comment-(\d+)"', picks) == [str(comment.pk)]
    assert f'id="comment-{other.pk}"' in page


def test_it_is_shown_in_the_moderators_list_and_can_be_filtered_by_there(desk):
    picked, other = make_comment(body="Words."), make_comment()
    picked.pick()

    whole = desk.get(LIST, {"status": "all"}).text
    alone = desk.get(LIST, {"status": "all", "is_picked__exact": "1"})

    assert whole.count("★ Editor’s pick: ") == 1
    assert list(alone.context["cl"].result_list) == [picked]
    assert other not in alone.context["cl"].result_list


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_only_what_is_approved_can_be_picked(desk, status):
    comment = make_comment(status=status)

    response = decide(desk, "pick", comment)

    assert not is_picked(comment)
    assert told(response) == [
        "Only approved comments can be picked, as you see them, and only once."
    ]


def test_what_was_edited_after_it_was_seen_is_not_picked(desk):
    comment = make_comment()
    Comment.objects.filter(pk=comment.pk).update(revision=2)

    decide(desk, "pick", comment)

    assert not is_picked(comment)


def test_an_editor_picks_on_their_own_posts_alone():
    author = make_author()
    own, other = make_comment(post=make_post(author=author)), make_comment()

    decide(browser(author.user), "pick", own, other)

    assert is_picked(own)
    assert not is_picked(other)


def test_picking_decides_nothing(desk):
    comment = make_comment()

    decide(desk, "pick", comment)

    assert not Decision.objects.filter(comment=comment).exists()


def test_readers_cannot_pick(client):
    comment = make_comment()

    decide(client, "pick", comment)

    assert not is_picked(comment)


def test_a_pick_that_is_removed_is_counted_no_more(client):
    comment = make_comment()
    comment.pick()

    comment.remove(by=None)

    assert "Picks" not in client.get(comment.post.get_absolute_url()).text
    page = client.get(comment.post.get_absolute_url(), {"show": "picks"}).text
    assert "No reply is picked yet." in page
