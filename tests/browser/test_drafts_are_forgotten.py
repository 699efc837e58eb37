"""What was typed is forgotten when the server has it, when its writer says so, and in time."""

from playwright.sync_api import expect

from tests.browser.drafting import NUMBER, WORDS, drafts, is_back, write
from tests.browser.people import FIRST_POST, leave_a_reply


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
