"""Setting up a second factor: a secret, one code that proves it arrived, ten codes on paper."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.account.people import (
    CODE_PAGE,
    code_by,
    password_typed,
    signed_in,
)
from tests.account.second_factor import IMAGE, PAGE, shown_codes, shown_key
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db


def test_the_secret_stands_there_in_groups_of_four():
    browser = signed_in(make_moderator())

    page = browser.get(PAGE)

    assert re.search(r">([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page.text)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_it_stays_the_same_while_one_looks_and_is_another_in_another_session():
    user = make_moderator()
    browser, other = signed_in(user), signed_in(user)

    assert shown_key(browser) == shown_key(browser) != shown_key(other)
    assert not TOTPDevice.objects.exists()


def test_the_picture_is_ours_and_nobody_keeps_it():
    browser = signed_in(make_moderator())
    browser.get(PAGE)

    picture = browser.get(IMAGE)

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "private, no-store"
    assert b"<svg" in picture.content
    assert b"style" not in picture.content
    assert f'src="{IMAGE}"' in browser.get(PAGE).text


def test_there_is_no_picture_without_a_secret():
    assert signed_in(make_moderator()).get(IMAGE).status_code == 404


def test_what_the_picture_says_names_site_and_account():
    browser = signed_in(make_moderator(username="mona"))

    address = re.search(r'href="(otpauth://[^"]+)"', browser.get(PAGE).text)[1]

    assert address.startswith("otpauth://totp/Mentoring%20Notes%3Amona?secret=")
    assert address.endswith("&amp;issuer=Mentoring%20Notes")


def test_a_right_code_switches_it_on_and_shows_ten_codes_this_once():
    user = make_moderator()
    browser = signed_in(user)

    page = browser.post(PAGE, {"code": code_by(shown_key(browser)), "password": "right"})

    codes = shown_codes(page)
    assert len(set(codes)) == 10
    assert page.headers["Cache-Control"] == "private, no-store"
    assert TOTPDevice.objects.get(user=user).confirmed
    assert not shown_codes(browser.get(PAGE))
    assert browser.get("/admin/").status_code == 200  # this session has just proved it
    assert password_typed(user).post(CODE_PAGE, {"code": codes[9]}).status_code == 303


def test_the_secret_leaves_the_session():
    browser = signed_in(make_moderator())
    key = shown_key(browser)

    browser.post(PAGE, {"code": code_by(key), "password": "right"})

    assert not any(key in str(row.get_decoded()) for row in Session.objects.all())
    assert key not in browser.get(PAGE).text
    assert browser.get(IMAGE).status_code == 404


def test_a_wrong_code_leaves_it_off_and_the_secret_the_same():
    user = make_moderator()
    browser = signed_in(user)
    key = shown_key(browser)
    right = {code_by(key, steps=steps) for steps in range(-3, 4)}

    page = browser.post(
        PAGE, {"code": "000000" if "000000" not in right else "111111", "password": "right"}
    )

    assert page.status_code == 422
    assert "That code isn’t right" in page.text
    assert not TOTPDevice.objects.exists()
    assert shown_key(browser) == key


def test_the_code_that_set_it_up_signs_nobody_in():
    user = make_moderator()
    browser = signed_in(user)
    code = code_by(shown_key(browser))
    browser.post(PAGE, {"code": code, "password": "right"})

    answer = password_typed(user).post(CODE_PAGE, {"code": code})

    assert answer.status_code == 422


def test_set_up_in_two_sessions_the_first_counts():
    user = make_moderator()
    browser, other = signed_in(user), signed_in(user)
    key, others_key = shown_key(browser), shown_key(other)
    browser.post(PAGE, {"code": code_by(key), "password": "right"})

    other.post(PAGE, {"code": code_by(others_key), "password": "right"})

    assert TOTPDevice.objects.get(user=user).key == key


@pytest.mark.parametrize("typed", [{}, {"password": ""}, {"password": "wrong"}], ids=str)
def test_a_session_left_open_is_not_enough_to_switch_it_on(typed):
    user = make_moderator()
    browser = signed_in(user)

    page = browser.post(PAGE, {"code": code_by(shown_key(browser)), **typed})

    assert page.status_code == 422
    assert not TOTPDevice.objects.exists()
    assert browser.get("/admin/").status_code == 200


def test_secrets_have_no_page_in_the_admin():
    browser = signed_in(make_moderator(is_superuser=True))

    for page in ("otp_totp/totpdevice/", "otp_static/staticdevice/"):
        assert browser.get(f"/admin/{page}").status_code == 404
    assert "otp_" not in browser.get("/admin/").text


@pytest.mark.parametrize("page", ["", "second-factor/", "second-factor/image.svg", "sessions/"])
def test_strangers_sign_in_first_and_readers_find_nothing(page):
    reader = Client()
    reader.force_login(make_user())

    assert Client().get(f"/account/{page}").headers["Location"] == (
        f"/admin/login/?next=/account/{page}"
    )
    assert reader.get(f"/account/{page}").status_code == 404
