"""A forgotten password: from the sign-in page, by mail, to a new one."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.account.people import CODE_PAGE, is_staff_there, make_guarded, password_typed, signed_in
from tests.account.resetting import ASK, NEW, choose, link_for, link_in, mailed
from tests.factories import make_moderator
from tests.mail_server import html_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_rows_wait")]


def test_from_the_sign_in_page_to_a_new_password():
    user = make_moderator(username="mona", email="mona@example.org")
    assert f'href="{ASK}"' in Client().get("/admin/login/").text

    (message,) = mailed("mona@example.org")
    answer = choose(link_in(message))

    assert "Your password is new" in answer.text
    assert not is_staff_there(password_typed(user, password="right"))
    assert is_staff_there(password_typed(user, password=NEW))


def test_the_mail_says_for_which_account_and_that_it_can_be_ignored():
    make_moderator(username="mona", email="mona@example.org")

    (message,) = mailed("mona@example.org")

    assert message.rcpt == "mona@example.org"
    assert message["Subject"] == "A new password for Mentoring Notes"
    assert message["Auto-Submitted"] == "auto-generated"
    for said in (text_of(message), html_of(message)):
        assert "mona" in said
        assert "we don’t know who did" in said
        assert "works for 24 hours, and once" in said
        assert "do nothing: your password stays as it is" in said
    assert f'href="http://testserver{link_in(message)}"' in html_of(message)
    assert "List-Unsubscribe" not in message


@pytest.mark.parametrize("password", ["short", "12345678901", "password123", ""])
def test_a_weak_password_is_refused_and_may_be_chosen_again(password):
    user = make_moderator()
    browser = Client()

    answer = choose(link_for(user), password, browser)

    user.refresh_from_db()
    assert answer.status_code == 422
    assert user.check_password("right")
    form = {"new_password1": NEW, "new_password2": NEW}
    assert browser.post(answer.request["PATH_INFO"], form).status_code == 302


def test_all_sessions_end_and_the_new_password_signs_nobody_in_by_itself():
    user = make_moderator()
    elsewhere, browser = signed_in(user), Client()

    choose(link_for(user), client=browser)

    assert not is_staff_there(elsewhere)
    assert not is_staff_there(browser)
    assert not any("_password_reset_token" in row.get_decoded() for row in Session.objects.all())


def test_the_second_factor_is_asked_for_as_before():
    user, _codes = make_guarded()

    choose(link_for(user))

    assert (
        password_typed(user, password=NEW).get("/admin/").headers["Location"].startswith(CODE_PAGE)
    )


def test_whoever_was_locked_out_for_guessing_can_sign_in_with_the_new_one():
    user = make_moderator()
    for _time in range(10):
        password_typed(user, password="wrong")
    assert not is_staff_there(password_typed(user))

    choose(link_for(user))

    assert is_staff_there(password_typed(user, password=NEW))
