"""Who may moderate finds the desk from everywhere; nobody else learns that it is there."""

import pytest
from django.contrib.auth.models import Group

from tests.comments.scene import browser
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_user,
)

pytestmark = pytest.mark.django_db
LINK = 'href="/moderation/"'


@pytest.fixture
def post():
    return make_post()


@pytest.mark.parametrize("person", [make_moderator, make_editor])
def test_the_admin_and_the_site_lead_whoever_may_moderate_to_the_desk(post, person):
    staff = browser(person())

    for address in ("/admin/", "/", post.get_absolute_url()):
        assert LINK in staff.get(address).text, address


def test_nothing_leads_anybody_else_there(post):
    staff_without_rights = make_user(is_staff=True)

    for someone in (None, make_user(), staff_without_rights):
        for address in ("/", post.get_absolute_url()):
            assert "/moderation/" not in browser(someone).get(address).text
    assert "/moderation/" not in browser(staff_without_rights).get("/admin/").text


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/{pk}/", "/moderation/{pk}/?part=1"])
def test_for_anybody_else_it_is_not_there(path):
    address = path.format(pk=make_comment(status="pending").pk)
    former = make_moderator()
    former.groups.remove(Group.objects.get(name="Moderators"))

    for someone in (None, make_user(), make_user(is_staff=True), former):
        response = browser(someone).get(address)
        assert response.status_code == 404
        assert "moderat" not in response.text.lower()


def test_the_admins_index_says_what_waits_and_what_is_reported():
    make_comment(status="pending")
    make_comment(status="pending")
    reported = make_comment()
    reported.flags.create(revision=1, reader_key="x")
    reported.count_open_flags()

    index = browser(make_moderator()).get("/admin/").text

    assert "2 waiting, 1 reported" in index
    assert index.count("waiting") == 1


def test_an_editor_is_told_what_waits_on_their_own_posts():
    author = make_author()
    make_comment(status="pending", post=make_post(author=author))
    make_comment(status="pending")

    assert "1 waiting" in browser(author.user).get("/admin/").text


def test_where_nothing_waits_there_is_no_badge():
    assert "badge" not in browser(make_moderator()).get("/admin/").text
