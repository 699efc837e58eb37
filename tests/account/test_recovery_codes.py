"""Codes on paper, for who has lost the phone: each lets in once, and fully."""

import pytest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.account.people import (
    CODE_PAGE,
    is_staff_there,
    let_the_wait_pass,
    make_guarded,
    password_typed,
)

pytestmark = pytest.mark.django_db


def test_a_recovery_code_opens_once():
    user, codes = make_guarded()

    first = password_typed(user).post(CODE_PAGE, {"code": codes[3]})
    second = password_typed(user).post(CODE_PAGE, {"code": codes[3]})

    assert (first.status_code, second.status_code) == (303, 422)
    assert StaticToken.objects.filter(device__user=user).count() == 9


def test_a_recovery_code_lets_in_as_fully_as_the_app_does():
    user, codes = make_guarded()
    browser = password_typed(user)

    browser.post(CODE_PAGE, {"code": codes[0]})

    assert is_staff_there(browser)
    assert browser.session["otp_device_id"] == TOTPDevice.objects.get(user=user).persistent_id


def test_a_recovery_code_may_be_typed_in_any_case_and_grouping():
    user, codes = make_guarded()

    typed = f" {codes[0].upper().replace('-', ' ')} "

    assert password_typed(user).post(CODE_PAGE, {"code": typed}).status_code == 303


def test_who_has_few_recovery_codes_left_is_told():
    user, codes = make_guarded()
    for code in codes[:7]:
        assert password_typed(user).post(CODE_PAGE, {"code": code}).status_code == 303
    browser = password_typed(user)

    browser.post(CODE_PAGE, {"code": codes[7]})

    assert "2 recovery codes left" in browser.get("/account/").text
    assert "left. Make new ones" not in browser.get("/account/").text  # it was said


def test_recovery_codes_are_not_stored_as_they_are():
    user, codes = make_guarded()

    stored = set(StaticToken.objects.filter(device__user=user).values_list("token", flat=True))

    assert len(stored) == len(set(codes)) == 10
    assert not stored & {*codes, *(code.replace("-", "") for code in codes)}
    for token in stored:  # nor does what is stored open anything
        assert password_typed(user).post(CODE_PAGE, {"code": token}).status_code in {422, 429}
        let_the_wait_pass(user)


def test_they_outlive_a_change_of_the_key_that_is_announced(settings):
    user, codes = make_guarded()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    assert password_typed(user).post(CODE_PAGE, {"code": codes[0]}).status_code == 303


def test_who_has_no_recovery_codes_can_use_none():
    user, _codes = make_guarded()
    StaticDevice.objects.filter(user=user).delete()

    assert password_typed(user).post(CODE_PAGE, {"code": "aaaaa-aaaaa"}).status_code == 422
