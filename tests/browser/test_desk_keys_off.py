"""Whoever wants no single keys turns them off, and loses nothing but those."""

from playwright.sync_api import expect

from tests.browser.moderating import press, shows


def notice(page):
    return page.locator("#notice")


def test_who_turned_keys_off_has_buttons_alone(moderate, queue):
    page = moderate(queue.path, login="keyless-moderator")
    shows(page, "Ada Berg")

    press(page, "a", "s", "t", "j", "x", "/", "?")

    shows(page, "Ada Berg")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.locator("kbd:visible").count() == 0
    page.get_by_role("button", name="Approve", exact=True).click()
    shows(page, "Bo Castillo")
    expect(notice(page).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.statuses() == ["approved", *["pending"] * 5]


def test_the_help_turns_keys_off_and_on_again(moderate, queue):
    page = moderate(queue.path, login="second-moderator")
    press(page, "?")
    page.get_by_role("button", name="Turn single keys off").click()
    page.goto(queue.path)
    press(page, "j")
    shows(page, "Ada Berg")

    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_role("button", name="Turn single keys on").click()
    page.goto(queue.path)

    press(page, "j")
    shows(page, "Bo Castillo")
