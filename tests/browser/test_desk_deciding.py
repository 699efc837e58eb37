"""A moderator's way through what waits: by keys, by buttons, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import NAMES, names, press, shows
from tests.browser.people import sign_in


def deciding(page, verb):
    pattern = re.compile(rf"^{verb}( \w)?$")
    return page.locator("#detail").get_by_role("button", name=pattern)


def undo(page):
    return page.locator("#notice").get_by_role("button", name="Undo")


def test_a_whole_queue_by_keys_without_one_reload(moderate, queue):
    page = moderate(queue.path)
    page.evaluate("window.isTheSamePage = true")

    for key, following in zip("asdas", NAMES[1:], strict=True):
        press(page, key)
        shows(page, following)
        expect(page.locator("#detail h2").first).to_be_focused()
    press(page, "r")
    page.keyboard.type("Thank you all.")
    press(page, "Control+Enter")

    expect(page.locator("#detail h2")).to_be_focused()
    expect(page.locator("#list [id^=row-]")).to_have_count(0)
    expect(undo(page).first).to_be_visible()
    assert page.evaluate("window.isTheSamePage") is True
    became = ["approved", "spam", "removed", "approved", "spam", "approved"]
    assert queue.statuses() == became
    assert [queue.decisions(pk) for pk in queue.pks] == [[one] for one in became]
    assert page.problems == []


@pytest.mark.parametrize("verb", ["Approve", "Spam", "Remove"])
def test_buttons_do_the_same(moderate, queue, verb):
    page = moderate(queue.path)

    deciding(page, verb).click()

    shows(page, "Bo Castillo")
    expect(undo(page)).to_be_visible()
    assert len(queue.decisions(queue.pks[0])) == 1
    page.locator("#notice").get_by_role("button", name="Undo").click()
    shows(page, "Ada Berg")
    assert queue.status(queue.pks[0]) == "pending"


def test_without_javascript_the_same_forms_lead_from_page_to_page(visit_plainly, queue):
    page = visit_plainly(queue.path)
    expect(page.locator("#detail h2").first).to_have_text("Ada Berg")

    deciding(page, "Approve").click()
    expect(page.locator("#detail h2").first).to_have_text("Bo Castillo")
    deciding(page, "Spam").click()
    expect(page.locator("#detail h2").first).to_have_text("Cy Dunne")
    undo(page).click()
    expect(page.locator("#notice")).not_to_be_empty()
    assert queue.statuses() == ["approved", *["pending"] * 5]

    page.locator("#list a", has_text="Di Eriksen").click()
    page.locator("#detail summary", has_text="eason").click()
    page.locator("#detail").get_by_label("Reason").fill("Twice the same")
    deciding(page, "Remove").click()
    expect(page.locator("#detail h2").first).to_have_text("Ed Falk")
    page.locator("#detail summary", has_text="Reply").click()
    page.get_by_label("Your reply, in public").fill("With a book, and one hour a week.")
    page.get_by_role("button", name="Approve and reply").click()
    expect(page.locator("#detail h2").first).to_have_text("Flo Grant")
    page.locator("#detail summary", has_text="note").click()
    page.get_by_label("Note, for moderators alone").fill("A friend of Ada's.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("#detail .note-said")).to_contain_text("A friend of Ada's.")
    page.get_by_role("button", name="Keys", exact=False).last.click()
    expect(page.get_by_role("dialog", name="Keys of the desk")).to_be_visible()

    waits = "pending"
    assert queue.statuses() == ["approved", waits, waits, "removed", "approved", waits]


@pytest.fixture
def visit_plainly(moderate):
    return lambda path, **options: moderate(path, java_script_enabled=False, **options)


def test_the_next_reply_is_there_before_the_answer_is(moderate, queue):
    page = moderate(queue.path)
    expect(page.locator("#list [id^=row-]")).to_have_count(6)
    page.wait_for_load_state("networkidle")
    held, is_released = [], []
    page.route(
        "**/decide/**",
        lambda route: route.continue_() if is_released else held.append(route),
    )

    press(page, "a")
    shows(page, "Bo Castillo")
    press(page, "s")
    shows(page, "Cy Dunne")

    assert names(page) == NAMES[2:]
    assert queue.statuses() == ["pending"] * 6
    is_released.append(True)
    for route in held:
        route.continue_()
    expect(undo(page)).to_be_visible()
    assert queue.statuses() == ["approved", "spam", *["pending"] * 4]


def test_undoing_while_decisions_are_on_their_way_takes_back_the_last(moderate, queue):
    page = moderate(queue.path)
    page.wait_for_load_state("networkidle")

    press(page, "a", "s", "u")

    shows(page, "Bo Castillo")
    expect(page.locator("#list [id^=row-]")).to_have_count(5)
    assert queue.statuses() == ["approved", *["pending"] * 5]


def test_pressed_twice_it_is_decided_once(moderate, queue):
    page = moderate(queue.path)
    page.wait_for_load_state("networkidle")

    page.evaluate(
        "() => { const button = document.querySelector('[data-key=a]');"
        " button.click(); button.click(); }"
    )

    shows(page, "Bo Castillo")
    expect(undo(page)).to_be_visible()
    assert queue.decisions(queue.pks[0]) == ["approved"]
    assert queue.statuses()[1:] == ["pending"] * 5


def test_in_two_tabs_the_second_learns_what_the_first_decided(moderate, queue):
    page = moderate(queue.path)
    other = page.context.new_page()
    other.goto(queue.path)
    press(page, "s")
    expect(undo(page)).to_be_visible()

    press(other, "s")

    shows(other, "Bo Castillo")
    expect(other.locator("#notice")).not_to_be_empty()
    assert queue.decisions(queue.pks[0]) == ["spam"]


def test_the_address_follows_and_back_and_reload_lead_where_they_say(moderate, queue):
    page = moderate(queue.path)
    page.locator("#list a", has_text="Cy Dunne").click()
    shows(page, "Cy Dunne")
    expect(page).to_have_url(re.compile(rf"{re.escape(queue.at(2))}$"))

    page.reload()
    shows(page, "Cy Dunne")
    press(page, "j")
    shows(page, "Di Eriksen")
    page.go_back()
    shows(page, "Cy Dunne")
    expect(page.locator("#list [aria-current]")).to_have_text("Cy Dunne")
    press(page, "a")
    shows(page, "Di Eriksen")
    expect(page).to_have_url(re.compile(rf"{re.escape(queue.at(3))}$"))


def test_other_clicks_open_another_tab(moderate, queue):
    page = moderate(queue.path)

    with page.context.expect_page() as opened:
        page.locator("#list a", has_text="Cy Dunne").click(modifiers=["ControlOrMeta"])

    shows(opened.value, "Cy Dunne")
    shows(page, "Ada Berg")


def test_words_typed_stay_with_their_reply(moderate, queue):
    page = moderate(queue.path)
    press(page, "n")
    page.keyboard.type("Half a note")
    press(page, "Escape", "j")
    shows(page, "Bo Castillo")

    press(page, "k")
    shows(page, "Ada Berg")
    expect(page.get_by_label("Note, for moderators alone")).to_have_value("Half a note")
    page.reload()
    expect(page.get_by_label("Note, for moderators alone")).to_have_value("Half a note")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("#detail .note-said")).to_contain_text("Half a note")
    page.reload()
    expect(page.get_by_label("Note, for moderators alone")).to_have_value("")


def test_the_list_goes_on_by_itself(moderate, desk_site):
    page = moderate("/moderation/")
    page.wait_for_load_state("networkidle")
    rows = page.locator("#list > li")
    before = rows.count()
    assert before > 40

    for _move in range(47):
        press(page, "j")

    expect(rows.nth(before)).to_be_attached()
    ids = page.locator("#list [id^=row-]").evaluate_all("all => all.map(row => row.id)")
    assert len(set(ids)) == len(ids)
    assert page.problems == []


def test_when_nothing_is_left_it_says_so(moderate, queue):
    page = moderate(queue.path)

    for following in [*NAMES[1:], "Nothing matches"]:
        press(page, "a")
        shows(page, following)

    expect(page.locator("#list")).to_contain_text("Nothing")
    expect(undo(page).first).to_be_visible()
    press(page, "u")
    shows(page, "Flo Grant")
    assert queue.statuses() == [*["approved"] * 5, "pending"]


def test_once_signed_out_nothing_of_the_desk_is_there(desk_site, chromium, queue):
    context = chromium.new_context(base_url=desk_site.url)
    page = context.new_page()
    page.goto("/")
    sign_in(page, "demo-editor")
    page.goto(queue.at(0))

    expect(page.locator("body")).not_to_contain_text("Ada Berg")
    context.close()
