"""Where one is signed in: listed with what is known of it, and ended one by one or all at once."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from config.sign_in.browsers import in_words
from tests.account.people import make_guarded, password_typed, signed_in
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db

PAGE, END = "/account/sessions/", "/account/sessions/end/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)


def handles(browser):
    """As the page has them, this one first."""
    return re.findall(r'name="session" value="(\w+)"', browser.get(PAGE).text)


def is_signed_in(browser):
    return browser.get("/account/").status_code == 200


def test_each_is_named_by_time_address_and_browser_and_this_one_is_marked():
    user = make_moderator()
    password_typed(user, REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT=SAFARI)
    browser = password_typed(user, REMOTE_ADDR="203.0.113.5", HTTP_USER_AGENT=FIREFOX)

    page = browser.get(PAGE)

    this_one, other = re.findall(r"<li>.*?</li>", page.text, re.DOTALL)[-2:]
    assert "Firefox on Windows" in this_one
    assert "from 203.0.113.5" in this_one
    assert "this one" in this_one
    assert "Safari on iPhone" in other
    assert "from 198.51.100.7" in other
    assert "this one" not in other
    assert "<time datetime=" in other
    assert page.headers["Cache-Control"] == "private, no-store"


def test_no_key_of_a_session_stands_on_the_page():
    user = make_moderator()
    browser = signed_in(user)
    signed_in(user)

    page = browser.get(PAGE).text

    assert Session.objects.count() == 2
    assert not any(row.session_key in page for row in Session.objects.all())


def test_one_that_is_ended_is_signed_out_at_its_next_request():
    user = make_moderator()
    browser, phone, desk = signed_in(user), signed_in(user), signed_in(user)
    this_one, newest, _oldest = handles(browser)

    answer = browser.post(END, {"session": newest}, follow=True)

    assert "1 session was ended." in answer.text
    assert [is_signed_in(one) for one in (browser, phone, desk)] == [True, True, False]
    assert this_one in handles(browser)


def test_all_others_end_at_once():
    user = make_moderator()
    browser, *others = [signed_in(user) for _number in range(4)]

    answer = browser.post(END, {"others": "1"}, follow=True)

    assert "3 sessions were ended." in answer.text
    assert is_signed_in(browser)
    assert not any(is_signed_in(one) for one in others)


def test_ending_this_one_signs_out():
    browser = signed_in(make_moderator())

    answer = browser.post(END, {"session": handles(browser)[0]})

    assert answer.headers["Location"].startswith("/admin/login/")
    assert not is_signed_in(browser)
    assert not Session.objects.exists()


def test_ended_twice_is_said_so():
    user = make_moderator()
    browser = signed_in(user)
    signed_in(user)
    other = handles(browser)[1]
    browser.post(END, {"session": other})

    answer = browser.post(END, {"session": other}, follow=True)

    assert "nothing left to end" in answer.text
    assert is_signed_in(browser)


def test_other_peoples_are_neither_listed_nor_ended():
    user, other = make_moderator(), make_moderator()
    browser, theirs = signed_in(user), signed_in(other)
    their_handle, their_key = handles(theirs)[0], theirs.session.session_key

    for wanted in (their_handle, their_key, "", "1", "\0", "é" * 32):
        browser.post(END, {"session": wanted})
    browser.post(END, {"others": "1", "session": their_handle})

    assert their_handle not in handles(browser)
    assert is_signed_in(theirs)


def test_without_djangos_token_nothing_ends():
    user = make_moderator()
    signed_in(user)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)

    assert browser.post(END, {"others": "1"}).status_code == 403
    assert Session.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_looking_ends_nothing(method):
    user = make_moderator()
    browser = signed_in(user)
    signed_in(user)

    assert getattr(browser, method)(END).status_code == 405
    assert Session.objects.count() == 2


def test_one_that_knows_only_the_password_is_marked_and_can_be_ended():
    user, _codes = make_guarded()
    browser, stranger = signed_in(user), password_typed(user, HTTP_USER_AGENT=FIREFOX)

    assert browser.get(PAGE).text.count("no code was typed, so nothing opened") == 1
    browser.post(END, {"others": "1"})

    assert stranger.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_those_that_open_nothing_any_more_are_not_listed():
    user = make_moderator()
    signed_in(user)
    user.set_password("another")
    user.save()

    browser = password_typed(user, password="another")

    assert len(handles(browser)) == 1


def test_changing_the_password_ends_all_others():
    user = make_moderator(password="Tall-Grass-9-Owls")
    browser, other = (password_typed(user, password="Tall-Grass-9-Owls") for _number in range(2))
    new = {"new_password1": "Short-Grass-8-Owls", "new_password2": "Short-Grass-8-Owls"}

    browser.post("/admin/password_change/", {"old_password": "Tall-Grass-9-Owls", **new})

    assert [is_signed_in(one) for one in (browser, other)] == [True, False]


def test_one_from_before_they_were_noted_is_listed_too():
    user = make_moderator()
    browser = signed_in(user)
    signed_in(user)
    session = browser.session
    del session["sign_in"]
    session.save()

    page = browser.get(PAGE)

    assert "Since a time that wasn’t noted" in page.text
    assert "An unknown browser" in page.text


@pytest.mark.parametrize(
    "claim",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "Firefox/1 on Windows\u202e<b>",
        "{{ settings.SECRET_KEY }}",
        "\x1b[31m\r\nred",
    ],
)
def test_a_browser_that_claims_to_be_markup_is_shown_as_text(claim):
    user = make_moderator()
    password_typed(user, HTTP_USER_AGENT=claim)

    page = signed_in(user).get(PAGE)

    assert page.status_code == 200
    for markup in ("<script>", "<img src=x", "<b>red", "\u202e", "\x1b"):
        assert markup not in page.text.replace("<b><bdi>", "")


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Firefox/150.0", "Firefox"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 300, "x" * 79 + "…"),
        ("", "An unknown browser"),
        ("\u200b \x00", "An unknown browser"),
    ],
)
def test_a_browser_is_named_in_words(user_agent, said):
    assert in_words(user_agent) == said


def test_the_overview_counts_them():
    user = make_moderator(email="mona@example.org")
    browser = signed_in(user)
    assert "here, and nowhere else" in browser.get("/account/").text

    signed_in(user)

    assert "in 2 places" in browser.get("/account/").text
    assert "mona@example.org" in browser.get("/account/").text


def test_the_admin_leads_there_for_staff_alone():
    assert 'href="/account/"' in signed_in(make_moderator()).get("/admin/").text
    assert 'href="/account/"' not in Client().get("/admin/login/").text
    assert make_user().is_staff is False
