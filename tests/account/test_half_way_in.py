"""Name and password alone are nobody: in the admin, at the desk, and on readers' pages."""

import asyncio

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.middleware import SecondFactor
from config.sign_in.second_factor import new_key
from tests.account.people import CODE_PAGE, make_guarded, password_typed, signed_in
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply
from tests.queries import asked_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page",
    [
        "/admin/",
        "/admin/comments/comment/",
        "/admin/login/?next=/admin/",
        "/admin/password_change/",
        "/admin/jsi18n/",
        "/account/",
        "/account/sessions/",
        "/account/second-factor/",
        "/account/second-factor/image.svg",
        "/account/second-factor/codes/",
        "/account/second-factor/off/",
    ],
)
def test_pages_of_the_staff_lead_to_the_page_for_the_code(page):
    user, _codes = make_guarded()

    answer = password_typed(user).get(page)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(CODE_PAGE)


@pytest.mark.parametrize(
    "form",
    [
        "/admin/comments/comment/",
        "/admin/password_change/",
        "/account/sessions/end/",
        "/account/second-factor/off/",
        "/account/second-factor/codes/",
        "/account/second-factor/",
    ],
)
def test_forms_of_the_staff_do_nothing(form):
    user, _codes = make_guarded()
    others_see = signed_in(user)

    answer = password_typed(user).post(form, {"proof": "right", "others": "1"})

    assert answer.status_code == 302
    assert TOTPDevice.objects.filter(user=user).exists()
    assert others_see.get("/account/").status_code == 200


@pytest.mark.parametrize("page", ["", "log/", "1/", "terms/"])
def test_the_desk_leads_there_too(page):
    user, _codes = make_guarded()

    answer = password_typed(user).get(f"/moderation/{page}")

    assert answer.headers["Location"].startswith(f"{CODE_PAGE}?next=%2Fmoderation%2F")


def test_who_has_no_right_to_the_desk_does_not_learn_of_it_that_way():
    user, _codes = make_guarded()
    user.groups.clear()

    assert password_typed(user).get("/moderation/").status_code == 404
    assert signed_in(user).get("/moderation/").status_code == 404


def test_nothing_is_decided_at_the_desk():
    user, _codes = make_guarded()
    waiting = make_comment(status="pending")

    password_typed(user).post(
        f"/moderation/{waiting.pk}/decide/", {"verb": "approve", "revision": waiting.revision}
    )

    waiting.refresh_from_db()
    assert waiting.status == "pending"


def test_on_a_readers_page_they_are_a_reader():
    user, _codes = make_guarded(first_name="Mona", last_name="Staff")
    post = make_post()

    page = password_typed(user).get(post.get_absolute_url())

    assert "Mona Staff" not in page.text
    assert 'class="staff"' not in page.text
    assert "Mona Staff" in signed_in(user).get(post.get_absolute_url()).text


def test_a_waiting_reply_is_not_shown_to_them():
    user, _codes = make_guarded()
    waiting = make_comment(status="pending")

    assert password_typed(user).get(f"/comments/{waiting.pk}/").status_code == 404
    assert signed_in(user).get(f"/comments/{waiting.pk}/").status_code != 404


def test_what_they_write_is_not_the_staffs():
    user, _codes = make_guarded()
    post = make_post()

    answer = post_reply(password_typed(user), post, name="Ann", email="ann@example.org")

    reply = post.comments.get()
    assert answer.status_code == 303
    assert reply.user is None
    assert reply.status == "pending"


def test_a_session_of_before_the_second_factor_was_set_up_is_half_way_too():
    user = make_moderator()
    elsewhere = password_typed(user)
    assert elsewhere.get("/admin/").status_code == 200

    TOTPDevice.objects.create(user=user, name="app", key=new_key())

    assert elsewhere.get("/admin/").headers["Location"].startswith(CODE_PAGE)


def test_a_session_that_passed_with_another_device_is_half_way_again():
    user, _codes = make_guarded()
    browser = signed_in(user)

    TOTPDevice.objects.filter(user=user).delete()
    TOTPDevice.objects.create(user=user, name="app", key=new_key())

    assert browser.get("/admin/").headers["Location"].startswith(CODE_PAGE)


def test_a_device_that_was_never_confirmed_asks_for_nothing():
    user = make_moderator()
    TOTPDevice.objects.create(user=user, name="app", key=new_key(), confirmed=False)

    assert password_typed(user).get("/admin/").status_code == 200


def test_somebody_elses_device_in_a_session_proves_nothing():
    user, _codes = make_guarded()
    other, _codes = make_guarded()
    browser = password_typed(user)
    session = browser.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=other).persistent_id
    session.save()

    assert browser.get("/admin/").headers["Location"].startswith(CODE_PAGE)


def test_readers_cost_no_question_more_and_no_page_varies():
    post = make_post()
    make_post()
    Client().get(post.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        page = Client().get(post.get_absolute_url())

    assert len(queries) == 5
    assert "Cookie" not in page.headers.get("Vary", "")
    assert not any("otp_" in query["sql"] or "session" in query["sql"] for query in queries)


def test_who_is_signed_in_costs_one_question_more():
    address = make_post().get_absolute_url()
    plain, (guarded, _codes) = make_moderator(), make_guarded()

    for browser in (signed_in(plain), signed_in(guarded)):
        assert sum("otp_totp" in asked for asked in asked_for(browser, address)) == 1


def test_a_reader_with_an_account_is_asked_for_nothing():
    reader = Client()
    reader.force_login(make_user(first_name="Ada", last_name="Lovelace"))

    assert "Ada Lovelace" in reader.get(make_post().get_absolute_url()).text


def test_code_that_asks_for_the_user_by_await_gets_the_same_answer():
    request = RequestFactory().get("/")
    request.user = request.signed_in = AnonymousUser()
    request.missing_step = "code"
    seen = []
    SecondFactor(lambda request: seen.append(request) or HttpResponse())(request)
    request.missing_step = "code"

    user = asyncio.run(seen[0].auser())

    assert user.is_anonymous
