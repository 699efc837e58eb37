import pytest

from comments.models import StaffPreferences
from tests.factories import make_editor, make_moderator, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/moderation/preferences/keys/"


@pytest.mark.parametrize(("said", "uses_keys"), [("off", False), ("on", True), ("?", False)])
@pytest.mark.parametrize("make", [make_moderator, make_editor])
def test_keys_are_switched_and_nothing_else(client, make, said, uses_keys):
    user = make()
    StaffPreferences.objects.create(user=user, mail="daily", uses_keys=not uses_keys)
    client.force_login(user)

    answer = client.post(ADDRESS, {"keys": said, "next": "/moderation/?view=spam"})

    assert (answer.status_code, answer["Location"]) == (303, "/moderation/?view=spam")
    stored = StaffPreferences.of(user)
    assert (stored.uses_keys, stored.mail) == (uses_keys, "daily")


@pytest.mark.parametrize(
    "wanted", ["", "https://example.com/", "//example.com", "/posts/", "/moderation/\r\nX: 1", "\\"]
)
def test_it_leads_nowhere_but_to_the_desk(client, wanted):
    client.force_login(make_moderator())

    answer = client.post(ADDRESS, {"keys": "off", "next": wanted})

    assert answer["Location"] == "/moderation/"


def test_for_others_it_is_not_there(client):
    client.force_login(make_staff())

    assert client.post(ADDRESS, {"keys": "off"}).status_code == 404
    assert not StaffPreferences.objects.exists()
