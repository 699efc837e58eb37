"""Editors see in the log what concerns their own posts, and nobody keeps what they saw."""

import pytest

from comments.models import Purge
from tests.comments.scene import browser
from tests.desk.log_book import LOG, decide_batch, lines, waiting
from tests.factories import (
    make_author,
    make_editor,
    make_post,
)

pytestmark = pytest.mark.django_db


def test_editors_see_what_was_decided_on_their_own_posts(moderator):
    editor = make_editor()
    mine = make_post(author=make_author(user=editor))
    waiting("mine", post=mine).approve(by=moderator)
    waiting("other").approve(by=moderator)
    decide_batch(moderator, waiting("in a batch", post=mine), waiting("not mine"))
    Purge.objects.create(what="spam", number=3)

    said = lines(browser(editor))

    assert len(said) == 2
    assert "in a batch" in said[0]
    assert "mine on" in said[1]
    export = b"".join(browser(editor).get(f"{LOG}export/")).decode()
    assert ("other" in export, "not mine" in export, "purge" in export) == (False, False, False)


def test_editors_see_their_own_batches_whole():
    editor = make_editor()
    mine = make_post(author=make_author(user=editor))
    decide_batch(editor, waiting(post=mine), waiting(post=mine))

    assert len(lines(browser(editor))) == 1


@pytest.mark.parametrize("path", [LOG, f"{LOG}export/", "/moderation/figures/"])
def test_it_is_for_looking_only_and_kept_by_nobody(desk, path):
    assert desk.post(path).status_code == 405
    assert desk.get(path).headers["Cache-Control"] == "private, no-store"
