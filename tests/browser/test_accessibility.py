"""axe-core finds nothing, and the whole of replying works by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations, violations_by_any_light
from tests.browser.people import FIRST_POST, leave_a_reply, sign_in

PUBLIC = [
    "/",
    FIRST_POST,
    f"{FIRST_POST}reply/",
    f"{FIRST_POST}reply/?to=1",
    f"{FIRST_POST}?show=answers",
    f"{FIRST_POST}?thread=1",
    "/comments/1/report/",
    "/follow/",
    "/my-replies/",
    "/confirm/nothing-of-ours/",
    "/archive/",
    "/tags/",
    "/tags/ai/",
    "/categories/careers/",
    "/authors/maren-holloway/",
    "/search/",
    "/search/?q=taste",
    "/search/?q=nothingofthiskind",
    "/pages/about/",
    "/no-such-page/",
]
# Django's own markup, not ours: its lists and forms hold these.
ADMIN = ["/admin/", "/admin/comments/comment/", "/admin/comments/discussionsettings/1/change/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing_on_public_pages(visit, path):
    page = visit(path)

    assert violations_by_any_light(page) == []


def test_axe_finds_nothing_on_a_phone(visit):
    page = visit(FIRST_POST, viewport={"width": 390, "height": 800})

    assert violations_by_any_light(page) == []


def test_axe_finds_nothing_on_the_form_with_errors(visit):
    page = visit(FIRST_POST)

    page.get_by_role("button", name="Post Comment").click()

    expect(page.locator(".errors")).to_be_visible()
    assert violations_by_any_light(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_form_in_place_with_all_that_it_can_show(visit, width):
    page = visit(FIRST_POST, viewport={"width": width, "height": 900})
    page.locator("#comment-1 > article > .act").get_by_role("link", name="Reply to").click()
    page.get_by_label("Comment *").fill("A *draft*,\n\n> quoted\n\nand `code`.")
    page.goto("/")
    page.goto(FIRST_POST)

    page.locator(".typing summary").click()
    page.get_by_role("button", name="Preview").click()

    expect(page.locator("#comment-1 > article > form .preview em")).to_be_visible()
    expect(page.locator(".draft")).to_contain_text("Your draft from")
    assert violations_by_any_light(page) == []


def test_axe_finds_nothing_on_a_sentence_in_place_of_a_preview(visit):
    page = visit(FIRST_POST)

    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".preview.field-error")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_on_ones_own_reply_nor_where_it_is_changed(visit):
    page = visit(FIRST_POST)
    leave_a_reply(page, "My own words.", email="own@example.org")
    own_page = page.url

    for link in ("Edit", "Withdraw"):
        page.goto(own_page)
        expect(page.locator("li.wait")).to_be_visible()
        assert violations_by_any_light(page) == []
        page.locator("li.wait").last.get_by_role("link", name=link).click()
        assert violations_by_any_light(page) == []


def test_axe_finds_nothing_on_the_page_of_a_preview(visit):
    page = visit(f"{FIRST_POST}reply/?to=1")
    page.get_by_label("Comment *").fill("Words.")
    # As a browser without scripts does it: the button that sends the form itself.
    page.evaluate("""() => {
      const form = document.getElementById("reply");
      const chosen = Object.assign(document.createElement("input"), { name: "preview", value: 1 });
      form.append(chosen);
      form.submit();
    }""")

    expect(page.get_by_role("region", name="Preview")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", ADMIN)
def test_axe_finds_nothing_in_the_moderators_admin(visit, path):
    page = visit("/admin/")
    sign_in(page, "demo-moderator")

    page.goto(path)

    assert violations(page) == []


def test_a_reply_is_left_by_keyboard_alone(visit):
    page = visit(FIRST_POST)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip").first).to_be_focused()

    # The second skip link leads to the form, and its first field is the next stop.
    page.keyboard.press("Tab")
    expect(page.locator("a.skip[href='#reply']")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("My reply answers the mentoring question")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Comment *")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".typing summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Keyboard Kim")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Email *")).to_be_focused()
    page.keyboard.type("kim@")
    page.keyboard.press("Enter")

    # The summary has the focus; its links lead to the fields, which say what is wrong.
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment *")).to_be_focused()
    page.keyboard.type("Written without a mouse.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Name *")).to_have_value("Keyboard Kim")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Email *")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your reply is awaiting moderation.")).to_be_visible()
    expect(page.locator("li.wait")).to_contain_text("Written without a mouse.")
