"""A link that doesn't work says so on one page with one status, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.utils import timezone

from comments.models import ConfirmedAddress, Notification, Subscription
from comments.tokens import (
    LINK_MAX_AGE,
    PROOF_COOKIE,
    PROOF_MAX_AGE,
    read_link,
    read_proof,
    read_unsubscribe,
    sign_button,
    sign_link,
    sign_own,
    sign_proof,
    sign_unsubscribe,
)
from tests.comments.mailed_links import address_of, hidden_fields, press, send
from tests.comments.scene import browser, proved
from tests.factories import SAME_ORIGIN, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    """To confirm an address, with its waiting reply and a wish."""
    comment = make_comment(author_email="ann@example.org", status="pending")
    wish = Subscription.objects.follow("ann@example.org", comment=comment, is_confirmed=False)
    return Notification.objects.owe(
        "confirm", "ann@example.org", comment=comment, subscription=wish
    )


def state(link):
    """Everything that a link can change."""
    link = Notification.objects.get(pk=link.pk)
    return (
        link.used_at,
        link.comment.is_confirmed,
        link.comment.status,
        link.subscription.confirmed_at,
        ConfirmedAddress.objects.count(),
    )


FORGED = {
    "another number": lambda link: "9" + sign_link(link.pk),
    "one letter more": lambda link: sign_link(link.pk) + "x",
    "one letter less": lambda link: sign_link(link.pk)[:-1],
    "capitals": lambda link: sign_link(link.pk).upper(),
    "no signature": lambda link: str(link.pk),
    "a row that never was": lambda link: sign_link(link.pk + 1000),
    "a proof": lambda link: sign_proof(link.pk),
    "to unsubscribe": lambda link: sign_unsubscribe(link.pk),
    "one's own comment": lambda link: sign_own(link.comment.post_id, [link.pk]),
    "garbage": lambda link: "%00%ff%f0%9f%98%80",
    "a line break": lambda link: "a%0d%0aSet-Cookie:%20x=1",
    "dots": lambda link: "...",
    "a quote": lambda link: "%22%3E%3Cscript%3E",
    "another alphabet": lambda link: "%D9%A1.%D9%A2.%D9%A3",
    "very long": lambda link: "1" * 4000,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_what_we_never_mailed_does_nothing(link, forge):
    address, before = f"/confirm/{forge(link)}/", state(link)
    gone = browser().get(f"/confirm/{sign_link(0)}/")

    for answer in (
        browser().get(address),
        browser().post(address, {"revision": "1"}, headers=SAME_ORIGIN),
    ):
        assert answer.status_code == 404
        assert "This link doesn’t work any more" in answer.content.decode()
        assert answer.content == gone.content
        assert answer.headers == gone.headers
        assert PROOF_COOKIE not in answer.cookies
    assert browser().head(address).status_code == 404
    assert state(link) == before


def test_a_notice_is_no_link(link):
    notice = Notification.objects.owe("reply", "ann@example.org", comment=link.comment)

    assert browser().get(address_of(notice)).status_code == 404


def test_after_three_days_it_has_expired(link, monkeypatch):
    made = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: made)
    address, before = address_of(link), state(link)
    monkeypatch.setattr(signing.time, "time", lambda: made + LINK_MAX_AGE.total_seconds() + 1)

    looked = browser().get(address)
    pressed = browser().post(address, {"revision": "1"}, headers=SAME_ORIGIN)

    assert looked.status_code == pressed.status_code == 404
    assert looked.content == browser().get("/confirm/x/").content
    assert state(link) == before


def test_until_then_it_works(link, monkeypatch):
    made = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: made)
    token = sign_link(link.pk)

    monkeypatch.setattr(signing.time, "time", lambda: made + LINK_MAX_AGE.total_seconds() - 1)

    assert read_link(token) == link.pk


def test_used_it_is_gone_for_every_other_browser(link):
    press(browser(), link)
    before = state(link)

    for other in (browser(), proved("bob@example.org")):
        assert other.get(address_of(link)).status_code == 404
        answer = other.post(address_of(link), {"revision": "1"}, headers=SAME_ORIGIN)
        assert answer.status_code == 404
        assert answer.content == browser().get("/confirm/x/").content
    assert state(link)[:-1] == before[:-1]


def test_used_it_leads_on_in_the_browser_that_used_it(link):
    reader = browser()
    first = press(reader, link)

    again = reader.get(address_of(link))
    pressed_again = reader.post(address_of(link), {"revision": "1"}, headers=SAME_ORIGIN)

    assert again.status_code == pressed_again.status_code == 303
    assert again.headers["Location"] == first.headers["Location"]
    assert pressed_again.headers["Location"] == first.headers["Location"]


def test_a_double_click_is_a_success_by_either_answer(link):
    page = hidden_fields(browser().get(address_of(link)))
    first, second = (
        browser().post(address_of(link), page, headers=SAME_ORIGIN) for _click in range(2)
    )

    assert second.status_code == first.status_code == 303
    assert second.headers["Location"] == first.headers["Location"]
    assert PROOF_COOKIE in second.cookies


def test_but_not_a_minute_later(link):
    page = hidden_fields(browser().get(address_of(link)))
    press(browser(), link)
    Notification.objects.update(used_at=timezone.now() - timedelta(seconds=61))

    answer = browser().post(address_of(link), page, headers=SAME_ORIGIN)

    assert answer.status_code == 404
    assert PROOF_COOKIE not in answer.cookies


@pytest.mark.parametrize("opened", [sign_link, sign_proof, lambda pk: sign_button(pk + 1), str])
def test_nor_without_having_opened_its_page(link, opened):
    press(browser(), link)
    form = {"revision": "1", "opened": opened(link.pk)}

    assert browser().post(address_of(link), form, headers=SAME_ORIGIN).status_code == 404


def test_a_link_of_an_erased_address_is_gone(link):
    reader = browser()
    press(reader, link)

    send(reader, "/my-replies/erase/", words="keep")

    assert reader.get(address_of(link)).status_code == 404


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}], ids=str
)
def test_the_button_is_pressed_on_our_page_or_not_at_all(link, headers):
    before = state(link)

    answer = browser().post(address_of(link), {"revision": "1"}, headers=headers)

    assert answer.status_code == 403
    assert state(link) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "BREW"])
def test_no_other_method_does_anything(link, method):
    before = state(link)

    answer = browser().generic(method, address_of(link), headers=SAME_ORIGIN)

    assert answer.status_code == 405
    assert state(link) == before


def test_tokens_hold_numbers_and_no_address(link):
    assert sign_link(link.pk).split(".")[0] == str(link.pk)
    assert "ann" not in sign_link(link.pk)


# A browser's proof ------------------------------------------------------------------------------


def test_a_token_of_one_kind_is_none_of_another():
    assert read_proof(sign_link(7)) == (None, None)
    assert read_link(sign_proof(7)) is None
    assert read_link(sign_unsubscribe(7)) is None
    assert read_unsubscribe(sign_link(7)) is None
    assert read_unsubscribe(sign_proof(7)) is None
    assert read_proof(sign_own(1, [7])) == (None, None)


@pytest.mark.parametrize("proof", ["", "1", "1.x.y", "\0", "é.é.é", "..", "1" * 5000])
def test_a_forged_proof_opens_nothing(proof):
    reader = browser()
    ConfirmedAddress.confirm("ann@example.org")
    reader.cookies[PROOF_COOKIE] = proof

    assert "Mail me a link" in reader.get("/my-replies/").content.decode()


def test_a_proof_is_good_for_a_year(monkeypatch):
    made = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: made)
    proof = sign_proof(7)

    monkeypatch.setattr(signing.time, "time", lambda: made + PROOF_MAX_AGE.total_seconds() - 1)
    assert read_proof(proof) == (7, datetime(2026, 1, 1, tzinfo=UTC))
    later = made + (PROOF_MAX_AGE + timedelta(seconds=1)).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert read_proof(proof) == (None, None)


def test_behind_tls_the_proof_goes_over_tls_only(link, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert press(browser(), link).cookies[PROOF_COOKIE]["secure"] is True
