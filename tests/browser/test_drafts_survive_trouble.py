"""What is typed survives a sending that failed, whatever was in the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.drafting import NUMBER, WORDS, drafts, is_back
from tests.browser.people import FIRST_POST, leave_a_reply


def test_a_mistake_in_the_form(visit):
    page = visit(FIRST_POST)
    leave_a_reply(page, WORDS, email="no-address")
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator(".draft")).to_be_empty()

    page.goto(FIRST_POST)

    assert is_back(page)


@pytest.mark.parametrize("status", [403, 429, 500, 502])
def test_a_refusal(visit, status):
    page = visit(FIRST_POST)
    page.route("**/reply/", lambda route: route.fulfill(status=status, body="Not now."))
    leave_a_reply(page, WORDS)
    expect(page.get_by_text("Not now.")).to_be_visible()

    page.go_back()

    assert is_back(page)


def test_a_server_that_is_down(visit, site):
    page = visit(FIRST_POST)
    page.route("**/reply/", lambda route: route.abort("connectionrefused"))
    send_in_vain(page, "Sent into the void.", "void@example.org")

    is_back_and_can_be_sent(page, "Sent into the void.", "void@example.org")

    assert drafts(page) == {}


def send_in_vain(page, words, email):
    leave_a_reply(page, words, email=email)
    page.wait_for_url("chrome-error://**")


def is_back_and_can_be_sent(page, words, email):
    page.unroute("**/reply/")
    page.goto(FIRST_POST)
    assert is_back(page, words)
    leave_a_reply(page, words, email=email)
    expect(page.locator("li.wait")).to_contain_text(words)


def test_a_connection_that_breaks_when_the_server_has_it_already(visit, site):
    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page = visit(FIRST_POST)
    page.route("**/reply/", lose_the_answer)
    send_in_vain(page, "Heard, but not answered.", "lost@example.org")

    is_back_and_can_be_sent(page, "Heard, but not answered.", "lost@example.org")

    said = "SELECT count(*) FROM comments_comment WHERE body = 'Heard, but not answered.'"
    assert site.query(said) == [(1,)]
    assert drafts(page) == {}


def test_a_second_reply_that_fails_though_a_first_arrived(visit):
    page = visit(FIRST_POST)
    leave_a_reply(page, "The first one.", email="twice@example.org")
    expect(page.locator("li.wait")).to_be_visible()
    own_page = page.url
    page.route("**/reply/", lambda route: route.abort("connectionrefused"))
    send_in_vain(page, "The second one.", "twice@example.org")

    page.goto(own_page)
    page.reload()

    assert is_back(page, "The second one.")


def test_a_reply_that_failed_and_a_link_that_says_it_arrived(visit):
    page = visit(FIRST_POST)
    page.route("**/reply/", lambda route: route.abort("connectionrefused"))
    send_in_vain(page, "Never sent, whatever a link says.", "link@example.org")

    page.goto(f"{FIRST_POST}?mine={NUMBER}")
    assert is_back(page, "Never sent, whatever a link says.")
    page.goto(f"{FIRST_POST}?mine=1")  # a comment that is there, and somebody else's

    assert is_back(page, "Never sent, whatever a link says.")


def test_a_reply_that_failed_and_an_earlier_one_shown_again_in_another_tab(visit):
    page = visit(FIRST_POST)
    leave_a_reply(page, "Yesterday's.", email="earlier@example.org")
    expect(page.locator("li.wait")).to_be_visible()
    own_page = page.url
    another = page.context.new_page()
    another.goto(FIRST_POST)
    another.route("**/reply/", lambda route: route.abort("connectionrefused"))
    send_in_vain(another, "Today's.", "earlier@example.org")

    another.goto(own_page)

    assert is_back(another, "Today's.")


def test_a_browser_that_takes_no_cookies(visit):
    page = visit(FIRST_POST)
    page.route("**/reply/", forget_its_cookies)
    leave_a_reply(page, "Nobody proves whose I am.", email="none@example.org")
    page.wait_for_url("**?mine=*")

    assert is_back(page, "Nobody proves whose I am.")
    expect(page.get_by_text("it is awaiting moderation")).to_be_visible()


def forget_its_cookies(route):
    answer = route.fetch(max_redirects=0)
    route.request.frame.page.context.clear_cookies()
    headers = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
    route.fulfill(response=answer, headers=headers)


def test_more_than_the_server_takes(visit):
    """As the page that says so promises, also without scripts."""
    page = visit(FIRST_POST, java_script_enabled=False)
    leave_a_reply(page, "word " * 230_000)
    expect(page.get_by_text("what you typed is still there")).to_be_visible()

    page.go_back()

    assert page.get_by_label("Comment *").input_value() == "word " * 230_000
    expect(page.get_by_label("Email *")).to_have_value("noor@example.org")


def test_being_offline(visit):
    page = visit(FIRST_POST)
    page.context.set_offline(True)
    leave_a_reply(page, "On a train, in a tunnel.", email="train@example.org")

    expect(page.get_by_text("You are offline.")).to_be_visible()
    expect(page.get_by_label("Comment *")).to_have_value("On a train, in a tunnel.")
    assert [draft["text"] for draft in drafts(page).values()] == ["On a train, in a tunnel."]

    page.context.set_offline(False)
    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("li.wait")).to_contain_text("On a train, in a tunnel.")
