"""An address that somebody has proved is held when it is typed elsewhere; its owner is not."""

import pytest

from comments.rules.borrowed_address import borrowed_address
from tests.comments.scene import browser, discuss, last_comment, proved
from tests.factories import make_moderator, make_post, make_submission, make_user, post_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("firsts_appear")]


@pytest.mark.parametrize("typed", ["ann@example.org", "ANN@Example.ORG"])
def test_typed_in_another_browser_it_is_held(client, typed):
    proved("ann@example.org")

    post_reply(client, make_post(), email=typed)

    comment = last_comment()
    assert comment.status == "pending"
    assert [(found["rule"], found["reason"]) for found in comment.findings] == [
        ("borrowed_address", "This address was confirmed from another browser.")
    ]
    [evidence] = comment.findings[0]["evidence"]
    assert (evidence["field"], evidence["text"]) == ("author_email", comment.author_email)


def test_in_the_browser_that_proved_it_it_is_not():
    post_reply(proved("ann@example.org"), make_post(), email="Ann@example.org")

    assert last_comment().status == "approved"


def test_the_proof_of_one_address_is_none_for_another():
    proved("ann@example.org")

    post_reply(proved("bob@example.org"), make_post(), email="ann@example.org")

    assert last_comment().findings[0]["rule"] == "borrowed_address"


@pytest.mark.parametrize("proof", ["1", "1.x.y", "", "\xff"])
def test_a_forged_proof_is_none(client, proof):
    proved("ann@example.org")
    client.cookies["proof"] = proof

    post_reply(client, make_post(), email="ann@example.org")

    assert last_comment().findings[0]["rule"] == "borrowed_address"


def test_a_staff_members_address_is_theirs_without_being_confirmed(client):
    make_moderator(email="Mona@example.org")

    post_reply(client, make_post(), email="mona@example.org")

    comment = last_comment()
    assert comment.status == "pending"
    assert comment.findings[0]["reason"] == "This is the address of somebody who signs in here."


@pytest.mark.parametrize("former", [{"is_active": False}, {"is_staff": False}])
def test_a_former_staff_members_is_anybodys(client, former):
    moderator = make_moderator(email="mona@example.org")
    for field, value in former.items():
        setattr(moderator, field, value)
    moderator.save()

    post_reply(client, make_post(), email="mona@example.org")

    assert last_comment().status == "approved"


def test_an_account_writes_under_its_own_address():
    proved("uma@example.org")

    post_reply(browser(make_user(email="uma@example.org")), make_post())

    assert "borrowed_address" not in [found["rule"] for found in last_comment().findings]


def test_other_addresses_and_none_are_not_held(client):
    proved("ann@example.org")
    discuss(requires_name_and_email=False, holds_first_time=False, flood_seconds=0)

    for email in ("anna@example.org", "ann@example.com", ""):
        post_reply(client, make_post(), email=email)
        assert last_comment().status == "approved"


def test_its_author_cannot_tell_it_from_waiting_for_another_reason():
    """Who tries out addresses learns nothing where first replies wait anyway."""
    discuss(holds_first_time=True, flood_seconds=0)
    proved("ann@example.org")
    post = make_post()

    answers = []
    for email in ("ann@example.org", "none@example.org"):
        client = browser()
        response = post_reply(client, post, email=email, body=f"By {email[:4]}")
        page = client.get(response.headers["Location"]).content.decode()
        answers.append((response.status_code, "awaiting moderation" in page, "confirmed" in page))

    assert answers[0] == answers[1]


def test_it_costs_one_query(django_assert_num_queries):
    submission = make_submission()

    with django_assert_num_queries(1):
        assert borrowed_address(submission) is None
