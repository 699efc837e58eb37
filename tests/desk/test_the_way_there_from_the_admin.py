"""Every page of the admin leads whoever may moderate to the desk, and staff to their account."""

import pytest

from tests.comments.scene import browser
from tests.factories import make_editor, make_moderator, make_user

pytestmark = pytest.mark.django_db
PAGES = ["/admin/", "/admin/password_change/", "/admin/password_change/done/"]
DESK, ACCOUNT = 'href="/moderation/"', 'href="/account/"'


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", [make_moderator, make_editor])
def test_it_leads_to_the_desk_and_the_account_once(page, person):
    text = browser(person()).get(page).text.split('id="content"')[0]

    assert (text.count(DESK), text.count(ACCOUNT)) == (1, 1)


@pytest.mark.parametrize("page", PAGES)
def test_who_may_not_moderate_is_led_to_their_account_alone(page):
    text = browser(make_user(is_staff=True)).get(page).text.split('id="content"')[0]

    assert (text.count(DESK), text.count(ACCOUNT)) == (0, 1)
