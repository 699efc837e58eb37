"""Beside the desk's list no key decides: nobody sees there what it would decide on."""

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import press

KEYS = "astdwrenuzxjko?"
SELECTED = ["Shift+A", "Shift+S", "Shift+T"]
PAGES = ["log/", "figures/", "terms/", "try/", "preferences/", "{pk}/watch/"]


@pytest.fixture
def decided(moderate, queue):
    """A page of somebody who decided on the first reply a while ago."""
    page = moderate(queue.path)
    press(page, "t")
    expect(page.locator("#notice").get_by_role("button", name="Undo")).to_be_visible()
    return page


@pytest.mark.parametrize("place", PAGES)
def test_no_key_takes_back_what_is_not_on_the_page(decided, queue, place):
    decided.goto(f"/moderation/{place.format(pk=queue.pks[1])}")
    expect(decided.get_by_role("heading", level=1)).to_be_visible()
    posted = posts_of(decided)
    address = decided.url

    press(decided, *KEYS, *SELECTED)

    assert decided.evaluate("document.readyState") == "complete"
    assert posted == []
    assert decided.url == address
    assert queue.statuses() == ["removed", *["pending"] * 5]
    assert decided.problems == []


def test_words_typed_on_the_page_for_editing_outlast_every_key(decided, queue):
    decided.goto(f"/moderation/{queue.pks[1]}/edit/")
    posted = posts_of(decided)
    field = decided.get_by_label("Comment")
    field.fill("Half of a better sentence")

    press(decided, "Escape", *KEYS, *SELECTED)

    expect(field).not_to_be_focused()
    expect(field).to_have_value("Half of a better sentence")
    assert posted == []
    assert queue.statuses() == ["removed", *["pending"] * 5]


def test_ctrl_enter_still_sends_what_is_typed_there(moderate, queue):
    page = moderate(f"/moderation/{queue.pks[0]}/edit/")
    page.get_by_label("Comment").fill("A better sentence.")

    press(page, "Control+Enter")

    expect(page.locator("#notice")).to_contain_text("Edited: Ada Berg")
    expect(page.locator("#detail .text")).to_have_text("A better sentence.")


def test_on_the_page_of_a_batch_u_takes_back_that_batch_alone(decided, queue):
    for name in ("Bo Castillo", "Cy Dunne"):
        decided.get_by_role("checkbox", name=name).check()
    press(decided, "Shift+S")
    expect(decided.locator("#list [id^=row-]")).to_have_count(3)
    (batch,) = queue.site.query("SELECT MAX(id) FROM comments_batch")[0]
    decided.goto(f"/moderation/batches/{batch}/")

    press(decided, "u")

    expect(decided.locator("#notice")).to_contain_text("2 taken back.")
    assert queue.statuses() == ["removed", *["pending"] * 5]
    decided.goto(f"/moderation/batches/{batch}/")
    press(decided, "u", "z")
    assert queue.status(queue.pks[0]) == "removed"


def posts_of(page):
    """What is sent from now on."""
    posted = []
    page.on("request", lambda asked: asked.method == "POST" and posted.append(asked.url))
    return posted
