"""A forgotten password: asked for by anybody, mailed to staff alone, chosen by who reads it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from comments.models import Notification
from config.logs import shown
from tests.account.people import CODE_PAGE, is_staff_there, make_guarded, password_typed, signed_in
from tests.comments.mailroom import delivered, mail_server
from tests.factories import make_moderator, make_user
from tests.mail_server import html_of, text_of

pytestmark = pytest.mark.django_db

ASK = "/account/reset/"
NEW = "Seven-Tall-Owls-9"


@pytest.fixture(autouse=True)
def _later(settings):
    """Rows wait for the worker, which a test calls by hand."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def ask(email, client=None, **extra):
    return (client or Client()).post(ASK, {"email": email}, **extra)


def mailed(email):
    """The messages that arrive after somebody asked for `email`."""
    assert ask(email).status_code == 200
    with mail_server() as server:
        return delivered(server)


def link_in(message):
    return re.search(r"http://testserver(/account/reset/\S+)", text_of(message))[1]


def link_for(user):
    user.refresh_from_db()  # a sign-in since then would make it void
    person = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/account/reset/{person}/{default_token_generator.make_token(user)}/"


def choose(link, password=NEW, client=None):
    client = client or Client()
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return page
    form = {"new_password1": password, "new_password2": password}
    return client.post(page.redirect_chain[-1][0], form, follow=True)


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


def test_the_token_leaves_the_address_before_anything_is_shown():
    user = make_moderator()
    link = link_for(user)

    answer = Client().get(link)

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/set-password/")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content == b""


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_changes_nothing(method):
    user = make_moderator()
    link = link_for(user)

    getattr(Client(), method)(link, follow=True)

    user.refresh_from_db()
    assert user.check_password("right")
    assert "Your password is new" in choose(link).text


def test_a_link_works_once():
    user = make_moderator()
    link = link_for(user)
    choose(link)

    again = choose(link, "Another-Owl-77-x")

    assert again.status_code == 404
    assert "This link does nothing" in again.text
    assert is_staff_there(password_typed(user, password=NEW))


def test_a_link_is_void_after_a_day(settings):
    user = make_moderator()
    link = link_for(user)

    settings.PASSWORD_RESET_TIMEOUT = -1

    assert choose(link).status_code == 404


def test_a_link_is_void_for_anybody_else():
    user, other = make_moderator(), make_moderator()
    _reset, token = link_for(user).rstrip("/").split("/")[-2:]

    person = urlsafe_base64_encode(force_bytes(other.pk))

    assert choose(f"/account/reset/{person}/{token}/").status_code == 404


@pytest.mark.parametrize("person", ["x", "MQ", "%00", "é", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "_w"])
def test_links_of_any_bytes_do_nothing(person):
    for token in ("x", "set-password", "1-2", "%F0%9F%92%A5", "-", "a" * 3000):
        assert Client().get(f"/account/reset/{person}/{token}/").status_code == 404


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


def test_the_link_is_not_logged():
    assert shown("/account/reset/MQ/c0ffee-0123456789/") == "/account/reset/…"


@pytest.mark.parametrize("doubled", ["/account//reset/", "//account/reset/", "/account/reset//"])
def test_nor_is_it_where_a_slash_stands_twice(doubled):
    assert "c0ffee" not in shown(f"{doubled}MQ/c0ffee-0123456789/")
