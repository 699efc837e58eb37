"""Who is known, and who only says so."""

import pytest

from comments.models import Comment
from tests.comments.peers.ledger import carries
from tests.comments.scene import browser, discuss, last_comment, proved
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db

BOB = "bob@example.org"


@pytest.fixture(autouse=True)
def _no_flood_limit():
    discuss(flood_seconds=0)


def status_of_reply(client, **form):
    post = make_post()
    assert post_reply(client, post, **form).status_code == 303
    assert last_comment().post == post
    return last_comment().status


@carries("trust-001")
def test_where_nobody_has_to_be_known_a_reply_appears():
    discuss(holds_first_time=False)

    assert status_of_reply(browser()) == "approved"


@carries("trust-002", "trust-011")
def test_an_address_that_was_only_typed_is_nobodys():
    make_comment(author_name="Bob", author_email=BOB)
    assert status_of_reply(browser(), name="Bob", email=BOB) == "pending"
    proved(BOB)  # Bob himself, in his own browser

    assert status_of_reply(browser(), name="Bob", email=BOB) == "pending"
    assert not last_comment().is_confirmed
    assert status_of_reply(proved("x@example.org"), name="Bob", email=BOB) == "pending"
    assert not last_comment().is_confirmed
    assert status_of_reply(browser(), name="Bo", email="new@example.org") == "pending"


@carries("trust-003", "trust-007", "trust-008")
@pytest.mark.parametrize("approved", [1, 2])
def test_one_approved_reply_under_a_confirmed_address_is_enough(approved):
    for _one in range(approved):
        make_comment(author_email=BOB)

    assert status_of_reply(proved(BOB), email=BOB) == "approved"


@carries("trust-004")
@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_was_never_approved_earns_nothing(status):
    make_comment(author_email=BOB, status=status)

    assert status_of_reply(proved(BOB), email=BOB) == "pending"


@carries("trust-005")
def test_an_account_alone_earns_nothing_unless_it_is_of_staff():
    reader = make_user(email="old@example.org")
    make_comment(user=reader, author_email=reader.email)
    reader.email = "new@example.org"
    reader.save()

    assert status_of_reply(browser(reader)) == "pending"
    assert status_of_reply(browser(make_moderator())) == "approved"


@carries("trust-006")
def test_the_address_of_an_account_is_no_proof_to_who_types_it():
    make_user(email=BOB)
    make_moderator(email="mona@example.org")

    assert status_of_reply(browser(), email=BOB) == "pending"
    assert status_of_reply(browser(), email="mona@example.org") == "pending"


@carries("trust-009")
def test_an_earlier_refusal_takes_no_trust_away():
    for status in ("approved", "approved", "removed"):
        make_comment(author_email=BOB, status=status)

    assert status_of_reply(proved(BOB), email=BOB) == "approved"
    assert Comment.objects.filter(status="removed").count() == 1


@carries("trust-010")
@pytest.mark.parametrize("alias", ["bob+7@example.org", "b.o.b@example.org"])
def test_an_alias_is_another_address(alias):
    make_comment(author_email=BOB)

    assert status_of_reply(proved(BOB), email=alias) == "pending"
    assert not last_comment().is_confirmed
