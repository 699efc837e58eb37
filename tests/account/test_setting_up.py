"""Setting up a second factor: a secret, one code that proves it arrived, ten codes on paper."""

import re
from base64 import b32decode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.account.people import (
    CODE_PAGE,
    code_by,
    code_of,
    let_the_wait_pass,
    make_guarded,
    password_typed,
    signed_in,
    wrong_code,
)
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db

PAGE, IMAGE = "/account/second-factor/", "/account/second-factor/image.svg"


def shown_key(browser):
    letters = re.search(r'<code class="key"[^>]*>([^<]+)</code>', browser.get(PAGE).text)[1]
    return b32decode(letters.replace(" ", "")).hex()


def shown_codes(page):
    return re.findall(r"^[a-z2-9]{5}-[a-z2-9]{5}$", page.text, re.MULTILINE)


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


@pytest.mark.parametrize("typed", [{}, {"password": ""}, {"password": "wrong"}], ids=str)
def test_a_session_left_open_is_not_enough_to_switch_it_on(typed):
    user = make_moderator()
    browser = signed_in(user)

    page = browser.post(PAGE, {"code": code_by(shown_key(browser)), **typed})

    assert page.status_code == 422
    assert not TOTPDevice.objects.exists()
    assert browser.get("/admin/").status_code == 200


def test_switched_off_nothing_opens_where_no_code_was_typed():
    user, _codes = make_guarded()
    half_way, elsewhere, browser = password_typed(user), signed_in(user), signed_in(user)

    browser.post(f"{PAGE}off/", {"proof": "right"})

    assert half_way.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert elsewhere.get("/admin/").status_code == 200
    assert browser.get("/admin/").status_code == 200


def test_old_passwords_guessed_at_the_admins_page_are_counted_by_the_lock_out():
    user = make_moderator()
    browser = signed_in(user)
    new = {"new_password1": "Seven-Tall-Owls-9", "new_password2": "Seven-Tall-Owls-9"}
    address = "/admin/password_change/"

    guesses = [browser.post(address, {"old_password": "wrong", **new}) for _time in range(10)]
    last = browser.post(address, {"old_password": "right", **new})

    assert guesses[0].status_code == 200
    assert last.status_code == 429
    user.refresh_from_db()
    assert user.check_password("right")


def test_who_knows_the_old_password_changes_it():
    user = make_moderator()
    new = {"new_password1": "Seven-Tall-Owls-9", "new_password2": "Seven-Tall-Owls-9"}

    answer = signed_in(user).post("/admin/password_change/", {"old_password": "right", **new})

    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("Seven-Tall-Owls-9")
