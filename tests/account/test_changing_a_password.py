"""Whoever is signed in changes their password by the old one, which can't be guessed there."""

import pytest

from tests.account.people import (
    signed_in,
)
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


def test_who_knows_the_old_password_changes_it():
    user = make_moderator()
    new = {"new_password1": "Seven-Tall-Owls-9", "new_password2": "Seven-Tall-Owls-9"}

    answer = signed_in(user).post("/admin/password_change/", {"old_password": "right", **new})

    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("Seven-Tall-Owls-9")


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
