"""Trust is earned by a confirmed address; a name and an address typed alike earn nothing."""

import pytest

from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


def test_everybodys_first_reply_waits(client):
    post_reply(client, make_post())

    comment = last_comment()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["first_time"]


def test_a_name_and_address_typed_like_an_approved_authors_earn_nothing(client):
    for _time in range(3):
        make_comment(author_name="Ann", author_email="ann@example.org", ip_address="192.0.2.1")

    post_reply(client, make_post(), name="Ann", email="ann@example.org", ip="192.0.2.1")

    assert last_comment().status == "pending"


def test_nor_does_the_browser_of_an_approved_author():
    reader, post = browser(), make_post()
    discuss(flood_seconds=0)
    post_reply(reader, post, name="Ann", email="ann@example.org", save_my_name="on")
    last_comment().approve(by=make_moderator())

    post_reply(reader, post, name="Ann", email="ann@example.org", save_my_name="on")

    assert last_comment().status == "pending"


def test_nor_does_a_staff_members_address_typed_by_a_stranger(client):
    moderator = make_moderator(email="staff@example.org")

    post_reply(client, make_post(), name="Ann", email=moderator.email)

    assert last_comment().status == "pending"
    assert last_comment().user is None


def test_staff_are_known():
    post_reply(browser(make_moderator()), make_post())

    assert last_comment().status == "approved"


def test_where_the_setting_is_off_nobody_waits_for_it(client):
    discuss(holds_first_time=False)

    post_reply(client, make_post())

    assert last_comment().status == "approved"


def test_where_everything_is_held_that_is_told(client):
    discuss(holds_first_time=False, moderates_all=True)

    post_reply(client, make_post())

    assert last_comment().findings[0]["rule"] == "moderate_all"
    assert last_comment().status == "pending"
