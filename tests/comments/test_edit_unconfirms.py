"""An edit without the proof of the address is no more its owner's."""

import pytest

from tests.comments.afterwards import author_of, edit
from tests.comments.scene import browser, just_said, now, proved
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


def test_edited_without_the_proof_it_is_no_more_confirmed():
    """Confirmed by its address's owner; the words that follow they have never seen."""
    comment = just_said(author_email="ann@example.org", is_confirmed=True)

    edit(author_of(comment), comment, "What Ann never saw.")

    assert (now(comment).body, now(comment).is_confirmed) == ("What Ann never saw.", False)


def test_nor_is_it_with_the_proof_of_another_address():
    comment = just_said(author_email="ann@example.org", is_confirmed=True)

    edit(proved("bob@example.org", author_of(comment)), comment, "What Ann never saw.")

    assert not now(comment).is_confirmed


def test_edited_with_the_proof_it_stays_confirmed():
    comment = just_said(author_email="Ann@example.org", is_confirmed=True)

    edit(proved("ann@example.org"), comment, "My second thought.")

    assert (now(comment).body, now(comment).is_confirmed) == ("My second thought.", True)


def test_approved_then_it_stands_without_the_check_mark():
    comment = just_said(author_email="ann@example.org", is_confirmed=True)
    edit(author_of(comment), comment, "What Ann never saw.")

    now(comment).approve(by=make_moderator())

    page = browser().get(comment.post.get_absolute_url()).content.decode()
    assert "What Ann never saw." in page
    assert "Address confirmed" not in page
