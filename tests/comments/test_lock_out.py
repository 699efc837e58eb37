"""Guessing passwords at the admin locks that name from that address, and nobody else."""

import pytest

from tests.comments.scene import browser
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db

WRONG_TIMES = 10


def sign_in(username, password, ip="192.0.2.1", forwarded=None):
    extra = {"headers": {"X-Forwarded-For": forwarded}} if forwarded else {}
    return browser().post(
        "/admin/login/", {"username": username, "password": password}, REMOTE_ADDR=ip, **extra
    )


@pytest.fixture
def _locked():
    make_moderator(username="mona", password="right")
    for _time in range(WRONG_TIMES):
        sign_in("mona", "wrong")


@pytest.mark.usefixtures("_locked")
def test_ten_wrong_passwords_lock_the_name_from_that_address():
    response = sign_in("mona", "right")

    assert response.status_code == 429
    assert "Signing in is paused" in response.content.decode()
    assert "sessionid" not in response.cookies


@pytest.mark.usefixtures("_locked")
def test_from_another_address_the_name_can_sign_in():
    assert sign_in("mona", "right", ip="192.0.2.2").status_code == 302


@pytest.mark.usefixtures("_locked")
def test_another_name_can_sign_in_from_there():
    make_moderator(username="otto", password="right")

    assert sign_in("otto", "right").status_code == 302


@pytest.mark.usefixtures("_locked")
def test_a_forged_forwarding_header_does_not_get_around_it():
    assert sign_in("mona", "right", forwarded="203.0.113.9").status_code == 429


@pytest.mark.usefixtures("_locked")
def test_another_browser_does_not_get_around_it():
    response = browser().post(
        "/admin/login/",
        {"username": "mona", "password": "right"},
        REMOTE_ADDR="192.0.2.1",
        headers={"User-Agent": "Another browser", "Accept": "text/html"},
    )

    assert response.status_code == 429


def test_trying_with_many_browsers_is_counted_together():
    make_moderator(username="mona", password="right")

    for number in range(WRONG_TIMES):
        browser().post(
            "/admin/login/",
            {"username": "mona", "password": "wrong"},
            REMOTE_ADDR="192.0.2.1",
            headers={"User-Agent": f"Browser {number}"},
        )

    assert sign_in("mona", "right").status_code == 429


def test_nine_wrong_passwords_do_not_lock_and_a_right_one_starts_anew():
    make_moderator(username="mona", password="right")

    for _round in range(2):
        for _time in range(WRONG_TIMES - 1):
            assert sign_in("mona", "wrong").status_code == 200
        assert sign_in("mona", "right").status_code == 302


def test_a_name_that_nobody_has_is_answered_alike():
    make_moderator(username="mona", password="right")

    known = [sign_in("mona", "wrong").status_code for _time in range(11)]
    unknown = [sign_in("nobody", "wrong").status_code for _time in range(11)]

    assert known == unknown


@pytest.mark.parametrize("username", ["\0", "é" * 300, "x" * 5000, "\u202e", "' OR 1=1 --"])
def test_odd_names_are_no_server_errors(username):
    for _time in range(WRONG_TIMES + 1):
        assert sign_in(username, "wrong").status_code in {200, 429}
