"""One mailed link confirms an address, and with it the reply or the wish that it was asked for."""

import pytest

from comments.models import Comment, ConfirmedAddress
from comments.readers import confirming
from comments.tokens import PROOF_COOKIE
from tests.comments.mailed_links import ANN, address_of, asked, press
from tests.comments.scene import browser
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


# The page -------------------------------------------------------------------------------------


def test_the_page_shows_what_is_confirmed():
    comment, link = asked(notify="on", body="My *own* words.")

    page = browser().get(address_of(link)).content.decode()

    assert ANN in page
    assert "My <em>own</em> words." in page
    assert comment.post.title in page
    assert "Every reply to yours" in page


def test_looking_changes_nothing():
    comment, link = asked(notify="on")

    for method in ("get", "head"):
        response = getattr(browser(), method)(address_of(link))
        assert response.status_code == 200
        assert PROOF_COOKIE not in response.cookies

    link.refresh_from_db()
    comment.refresh_from_db()
    assert link.used_at is None
    assert not comment.is_confirmed
    assert not ConfirmedAddress.objects.exists()
    assert link.subscription.confirmed_at is None


def test_the_page_is_stored_by_nobody_and_names_itself_to_nobody():
    _comment, link = asked()

    page = browser().get(address_of(link))

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "same-origin"


# The button -----------------------------------------------------------------------------------


def test_the_button_confirms_the_address_and_the_reply():
    comment, link = asked()

    response = press(browser(), link)

    comment.refresh_from_db()
    assert comment.is_confirmed
    assert ConfirmedAddress.objects.get().email == ANN
    assert ConfirmedAddress.objects.get().name == "Ann"
    assert response.status_code == 303
    assert response.headers["Cache-Control"] == "private, no-store"
    cookie = response.cookies[PROOF_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


def test_it_begins_what_was_wished():
    _comment, link = asked(notify="on")

    press(browser(), link)

    link.subscription.refresh_from_db()
    assert link.subscription.confirmed_at


def test_only_the_reply_it_was_asked_for_is_confirmed():
    other = make_comment(author_email=ANN, status="pending")
    _comment, link = asked()

    press(browser(), link)

    other.refresh_from_db()
    assert not other.is_confirmed


def test_a_reply_that_was_changed_after_the_page_was_opened_is_shown_again():
    comment, link = asked()
    reader = browser()
    reader.get(address_of(link))
    Comment.objects.filter(pk=comment.pk).update(
        revision=2, body="Other words.", body_html="<p>Other words.</p>"
    )

    response = press(reader, link, revision="1")

    assert response.status_code == 409
    assert "Other words." in response.content.decode()
    assert PROOF_COOKIE not in response.cookies
    link.refresh_from_db()
    assert link.used_at is None
    assert press(reader, link).status_code == 303


@pytest.mark.parametrize("revision", ["", "x", "\0", "١", "1" * 5000])
def test_a_button_of_our_own_knows_the_revision(revision):
    comment, link = asked()

    response = press(browser(), link, revision=revision)

    assert response.status_code == 409
    comment.refresh_from_db()
    assert not comment.is_confirmed


def test_redeeming_what_changed_meanwhile_confirms_nothing():
    comment, link = asked()
    loaded = confirming.link_of(address_of(link).split("/")[2])
    Comment.objects.filter(pk=comment.pk).update(revision=2)

    with pytest.raises(confirming.TextChanged):
        confirming.redeem(loaded)

    link.refresh_from_db()
    assert link.used_at is None
    assert not ConfirmedAddress.objects.exists()


def test_of_two_who_redeem_it_one_does():
    _comment, link = asked()
    loaded = confirming.link_of(address_of(link).split("/")[2])

    assert confirming.redeem(loaded) is not None
    assert confirming.redeem(loaded) is None


def test_a_reply_that_was_withdrawn_leaves_the_address_to_confirm():
    comment, link = asked(notify="on")
    comment.withdraw()

    response = press(browser(), link)

    assert response.headers["Location"] == "/my-replies/"
    assert ConfirmedAddress.objects.get().email == ANN
