"""What is typed survives leaving the page, and nothing else is kept of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.drafting import drafts, is_back, write
from tests.browser.people import FIRST_POST, leave_a_reply

NO_STORAGE = """
  const get = () => { throw new DOMException("off", "SecurityError"); };
  Object.defineProperties(window, { localStorage: { get }, sessionStorage: { get } });
"""


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
