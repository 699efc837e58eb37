"""Anybody may ask for a new password; staff alone are mailed, and the answer tells nothing."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Notification
from tests.account.resetting import NEW, ask, choose, link_for, mailed
from tests.comments.mailroom import delivered, mail_server
from tests.factories import make_moderator, make_user
from tests.mail_server import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_rows_wait")]


def test_an_address_in_other_letters_and_for_two_accounts():
    make_moderator(username="mona", email="Mona@Example.org")
    make_moderator(username="root", email="mona@example.org")

    messages = mailed(" MONA@example.ORG ")

    assert {
        name for name in ("mona", "root") for m in messages if f"there, {name}." in text_of(m)
    } == {
        "mona",
        "root",
    }


@pytest.mark.parametrize(
    "kind",
    [
        {"is_staff": False},
        {"is_active": False},
        {"email": "other@example.org"},
        {"password": None},
    ],
    ids=str,
)
def test_nobody_else_gets_a_mail(kind):
    user = make_user(**{"is_staff": True, "email": "mona@example.org", **kind})
    if "password" in kind:
        user.set_unusable_password()
        user.save()

    assert mailed("mona@example.org") == []
    assert not Notification.objects.exists()  # the row was dropped


def shape(email):
    """What an answer is made of, and what the database was asked for it."""
    with CaptureQueriesContext(connection) as queries:
        answer = ask(email)
    # Only the form's token differs, and the numbers of rows.
    page = re.sub(r'value="\w{64}"', "", answer.text)
    asked = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
    return answer.status_code, page, sorted(answer.headers), len(asked), asked[0][:40]


def test_whether_an_address_is_known_changes_neither_the_answer_nor_the_work():
    make_moderator(email="mona@example.org")
    shape("somebody@example.org")

    assert shape("mona@example.org") == shape("nobody@example.org")
    assert Notification.objects.count() == 3


def test_the_link_is_not_in_the_queue():
    user = make_moderator(email="mona@example.org")
    ask("mona@example.org")

    (row,) = Notification.objects.values()

    assert row["user_id"] == user.pk
    assert not any("/account/" in str(value) for value in row.values())


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"is_staff": False},
    ],
    ids=str,
)
def test_who_left_meanwhile_gets_no_mail_and_their_link_does_nothing(change):
    user = make_moderator(email="mona@example.org")
    ask("mona@example.org")
    link = link_for(user)
    for name, value in change.items():
        setattr(user, name, value)
    user.save()

    with mail_server() as server:
        assert delivered(server) == []
    assert choose(link).status_code == 404
    assert not Notification.objects.exists()


@pytest.mark.parametrize("change", ["email", "password"])
def test_who_changed_address_or_password_meanwhile_gets_no_link_that_was_asked_for_before(change):
    user = make_moderator(email="mona@example.org")
    ask("mona@example.org")
    if change == "email":
        user.email = "new@example.org"
    else:
        user.set_password(NEW)
    user.save()

    with mail_server() as server:
        assert delivered(server) == []
    assert not Notification.objects.exists()


def test_a_mail_that_could_not_leave_for_a_day_is_dropped():
    make_moderator(email="mona@example.org")
    ask("mona@example.org")
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=25))

    with mail_server() as server:
        assert delivered(server) == []


def test_for_one_address_three_links_an_hour():
    make_moderator(email="mona@example.org")
    statuses = [ask("mona@example.org", REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(5)]

    assert statuses == [200, 200, 200, 429, 429]
    assert Notification.objects.count() == 3
    assert ask("other@example.org").status_code == 200


def test_the_same_for_an_address_that_nobody_has():
    statuses = [ask("nobody@example.org", REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(5)]

    assert statuses == [200, 200, 200, 429, 429]


def test_from_one_network_twenty_an_hour():
    statuses = [ask(f"a{n}@example.org", REMOTE_ADDR="192.0.2.7").status_code for n in range(21)]

    assert statuses == [200] * 20 + [429]
    assert ask("mona@example.org", REMOTE_ADDR="192.0.2.8").status_code == 200
    last = ask("b@example.org", REMOTE_ADDR="192.0.2.7")
    assert "Too many links" in last.text
    assert 'value="b@example.org"' in last.text
    assert int(last.headers["Retry-After"]) > 0
    cache.clear()


@pytest.mark.parametrize(
    "typed", ["", "mona", "a@b", "a@example.org\r\nBcc: x@example.org", "\0@x.org"]
)
def test_what_is_no_address_is_asked_for_again(typed):
    answer = ask(typed)

    assert answer.status_code == 422
    assert not Notification.objects.exists()


def test_the_form_wants_djangos_token():
    assert ask("a@example.org", Client(enforce_csrf_checks=True)).status_code == 403
