"""A link that is not, or no longer, this moderator's answers as every dead link does."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.core import signing

from comments.tokens import (
    DECISION_MAX_AGE,
    read_decision,
    read_link,
    read_proof,
    read_staff_unsubscribe,
    read_unsubscribe,
    read_withdrawal,
    sign_button,
    sign_decision,
    sign_link,
    sign_own,
    sign_proof,
    sign_staff_unsubscribe,
    sign_unsubscribe,
    sign_withdrawal,
)
from tests.comments.scene import browser
from tests.desk.waiting import link_for, press
from tests.factories import make_comment, make_editor, make_moderator, make_user

pytestmark = pytest.mark.django_db

FORGED = {
    "another person": lambda token: "9" + token,
    "another comment": lambda token: token.replace("-", "-9", 1),
    "another revision": lambda token: token.replace(".", "9.", 1),
    "one letter more": lambda token: token + "x",
    "one letter less": lambda token: token[:-1],
    "capitals": lambda token: token.swapcase(),
    "no signature": lambda token: token.split(".")[0],
    "confirming": lambda token: sign_link(1),
    "a proof": lambda token: sign_proof(1),
    "a button": lambda token: sign_button(1),
    "unsubscribing": lambda token: sign_unsubscribe(1),
    "unsubscribing staff": lambda token: sign_staff_unsubscribe(1, "waiting"),
    "withdrawing": lambda token: sign_withdrawal(1),
    "one's own": lambda token: sign_own(1, [1]),
    "garbage": lambda token: "%00%ff%f0%9f%98%80",
    "a line break": lambda token: "a%0d%0aSet-Cookie:%20x=1",
    "dots": lambda token: "...",
    "dashes": lambda token: "--.--.--",
    "a quote": lambda token: "%22%3E%3Cscript%3E",
    "very long": lambda token: "1" * 4000,
}


def assert_is_dead(link, reply):
    status = reply.status
    gone = browser().get("/decide/x/")
    for answer in (browser().get(link), *(press(browser(), link, v) for v in ("approve", "undo"))):
        assert answer.status_code == 404
        assert answer.content == gone.content
        assert answer.headers == gone.headers
    assert browser().head(link).status_code == 404
    reply.refresh_from_db()
    assert reply.status == status
    assert "This link doesn’t work any more" in gone.text


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_what_we_never_mailed_is_nothing(forge, reply):
    moderator = make_moderator()
    token = sign_decision(moderator.pk, moderator.email, reply.pk, 1)

    assert_is_dead(f"/decide/{forge(token)}/", reply)


def test_a_link_is_good_for_seven_days(reply, monkeypatch):
    made = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: made)
    link = link_for(make_moderator(), reply)

    monkeypatch.setattr(signing.time, "time", lambda: made + DECISION_MAX_AGE.total_seconds() - 1)
    assert browser().get(link).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: made + DECISION_MAX_AGE.total_seconds() + 1)
    assert_is_dead(link, reply)
    assert DECISION_MAX_AGE.days == 7


@pytest.mark.parametrize("lost", ["group", "active", "gone", "never had it", "address"])
def test_who_lost_the_right_loses_every_link(lost, reply):
    moderator = make_moderator()
    links = [link_for(moderator, reply), link_for(moderator, make_comment(status="pending"))]
    assert {browser().get(link).status_code for link in links} == {200}
    if lost == "group":
        moderator.groups.clear()
    elif lost == "active":
        User.objects.filter(pk=moderator.pk).update(is_active=False)
    elif lost == "gone":
        moderator.delete()
    elif lost == "address":
        User.objects.filter(pk=moderator.pk).update(email="another@example.org")
    else:
        links = [link_for(make_user(), reply), link_for(make_editor(), reply)]

    for link in links:
        assert_is_dead(link, reply)


def test_nor_can_it_take_back_what_was_decided_by_it(reply):
    moderator = make_moderator()
    link = link_for(moderator, reply)
    press(browser(), link, "approve")
    moderator.groups.clear()
    reply.refresh_from_db()

    assert_is_dead(link, reply)


def test_of_a_comment_that_is_gone_nothing_is_told(reply):
    other, link = make_comment(status="pending"), link_for(make_moderator(), reply)
    reply.withdraw()

    assert_is_dead(link, other)


@pytest.mark.parametrize("verb", ["", "delete", "restore", "edit", "Approve", "approve spam"])
def test_a_link_does_its_four_things_and_no_other(verb, reply):
    link = link_for(make_moderator(), reply)

    assert press(browser(), link, verb).status_code == 404
    assert browser().post(link, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 404
    reply.refresh_from_db()
    assert reply.status == "pending"


def test_a_link_for_one_comment_opens_no_other(reply):
    moderator, other = make_moderator(), make_comment(status="pending")

    press(browser(), link_for(moderator, reply), "approve", pk=other.pk, comment=other.pk)

    other.refresh_from_db()
    assert other.status == "pending"


def test_a_token_holds_numbers_and_is_good_for_nothing_else():
    token = sign_decision(12, "mona@example.org", 345, 6)

    assert token.startswith("12-345-6.")
    assert read_decision(token, "mona@example.org") == (12, 345, 6)
    assert read_decision(token, "other@example.org") is None
    assert [
        read(token) for read in (read_link, read_unsubscribe, read_withdrawal)
    ] == [None] * 3  # fmt: skip
    assert read_proof(token) == (None, None)
    assert read_staff_unsubscribe(token) == (None, None)
    assert read_staff_unsubscribe(sign_staff_unsubscribe(12, "own")) == (12, "own")
    assert read_decision(sign_staff_unsubscribe(12, "own"), "mona@example.org") is None
    assert len(f"/decide/{sign_decision(2**31, 'mona@example.org', 2**63, 2**31)}/") < 120
