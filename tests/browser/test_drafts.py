"""What is typed survives whatever happens, and is forgotten when the server has it."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.people import FIRST_POST, leave_a_reply

WORDS = "A thought that took me\nhalf an hour. 🦉"
NO_STORAGE = """
  const get = () => { throw new DOMException("off", "SecurityError"); };
  Object.defineProperties(window, { localStorage: { get }, sessionStorage: { get } });
"""


def write(page, text=WORDS):
    page.get_by_label("Comment *").press_sequentially(text)
    page.wait_for_function("text => JSON.stringify(localStorage).includes(text)", arg=text[-12:])


def drafts(page):
    return json.loads(page.evaluate("localStorage.getItem('drafts')") or "{}")


def is_back(page, text=WORDS):
    expect(page.get_by_label("Comment *")).to_have_value(text)
    expect(page.locator(".draft")).to_contain_text("Your draft from")
    return True


# It survives --------------------------------------------------------------------------------------


def test_a_reload(visit):
    page = visit(FIRST_POST)
    write(page)

    page.reload()

    assert is_back(page)
    assert page.problems == []


def test_a_crash_of_the_browser(visit):
    page = visit(FIRST_POST)
    write(page)

    page.close()
    again = page.context.new_page()
    again.goto(page.url)

    assert is_back(again)


def test_leaving_in_the_middle_of_a_word(visit):
    page = visit(FIRST_POST)
    page.get_by_label("Comment *").press_sequentially("Half a wo")

    page.goto("/")
    page.goto(FIRST_POST)

    assert is_back(page, "Half a wo")


def test_a_reload_while_replying_to_somebody(visit):
    page = visit(FIRST_POST)
    page.locator("#comment-1 summary").click()  # it stands in a fold, closed by the server
    page.locator("#comment-2 > article > .act").get_by_role("link", name="Reply to").click()
    write(page)

    page.reload()

    assert is_back(page)
    expect(page.locator("#comment-2 > article > form#reply")).to_be_visible()
    expect(page.locator("[name=to]")).to_have_value("2")


def test_the_way_to_the_forms_own_page(visit):
    page = visit(FIRST_POST)
    write(page)

    page.goto(f"{FIRST_POST}reply/")

    assert is_back(page)


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
    leave_a_reply(page, "Sent into the void.", email="void@example.org")
    page.wait_for_url("chrome-error://**")

    page.unroute("**/reply/")
    page.goto(FIRST_POST)
    assert is_back(page, "Sent into the void.")
    leave_a_reply(page, "Sent into the void.", email="void@example.org")

    expect(page.locator("li.wait")).to_contain_text("Sent into the void.")
    assert drafts(page) == {}


def test_a_connection_that_breaks_when_the_server_has_it_already(visit, site):
    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page = visit(FIRST_POST)
    page.route("**/reply/", lose_the_answer)
    leave_a_reply(page, "Heard, but not answered.", email="lost@example.org")
    page.wait_for_url("chrome-error://**")

    page.unroute("**/reply/")
    page.goto(FIRST_POST)
    assert is_back(page, "Heard, but not answered.")
    leave_a_reply(page, "Heard, but not answered.", email="lost@example.org")

    expect(page.locator("li.wait")).to_contain_text("Heard, but not answered.")
    said = "SELECT count(*) FROM comments_comment WHERE body = 'Heard, but not answered.'"
    assert site.query(said) == [(1,)]
    assert drafts(page) == {}


def test_a_second_reply_that_fails_though_a_first_arrived(visit):
    page = visit(FIRST_POST)
    leave_a_reply(page, "The first one.", email="twice@example.org")
    expect(page.locator("li.wait")).to_be_visible()
    own_page = page.url
    page.route("**/reply/", lambda route: route.abort("connectionrefused"))
    leave_a_reply(page, "The second one.", email="twice@example.org")
    page.wait_for_url("chrome-error://**")

    page.goto(own_page)
    page.reload()

    assert is_back(page, "The second one.")


NUMBER = 999_999_999_999_999_998  # such a link can be anybody's


def test_a_reply_that_failed_and_a_link_that_says_it_arrived(visit):
    page = visit(FIRST_POST)
    page.route("**/reply/", lambda route: route.abort("connectionrefused"))
    leave_a_reply(page, "Never sent, whatever a link says.", email="link@example.org")
    page.wait_for_url("chrome-error://**")

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
    leave_a_reply(another, "Today's.", email="earlier@example.org")
    another.wait_for_url("chrome-error://**")

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


# It is forgotten ----------------------------------------------------------------------------------


def test_when_the_server_has_it(visit):
    page = visit(FIRST_POST)
    write(page, "Soon on the server.")
    leave_a_reply(page, "Soon on the server.", email="soon@example.org")
    expect(page.locator("li.wait")).to_be_visible()

    assert drafts(page) == {}
    expect(page.get_by_label("Comment *")).to_have_value("")
    page.goto(FIRST_POST)
    expect(page.get_by_label("Comment *")).to_have_value("")
    expect(page.locator(".draft")).to_be_empty()


def test_when_a_link_with_any_number_was_opened_before(visit):
    page = visit(f"{FIRST_POST}?mine={NUMBER}")
    leave_a_reply(page, "Arrived all the same.", email="before@example.org")
    expect(page.locator("li.wait")).to_contain_text("Arrived all the same.")

    page.goto(FIRST_POST)

    assert drafts(page) == {}
    expect(page.get_by_label("Comment *")).to_have_value("")


def test_one_that_was_sent_but_not_another(visit):
    page = visit(FIRST_POST)
    write(page, "Kept for later.")
    page.evaluate(
        """() => { const drafts = JSON.parse(localStorage.drafts);
        const [key, draft] = Object.entries(drafts)[0];
        const newer = { [`${key}8`]: { ...draft, text: "For the second." } };
        localStorage.drafts = JSON.stringify({ ...newer, ...drafts }); }"""
    )
    page.reload()
    assert is_back(page, "For the second.")
    leave_a_reply(page, "For the second.", email="second@example.org")
    expect(page.locator("#comment-8 li.wait")).to_contain_text("For the second.")

    assert is_back(page, "Kept for later.")


def test_when_it_is_discarded_and_undo_brings_it_back(visit):
    page = visit(FIRST_POST)
    write(page)
    page.reload()

    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Comment *")).to_have_value("")
    assert drafts(page) == {}

    page.keyboard.press("ControlOrMeta+z")
    expect(page.get_by_label("Comment *")).to_have_value(WORDS)


def test_after_thirty_days_and_beyond_twenty(visit):
    page = visit(FIRST_POST)
    page.evaluate(
        """() => { const at = Date.now(), day = 24 * 3600 * 1000, kept = {};
        for (let n = 0; n < 25; n++) kept[`/posts/p${n}/reply/ `] = { text: "x", at: at - n };
        kept[`${location.pathname}reply/ `] = { text: "Old.", at: at - 31 * day };
        localStorage.drafts = JSON.stringify(kept); }"""
    )

    page.reload()
    expect(page.get_by_label("Comment *")).to_have_value("")
    write(page, "The newest one.")

    kept = drafts(page)
    assert len(kept) == 20
    assert kept[f"{FIRST_POST}reply/ "]["text"] == "The newest one."
    assert "/posts/p18/reply/ " in kept


# What it never does -------------------------------------------------------------------------------


def test_it_knows_nobodys_name_or_address(visit):
    page = visit(FIRST_POST)
    page.get_by_label("Name *").fill("Secret Name")
    page.get_by_label("Email *").fill("secret@example.org")
    write(page)

    page.goto("/")

    stored = page.evaluate("JSON.stringify([localStorage, sessionStorage])").lower()
    assert "secret" not in stored
    assert [sorted(draft) for draft in drafts(page).values()] == [["at", "nonce", "text"]]


def test_without_storage_all_else_works(visit):
    page = visit("/")
    page.context.add_init_script(NO_STORAGE)
    page.goto(FIRST_POST)

    page.get_by_label("Comment *").fill("Stored nowhere.")
    page.locator("#comment-1 > article > .act").get_by_role("link", name="Reply to").click()
    expect(page.get_by_label("Comment *")).to_have_value("Stored nowhere.")
    leave_a_reply(page, "Stored nowhere.", email="nowhere@example.org")

    expect(page.locator("#comment-1 li.wait")).to_contain_text("Stored nowhere.")
    assert page.problems == []


@pytest.mark.parametrize(
    "garbage", ["{", "null", "5", '"x"', "[]", '{"/x ": null, "/y ": {"text": 5, "at": 9e15}}']
)
def test_garbage_in_the_storage_does_no_harm(visit, garbage):
    page = visit(FIRST_POST)
    page.evaluate("garbage => { localStorage.drafts = sessionStorage.sent = garbage }", garbage)

    page.reload()
    write(page)
    page.reload()

    assert is_back(page)
    assert page.problems == []
