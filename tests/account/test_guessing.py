"""Codes can't be guessed; nor can whoever knows a password lock its owner out for good."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.codes import FAILURES_THAT_COUNT
from tests.account.people import (
    CODE_PAGE,
    code_of,
    is_staff_there,
    let_the_wait_pass,
    make_guarded,
    password_typed,
    wrong_code,
)

pytestmark = pytest.mark.django_db


def waited(user, seconds):
    before = timezone.now() - timedelta(seconds=seconds)
    TOTPDevice.objects.filter(user=user).update(throttling_failure_timestamp=before)


def guess(user, times):
    for _time in range(times):
        let_the_wait_pass(user)
        password_typed(user).post(CODE_PAGE, {"code": wrong_code(user)})


def test_right_after_a_wrong_code_not_even_the_right_one_is_looked_at():
    user, _codes = make_guarded()
    guess(user, 5)
    browser = password_typed(user)

    answer = browser.post(CODE_PAGE, {"code": code_of(user)})

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 16
    assert "Too many wrong codes" in answer.text
    assert not is_staff_there(browser)


def test_the_wait_doubles_with_every_wrong_code():
    user, _codes = make_guarded()

    waits = []
    for _time in range(8):
        guess(user, 1)
        answer = password_typed(user).post(CODE_PAGE, {"code": wrong_code(user)})
        waits.append(int(answer.headers["Retry-After"]))

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]


def test_another_browser_and_another_address_wait_alike():
    user, _codes = make_guarded()
    guess(user, 6)

    elsewhere = password_typed(user, REMOTE_ADDR="203.0.113.9")
    answer = elsewhere.post(CODE_PAGE, {"code": code_of(user)}, REMOTE_ADDR="203.0.113.9")

    assert answer.status_code == 429


def test_typing_the_password_again_does_not_shorten_it():
    user, _codes = make_guarded()
    guess(user, 6)

    answer = password_typed(user).post(CODE_PAGE, {"code": code_of(user)})

    assert answer.status_code == 429


def test_after_the_wait_the_right_code_opens_and_the_count_begins_anew():
    user, _codes = make_guarded()
    guess(user, 6)
    waited(user, 33)

    answer = password_typed(user).post(CODE_PAGE, {"code": code_of(user)})

    assert answer.status_code == 303
    assert TOTPDevice.objects.get(user=user).throttling_failure_count == 0


def test_the_wait_never_grows_beyond_an_hour_and_a_bit():
    user, _codes = make_guarded()
    guess(user, FAILURES_THAT_COUNT[TOTPDevice] + 10)

    answer = password_typed(user).post(CODE_PAGE, {"code": code_of(user)})

    assert 3600 < int(answer.headers["Retry-After"]) < 2 * 3600
    assert "69 minutes" in answer.text


def test_recovery_codes_wait_too_and_by_themselves():
    user, codes = make_guarded()
    browser = password_typed(user)
    for _time in range(4):
        let_the_wait_pass(user)
        browser.post(CODE_PAGE, {"code": "aaaaa-aaaaa"})

    assert browser.post(CODE_PAGE, {"code": codes[0]}).status_code == 429
    assert browser.post(CODE_PAGE, {"code": code_of(user)}).status_code == 303


def test_who_was_guessed_at_is_told_when_they_come():
    user, _codes = make_guarded()
    guess(user, 5)
    let_the_wait_pass(user)
    browser = password_typed(user)

    browser.post(CODE_PAGE, {"code": code_of(user)})

    assert "somebody else knows your password" in browser.get("/account/").text


def test_a_wrong_code_is_logged_without_the_code(caplog):
    user, _codes = make_guarded()
    typed = wrong_code(user)

    password_typed(user).post(CODE_PAGE, {"code": typed})

    (record,) = [one for one in caplog.records if one.name == "config.sign_in.codes"]
    assert str(user.pk) in record.getMessage()
    assert typed not in record.getMessage()


def test_the_lock_out_of_passwords_goes_on_as_before():
    user, _codes = make_guarded(username="mona")
    for _time in range(10):
        password_typed(user, password="wrong")

    browser = password_typed(user)

    assert "_auth_user_id" not in browser.session


def test_whoever_knows_the_password_does_not_keep_recovery_codes_shut():
    user, codes = make_guarded()
    for _time in range(20):
        let_the_wait_pass(user)
        password_typed(user).post(CODE_PAGE, {"code": "aaaaa-aaaaa"})
    browser = password_typed(user)

    answer = browser.post(CODE_PAGE, {"code": codes[0]})

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 16
