"""On a phone the desk is a list, and each reply a page of its own with its buttons at hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import shows

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True}


def test_from_the_list_to_a_reply_and_on_to_the_next(moderate, queue):
    page = moderate(queue.path, **PHONE)
    expect(page.locator("#detail")).to_be_hidden()

    page.locator("#list a", has_text="Bo Castillo").tap()
    page.wait_for_url(f"**{queue.at(1)}")
    page.locator("#detail [data-key=a]").tap()

    shows(page, "Cy Dunne")
    expect(page.locator("#notice").get_by_role("button", name="Undo")).to_be_visible()
    assert queue.statuses() == ["pending", "approved", *["pending"] * 4]
    assert page.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_button_is_on_the_screen_and_large_enough(moderate, queue, scheme):
    page = moderate(queue.at(0), color_scheme=scheme, **PHONE)
    page.locator("#detail [data-key=s]").tap()
    expect(page.locator("#notice").get_by_role("button", name="Undo")).to_be_visible()
    shows(page, "Bo Castillo")

    for key in "astr":
        button = page.locator(f"#detail [data-key={key}]")
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box["height"] >= 40
        assert box["width"] >= 44
        assert _is_on_top(button)
    assert _is_on_top(page.locator("#notice").get_by_role("button", name="Undo"))
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def _is_on_top(button):
    return button.evaluate("""button => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    }""")
