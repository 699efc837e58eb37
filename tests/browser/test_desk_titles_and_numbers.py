"""What the desk says of itself follows each press: its title, its numbers, and what comes next."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import press, shows


def undo(page):
    return page.locator("#notice").get_by_role("button", name="Undo")


def decided(page):
    expect(undo(page)).to_be_visible()


def number_in(words):
    return int(re.search(r"\d+", words)[0])


# The title -----------------------------------------------------------------------------------


def test_the_title_names_the_reply_that_is_shown_as_a_reload_would(moderate, queue):
    page = moderate(queue.path)

    press(page, "a")

    shows(page, "Bo Castillo")
    title = page.title()
    assert title.startswith("Bo Castillo · Waiting · Moderation")
    decided(page)
    page.reload()
    expect(page).to_have_title(title)


def test_the_title_follows_what_is_opened_and_the_way_back(moderate, queue):
    page = moderate(queue.path)
    page.locator("#list a", has_text="Cy Dunne").click()
    shows(page, "Cy Dunne")
    expect(page).to_have_title(re.compile("^Cy Dunne · "))
    page.locator("#list a", has_text="Ed Falk").click()
    shows(page, "Ed Falk")

    page.go_back()

    expect(page).to_have_title(re.compile("^Cy Dunne · "))


def test_where_nothing_is_left_the_title_names_nobody(moderate, queue):
    page = moderate(queue.path)
    before = page.title()
    page.locator("#batch-form").get_by_role("checkbox").check()
    press(page, "j", "k")
    expect(page).to_have_title(re.compile("^Ada Berg · "))

    press(page, "Shift+T")

    expect(page.locator("#list [id^=row-]")).to_have_count(0)
    expect(page).to_have_title(before)


# Numbers -------------------------------------------------------------------------------------


def test_all_is_as_many_as_wait_after_each_decision(moderate):
    page = moderate("/moderation/")
    everyone = page.locator("#batch-form .all")
    before = number_in(everyone.text_content())

    press(page, "a")

    expect(everyone).to_have_text(re.compile(rf"\b{before - 1}$"))
    decided(page)
    press(page, "u")
    expect(everyone).to_have_text(re.compile(rf"\b{before}$"))


@pytest.mark.parametrize("which", ["the first", "another"])
def test_a_group_of_which_one_was_decided_says_how_many_are_left(moderate, which):
    page = moderate("/moderation/")
    group = page.locator("#list .group").first
    line, button = group.locator("> .alike"), group.locator("[value=spam]")
    before = number_in(line.text_content())
    if which == "another":
        group.locator("> details > summary").click()
        group.locator("details li > a").first.click()
        expect(group.locator("details li > a").first).to_have_attribute("aria-current", "true")
        expect(page.locator("#detail:not([inert])")).to_be_visible()
    else:
        group.locator("> a").first.click()
        expect(page.locator("#detail:not([inert])")).to_be_visible()

    press(page, "s")

    expect(line).to_have_text(re.compile(rf"^{before - 1} alike"))
    expect(button).to_have_text(re.compile(rf"^Spam {before - 1} "))
    expect(button).to_have_attribute("aria-label", re.compile(rf"^Spam: {before - 1} alike"))
    decided(page)
    press(page, "u")
    expect(line).to_have_text(re.compile(rf"^{before} alike"))
    expect(button).to_have_text(re.compile(rf"^Spam {before} "))


def test_how_many_are_chosen_stands_in_the_bar(moderate, queue):
    page = moderate(queue.path)
    chosen = page.locator("#chosen")
    shows(page, "Ada Berg")
    expect(chosen).to_be_hidden()

    press(page, "x", "j", "x")
    expect(chosen).to_have_text("Chosen: 2")

    shows(page, "Bo Castillo")
    press(page, "a")
    expect(chosen).to_have_text("Chosen: 1")
    page.get_by_role("checkbox", name="Ada Berg").uncheck()
    expect(chosen).to_be_hidden()


def test_where_all_are_ticked_that_alone_is_said(moderate, queue):
    page = moderate(queue.path)
    shows(page, "Ada Berg")
    press(page, "x")

    page.get_by_role("checkbox", name="All that match").check()

    expect(page.locator("#chosen")).to_be_hidden()


# What comes next -----------------------------------------------------------------------------


def test_after_a_selection_comes_the_next_one_after_the_last_of_it(moderate, queue):
    page = moderate(queue.path)
    for name in ("Bo Castillo", "Di Eriksen"):
        page.get_by_role("checkbox", name=name).check()
    page.locator("#list a", has_text="Bo Castillo").click()
    shows(page, "Bo Castillo")

    press(page, "Shift+S")

    shows(page, "Ed Falk")
    assert queue.statuses() == ["pending", "spam", "pending", "spam", "pending", "pending"]


def test_after_a_selection_what_is_read_and_not_of_it_stays(moderate, queue):
    page = moderate(queue.path)
    for name in ("Bo Castillo", "Di Eriksen"):
        page.get_by_role("checkbox", name=name).check()
    shows(page, "Ada Berg")

    press(page, "Shift+S")

    expect(page.locator("#list [id^=row-]")).to_have_count(4)
    shows(page, "Ada Berg")


def test_after_a_group_comes_the_next_one_after_it(moderate):
    page = moderate("/moderation/")
    group = page.locator("#list .group").first
    following = group.locator("xpath=following-sibling::li[1]").get_attribute("id")
    group.locator("> a").first.click()
    shows(page, group.locator("> a").first.text_content())

    press(page, "Shift+S")

    pk = following.removeprefix("row-")
    expect(page.locator(f"#detail[data-pk='{pk}']:not([inert])")).to_be_visible()
    decided(page)
    press(page, "u")
    expect(page.locator("#list .group").first).to_be_visible()
