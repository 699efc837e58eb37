"""Where the setting asks for a second factor, nothing of the staff's opens without one."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.account.people import CODE_PAGE, code_by, make_guarded, password_typed, signed_in
from tests.account.second_factor import IMAGE, PAGE, shown_codes, shown_key
from tests.factories import make_comment, make_moderator, make_post
from tests.test_starting import PRODUCTION, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.mark.parametrize(
    "page", ["/admin/", "/admin/comments/comment/", "/account/", "/account/sessions/", CODE_PAGE]
)
def test_who_has_none_is_led_to_setting_it_up(page):
    answer = password_typed(make_moderator()).get(page)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(PAGE)


def test_until_then_they_are_a_reader_among_readers():
    user = make_moderator(first_name="Mona", last_name="Staff")
    browser = password_typed(user)
    waiting = make_comment(status="pending")

    assert "Mona Staff" not in browser.get(make_post().get_absolute_url()).text
    assert browser.get(f"/comments/{waiting.pk}/").status_code == 404


def test_with_the_first_code_everything_opens():
    browser = password_typed(make_moderator())
    assert "Until it is set up, nothing else opens" in browser.get(PAGE).text
    assert browser.get(IMAGE).status_code == 200

    page = browser.post(PAGE, {"code": code_by(shown_key(browser))})

    assert len(shown_codes(page)) == 10
    assert browser.get("/admin/").status_code == 200


def test_who_has_one_is_asked_for_the_code():
    user, _codes = make_guarded()

    assert password_typed(user).get("/admin/").headers["Location"].startswith(CODE_PAGE)
    assert signed_in(user).get("/admin/").status_code == 200


def test_another_phone_is_set_up_by_switching_off_and_on():
    user, _codes = make_guarded()
    browser = signed_in(user)

    answer = browser.post(f"{PAGE}off/", {"proof": "right"})

    assert answer.headers["Location"] == PAGE
    assert browser.get("/admin/").headers["Location"].startswith(PAGE)
    browser.post(PAGE, {"code": code_by(shown_key(browser))})
    assert browser.get("/admin/").status_code == 200


def test_whoever_comes_without_one_can_sign_out_again():
    browser = password_typed(make_moderator())

    assert browser.post("/admin/logout/").status_code == 200
    assert "_auth_user_id" not in browser.session
    assert not TOTPDevice.objects.exists()


def test_the_setting_is_one_of_two_words():
    result = run("manage.py", "check", **PRODUCTION, SECOND_FACTOR="perhaps")

    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert "SECOND_FACTOR" in line
