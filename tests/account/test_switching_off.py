"""Switching the second factor off, and renewing the codes on paper: with a proof."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.account.people import (
    CODE_PAGE,
    code_of,
    let_the_wait_pass,
    make_guarded,
    password_typed,
    signed_in,
    wrong_code,
)
from tests.account.second_factor import PAGE, shown_codes
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proof", ["password", "code"])
def test_it_is_switched_off_with_the_password_or_a_code(proof):
    user, _codes = make_guarded()
    browser = signed_in(user)
    typed = "right" if proof == "password" else code_of(user, steps=1)

    answer = browser.post(f"{PAGE}off/", {"proof": typed}, follow=True)

    assert "The second factor is off" in answer.text
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert password_typed(user).get("/admin/").status_code == 200


@pytest.mark.parametrize("action", ["off", "codes"])
@pytest.mark.parametrize("proof", ["", "wrong", "a code"])
def test_without_proof_neither_is_done(action, proof):
    user, codes = make_guarded()
    typed = wrong_code(user) if proof == "a code" else proof

    answer = signed_in(user).post(f"{PAGE}{action}/", {"proof": typed})

    assert answer.status_code == 422
    assert TOTPDevice.objects.filter(user=user).exists()
    assert password_typed(user).post(CODE_PAGE, {"code": codes[0]}).status_code == 303


def test_passwords_guessed_there_are_counted_by_the_lock_out():
    user, _codes = make_guarded()
    browser = signed_in(user)

    answers = [browser.post(f"{PAGE}off/", {"proof": "wrong"}) for _time in range(10)]
    last = browser.post(f"{PAGE}off/", {"proof": "right"})

    assert answers[0].status_code == 422
    assert last.status_code == 429
    assert TOTPDevice.objects.filter(user=user).exists()


def test_codes_guessed_there_wait_as_at_the_sign_in():
    user, _codes = make_guarded()
    browser = signed_in(user)
    for _time in range(4):
        let_the_wait_pass(user)
        browser.post(f"{PAGE}off/", {"proof": wrong_code(user)})

    answer = browser.post(f"{PAGE}off/", {"proof": code_of(user, steps=1)})

    assert answer.status_code == 429
    assert TOTPDevice.objects.filter(user=user).exists()


def test_new_recovery_codes_end_the_old_ones():
    user, old = make_guarded()

    page = signed_in(user).post(f"{PAGE}codes/", {"proof": "right"})

    new = shown_codes(page)
    assert len(new) == 10
    assert not {*new} & {*old}
    assert password_typed(user).post(CODE_PAGE, {"code": old[0]}).status_code == 422
    let_the_wait_pass(user)
    assert password_typed(user).post(CODE_PAGE, {"code": new[0]}).status_code == 303


@pytest.mark.parametrize("action", ["off", "codes"])
def test_where_none_is_set_up_there_is_nothing_to_switch_off_or_renew(action):
    answer = signed_in(make_moderator()).get(f"{PAGE}{action}/")

    assert answer.headers["Location"] == PAGE


def test_switched_off_nothing_opens_where_no_code_was_typed():
    user, _codes = make_guarded()
    half_way, elsewhere, browser = password_typed(user), signed_in(user), signed_in(user)

    browser.post(f"{PAGE}off/", {"proof": "right"})

    assert half_way.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert elsewhere.get("/admin/").status_code == 200
    assert browser.get("/admin/").status_code == 200
