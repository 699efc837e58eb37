"""“Reply” brings the form under its comment; without scripts the same link opens its own page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import FIRST_POST, leave_a_reply

FIRST = "#comment-1 > article"
SECOND = "#comment-8 > article"


def reply_link(page, comment=FIRST):
    return page.locator(f"{comment} > .act").get_by_role("link", name="Reply to")


def name_of(page, comment=FIRST):
    return page.locator(f"{comment} .who bdi").first.inner_text()


def test_reply_brings_the_form_under_its_comment(visit):
    page = visit(FIRST_POST)

    reply_link(page).click()

    form = page.locator(f"{FIRST} > form#reply")
    expect(form.get_by_role("heading")).to_have_text(f"Replying to {name_of(page)}")
    expect(page.get_by_label("Comment *")).to_be_focused()
    expect(form.get_by_role("heading")).to_be_in_viewport()
    expect(page.get_by_label("Comment *")).to_be_in_viewport(ratio=1)
    expect(page.locator("form#reply")).to_have_count(1)
    expect(page).to_have_url(re.compile(f"{FIRST_POST}$"))
    assert page.problems == []


def test_a_reply_in_place_lands_below_its_comment(visit):
    page = visit(FIRST_POST)

    reply_link(page).click()
    leave_a_reply(page, "Written right here.", email="in-place@example.org")

    expect(page.locator("#comment-1 li.wait")).to_contain_text("Written right here.")


@pytest.mark.parametrize("way", ["Cancel", "Escape"])
def test_it_goes_home_and_the_focus_to_the_link_it_came_from(visit, way):
    page = visit(FIRST_POST)
    reply_link(page).click()

    if way == "Cancel":
        page.get_by_role("button", name="Cancel").click()
    else:
        page.keyboard.press("Escape")

    expect(page.locator(f"{FIRST} form")).to_have_count(0)
    expect(page.locator("form#reply").get_by_role("heading")).to_have_text("Leave a Reply")
    expect(reply_link(page)).to_be_focused()
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
    expect(page.locator("[name=to]")).to_have_value("")


def test_escape_while_a_word_is_composed_is_not_for_the_form(visit):
    page = visit(FIRST_POST)
    reply_link(page).click()

    page.get_by_label("Comment *").dispatch_event(
        "keydown", {"key": "Escape", "isComposing": True, "bubbles": True}
    )

    expect(page.locator(f"{FIRST} > form#reply")).to_be_visible()


def test_what_was_typed_goes_along_wherever_the_form_goes(visit):
    page = visit(FIRST_POST)
    words = page.get_by_label("Comment *")
    words.fill("Begun below,")
    page.get_by_label("Name *").fill("Wanda")

    reply_link(page).click()
    words.press_sequentially(" went on under the first")
    reply_link(page, SECOND).click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("link", name="Answer in a reply").click()

    expect(words).to_have_value("Begun below, went on under the first")
    expect(page.get_by_label("Name *")).to_have_value("Wanda")


def test_where_a_draft_is_waiting_each_stays_in_its_place(visit):
    page = visit(FIRST_POST)
    words = page.get_by_label("Comment *")
    reply_link(page).click()
    words.fill("For the first.")
    page.wait_for_function("() => localStorage.drafts?.includes('For the first.')")
    elsewhere = page.context.new_page()
    elsewhere.goto(FIRST_POST)
    elsewhere.get_by_role("button", name="Cancel").wait_for()
    elsewhere.get_by_role("button", name="Discard").click()
    elsewhere.get_by_role("button", name="Cancel").click()
    elsewhere.get_by_label("Comment *").fill("For everybody.")
    elsewhere.wait_for_function("() => localStorage.drafts.includes('For everybody.')")
    words.press_sequentially(" And more.")
    page.wait_for_function("() => localStorage.drafts.includes('And more.')")

    page.get_by_role("button", name="Cancel").click()
    expect(words).to_have_value("For everybody.")
    reply_link(page).click()

    expect(words).to_have_value("For the first. And more.")
    expect(page.locator(".draft")).to_contain_text("Your draft from")


def test_answer_in_a_reply_brings_it_home_ticked(visit):
    page = visit(FIRST_POST)
    reply_link(page).click()

    page.get_by_role("link", name="Answer in a reply").click()

    expect(page.locator(f"{FIRST} form")).to_have_count(0)
    expect(page.get_by_label("My reply answers the mentoring question")).to_be_checked()
    expect(page.get_by_label("Comment *")).to_be_focused()
    expect(page.locator("[name=to]")).to_have_value("")


@pytest.mark.parametrize(
    "how",
    [{"modifiers": ["ControlOrMeta"]}, {"button": "middle"}, {"modifiers": ["Shift"]}],
    ids=str,
)
def test_other_clicks_follow_the_link(visit, how):
    page = visit(FIRST_POST)

    with page.context.expect_page() as opened:
        reply_link(page).click(**how)

    expect(opened.value).to_have_url(re.compile(rf"{FIRST_POST}reply/\?to=1#reply$"))
    expect(page.locator(f"{FIRST} form")).to_have_count(0)


def test_without_scripts_the_link_opens_the_form_under_a_quote(visit):
    page = visit(FIRST_POST, java_script_enabled=False)
    name = name_of(page)

    reply_link(page).click()

    expect(page).to_have_url(re.compile(rf"{FIRST_POST}reply/\?to=1#reply$"))
    expect(page.locator("article.quoted")).to_contain_text(name)
    expect(page.get_by_role("heading", name=f"Replying to {name}")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile(f"{FIRST_POST}#replies$"))


def test_by_keyboard_alone(visit):
    page = visit(FIRST_POST)

    reply_link(page).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("By keys.")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("My reply answers the mentoring question")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(reply_link(page)).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment *")).to_have_value("By keys.")
    page.get_by_label("Name *").focus()
    page.keyboard.type("Kay")
    page.keyboard.press("Tab")
    page.keyboard.type("kay@example.org")
    page.keyboard.press("Enter")
    expect(page.locator("#comment-1 li.wait").last).to_contain_text("By keys.")
