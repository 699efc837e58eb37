"""Who became known by an approval is not known any more when it is taken back."""

import pytest

from comments.models import ConfirmedAddress, SignedName
from comments.rules.lookalike import lookalike_name
from tests.desk.pressing import last, press, select, undo, undo_last
from tests.factories import make_comment, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return ConfirmedAddress.confirm("ida@example.org")


def by_ida():
    return make_comment(
        status="pending", author_email="ida@example.org", author_name="Ida Marsh", is_confirmed=True
    )


def test_an_approval_makes_them_known_and_undo_takes_it_back(desk, address):
    comment = by_ida()
    press(desk, comment, "approve")
    was_known = address.is_known

    undo(desk, last(comment))

    assert (was_known, address.is_known) == (True, False)


def test_who_has_another_approved_reply_stays_known(desk, address):
    first, second = by_ida(), by_ida()
    press(desk, first, "approve")
    press(desk, second, "approve")

    undo(desk, last(second))

    assert address.is_known


def test_a_name_signed_with_what_was_taken_back_holds_no_look_alike(desk, address):
    comment = by_ida()
    press(desk, comment, "approve")
    lookalike = make_submission(author_name="lda Marsh")
    held = lookalike_name(lookalike)

    undo(desk, last(comment))

    assert SignedName.objects.exists()
    assert held is not None
    assert lookalike_name(lookalike) is None


def test_a_removal_taken_back_makes_them_known_again(desk, address):
    comment = by_ida()
    press(desk, comment, "approve")
    comment.refresh_from_db()
    press(desk, comment, "remove")
    was_known = address.is_known

    undo(desk, last(comment))

    assert (was_known, address.is_known) == (False, True)


def test_of_a_batch_as_well(desk, address):
    comment = by_ida()
    select(desk, "approve", comment, make_comment(status="pending"))
    was_known = address.is_known

    undo_last(desk)

    assert (was_known, address.is_known) == (True, False)
