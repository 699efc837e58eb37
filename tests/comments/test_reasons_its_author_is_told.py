"""Why a reply was taken down: its author reads what was meant for them, and nothing else."""

import pytest

from comments.models import Comment
from comments.readers.my_replies import reason_of, standing_of
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(status="pending")


@pytest.fixture
def moderator():
    return make_moderator()


def as_read(comment):
    return Comment.objects.prefetch_related("decisions").select_related("post").get(pk=comment.pk)


def test_what_they_are_mailed_they_find_on_their_page(comment, moderator):
    comment.remove(by=moderator, reason="Off topic.")

    assert reason_of(as_read(comment)) == "Off topic."


def test_what_was_written_for_the_log_is_not_told(comment, moderator):
    comment.remove(by=moderator, reason="The third account of his.", tells_author=False)

    assert reason_of(as_read(comment)) == ""


def test_the_reason_stands_again_when_its_restoring_is_taken_back(comment, moderator):
    comment.remove(by=moderator, reason="Off topic.")
    comment.restore(by=moderator)
    comment.take_back(comment.last_decision(), by=moderator)

    assert reason_of(as_read(comment)) == "Off topic."


def test_what_was_approved_by_mistake_and_taken_back_was_never_published(comment, moderator):
    comment.approve(by=moderator)
    comment.take_back(comment.last_decision(), by=moderator)
    comment.remove(by=moderator)

    assert str(standing_of(as_read(comment))) == "Not published"
