"""Editors in the admin: the comments on their own posts, and no others."""

import pytest

from comments.models import Comment
from tests.comments.desk import LIST, decide, page_of, rows, seen
from tests.comments.scene import browser
from tests.factories import (
    make_author,
    make_comment,
    make_post,
)

pytestmark = pytest.mark.django_db


def test_an_editor_sees_and_decides_on_their_own_posts_only():
    author = make_author()
    mine = make_comment(status="pending", post=make_post(author=author))
    other = make_comment(status="pending", body="Not for you.", author_name="Secret")
    editor = browser(author.user)

    response = editor.get(LIST)
    decide(editor, "approve", mine, other)

    assert rows(response) == [mine.pk]
    assert b"Not for you." not in response.content
    assert other.post.title.encode() not in response.content
    assert editor.get(page_of(other)).status_code == 302
    assert set(Comment.objects.approved()) == {mine}


def test_an_editor_cannot_decide_by_another_comments_page():
    editor = browser(make_author().user)
    other = make_comment(status="pending")

    editor.post(
        page_of(other),
        {"CHANGE_FORM-action": "approve", "_selected_action": other.pk, "seen": seen(other)},
    )

    assert Comment.objects.get().status == "pending"
