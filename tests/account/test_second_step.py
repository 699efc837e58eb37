"""After name and password comes a code, and each opens once."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from config.sign_in.steps import Step
from config.sign_in.views.answers import on_the_way_in
from tests.account.people import (
    CODE_PAGE,
    code_of,
    is_staff_there,
    make_guarded,
    password_typed,
    signed_in,
    wrong_code,
)
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


def test_without_a_second_factor_the_password_signs_in_as_ever():
    assert is_staff_there(password_typed(make_moderator()))


def test_with_one_the_password_leads_to_the_page_for_the_code():
    user, _codes = make_guarded()

    answer = password_typed(user).get("/admin/comments/comment/?e=1", follow=True)

    assert answer.redirect_chain == [
        (f"{CODE_PAGE}?next=%2Fadmin%2Fcomments%2Fcomment%2F%3Fe%3D1", 302),
    ]
    assert "Now type the six digits" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_code_leads_to_where_one_was_going():
    user, _codes = make_guarded()
    browser = password_typed(user)

    answer = browser.post(f"{CODE_PAGE}?next=/admin/posts/", {"code": code_of(user)})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/posts/")
    assert is_staff_there(browser)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test/", "//evil.test", "javascript:alert(1)", "\\\\evil.test", ""]
)
def test_it_leads_to_no_other_site(elsewhere):
    user, _codes = make_guarded()

    answer = password_typed(user).post(
        CODE_PAGE, {"code": code_of(user)}, query_params={"next": elsewhere}
    )

    assert answer.headers["Location"] == "/admin/"


def test_the_session_gets_a_new_key():
    user, _codes = make_guarded()
    browser = password_typed(user)
    before = browser.session.session_key

    browser.post(CODE_PAGE, {"code": code_of(user)})

    assert browser.session.session_key != before


@pytest.mark.parametrize("shape", ["{0:.3} {0:.3}", " {0} ", "{0}\n"])
def test_a_code_may_be_typed_as_apps_show_it(shape):
    user, _codes = make_guarded()
    code = code_of(user)
    browser = password_typed(user)
    typed = f"{code[:3]} {code[3:]}" if "3" in shape else shape.format(code)

    assert browser.post(CODE_PAGE, {"code": typed}).status_code == 303


def test_digits_in_full_width_are_digits():
    user, _codes = make_guarded()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code_of(user))

    assert password_typed(user).post(CODE_PAGE, {"code": wide}).status_code == 303


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "+12345", "abc", "\0", "²" * 6, "x" * 900]
)
def test_what_is_no_code_opens_nothing(typed):
    user, _codes = make_guarded()
    browser = password_typed(user)

    answer = browser.post(CODE_PAGE, {"code": typed})

    assert answer.status_code == 422
    assert not is_staff_there(browser)


def test_a_wrong_code_opens_nothing_and_says_so():
    user, _codes = make_guarded()
    browser = password_typed(user)

    answer = browser.post(CODE_PAGE, {"code": wrong_code(user)})

    assert answer.status_code == 422
    assert "That code isn’t right" in answer.text
    assert not is_staff_there(browser)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_half_a_minute_either_way_is_forgiven(steps):
    user, _codes = make_guarded()

    assert (
        password_typed(user).post(CODE_PAGE, {"code": code_of(user, steps=steps)}).status_code
        == 303
    )


@pytest.mark.parametrize("steps", [-4, 4])
def test_two_minutes_are_not(steps):
    user, _codes = make_guarded()

    assert (
        password_typed(user).post(CODE_PAGE, {"code": code_of(user, steps=steps)}).status_code
        == 422
    )


def test_a_code_that_was_used_opens_nothing_in_another_browser():
    user, _codes = make_guarded()
    seen_over_the_shoulder = code_of(user)
    assert password_typed(user).post(CODE_PAGE, {"code": seen_over_the_shoulder}).status_code == 303

    thief = password_typed(user)
    answer = thief.post(CODE_PAGE, {"code": seen_over_the_shoulder})

    assert answer.status_code == 422
    assert not is_staff_there(thief)


def test_somebody_elses_code_opens_nothing():
    user, _codes = make_guarded()
    other, others_codes = make_guarded()

    for code in (code_of(other), others_codes[0]):
        assert password_typed(user).post(CODE_PAGE, {"code": code}).status_code == 422


def test_who_typed_no_password_has_no_page_for_codes():
    answer = Client().get(CODE_PAGE)

    assert answer.headers["Location"].startswith("/admin/login/?next=")


def test_who_is_in_is_led_on():
    user, _codes = make_guarded()

    answer = signed_in(user).get(CODE_PAGE)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/")


def test_on_that_page_one_can_sign_out():
    user, _codes = make_guarded()
    browser = password_typed(user)

    answer = browser.post("/admin/logout/")

    assert answer.status_code == 200
    assert "_auth_user_id" not in browser.session


def test_on_that_page_one_can_sign_in_as_somebody_else():
    user, _codes = make_guarded()
    browser = password_typed(user)

    password_typed(make_moderator(), browser)

    assert is_staff_there(browser)


def test_the_page_asks_for_either_kind_and_keeps_where_one_was_going():
    user, _codes = make_guarded()
    browser = password_typed(user)

    by_app = browser.get(f"{CODE_PAGE}?next=/admin/%3Fa%3D1%26b").text
    by_paper = browser.get(f"{CODE_PAGE}?recovery&next=/admin/%3Fa%3D1%26b").text

    assert 'inputmode="numeric"' in by_app
    assert 'href="?recovery&amp;next=/admin/%3Fa%3D1%26b"' in by_app
    assert "inputmode" not in by_paper
    assert 'href="?next=/admin/%3Fa%3D1%26b"' in by_paper


def test_a_page_of_the_way_in_stands_behind_the_code_by_itself_too(rf):
    request = rf.get("/account/second-factor/")
    request.missing_step = Step.CODE
    request.resolver_match = resolve(request.path)

    answer = on_the_way_in(lambda request: HttpResponse("the secret"))(request)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(CODE_PAGE)
