"""Each moderator and editor chooses what they are mailed, and how they work at the desk."""

import pytest
from django.utils import timezone

from comments.models import StaffPreferences
from tests.comments.reading import Elements
from tests.comments.scene import browser
from tests.desk.waiting import wishing
from tests.factories import make_editor, make_moderator, make_user

pytestmark = pytest.mark.django_db
PAGE = "/moderation/preferences/"


@pytest.mark.parametrize("make", [make_moderator, make_editor])
def test_what_is_chosen_is_kept(make):
    user = make()

    answer = browser(user).post(PAGE, {"mail": "daily", "hears_of_replies": "on"}, follow=True)

    assert answer.redirect_chain == [(PAGE, 303)]
    assert "Your preferences are saved." in answer.text
    now = StaffPreferences.of(user)
    assert (now.mail, now.hears_of_replies, now.uses_keys) == ("daily", True, False)


def test_the_page_shows_the_defaults_and_stores_nothing_by_being_looked_at():
    moderator = make_moderator()

    page = browser(moderator).get(PAGE)

    ticked = [one for one in Elements(page.text).named("input") if "checked" in one]
    assert [(one["name"], one.get("value")) for one in ticked] == [
        ("mail", "hourly"), ("uses_keys", None),
    ]  # fmt: skip
    assert moderator.email in page.text
    assert not StaffPreferences.objects.exists()


def test_when_they_were_told_is_not_theirs_to_set():
    told_at = timezone.now()
    moderator = wishing(told_at=told_at)

    browser(moderator).post(PAGE, {"mail": "off", "told_at": "", "user": "1"})

    assert StaffPreferences.of(moderator).told_at == told_at


@pytest.mark.parametrize("mail", ["", "always", "hourly\0", "x" * 5000])
def test_what_is_no_choice_changes_nothing(mail):
    moderator = wishing(mail="daily")

    answer = browser(moderator).post(PAGE, {"mail": mail})

    assert answer.status_code == 422
    assert StaffPreferences.of(moderator).mail == "daily"


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "options"])
def test_for_others_there_is_no_such_page(method):
    for user in (None, make_user(), make_user(is_staff=True)):
        assert getattr(browser(user), method)(PAGE).status_code == 404
    assert not StaffPreferences.objects.exists()
