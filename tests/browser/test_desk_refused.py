"""A decision that is refused is named, leads back to its reply, and shows it as it is now."""

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import NAMES, names, press, shows
from tests.browser.test_desk_trouble import REWRITE


@pytest.fixture
def desk(moderate, queue):
    page = moderate(queue.path)
    shows(page, "Ada Berg")
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def _filed_by_another(desk, moderate, queue):
    other = moderate(queue.path, login="second-moderator")
    press(other, "s")
    expect(other.locator("#notice").get_by_role("button", name="Undo")).to_be_visible()


def row(page, name):
    return page.locator("#list [id^=row-]", has_text=name)


def test_it_says_whose_reply_it_is_and_leads_to_the_difference(desk, queue):
    queue.site.manage("shell", "-c", REWRITE.format(pk=queue.pks[0]))
    desk.evaluate("window.isTheSamePage = true")
    press(desk, "a", "s")
    shows(desk, "Cy Dunne")
    expect(desk.locator("#notice")).to_contain_text("Ada Berg: It isn’t as you saw it any more.")

    desk.locator("#notice").get_by_role("link", name="Look at it").click()

    shows(desk, "Ada Berg")
    expect(desk.locator("#detail ins").first).to_contain_text("bank robber")
    expect(desk.locator("#notice")).not_to_contain_text("Ada Berg")
    assert desk.evaluate("window.isTheSamePage") is True
    assert desk.problems == []


def test_its_row_comes_back_as_it_is_now_and_can_be_chosen(desk, queue):
    queue.site.manage("shell", "-c", REWRITE.format(pk=queue.pks[0]))

    press(desk, "a")

    expect(row(desk, "Ada Berg")).to_contain_class("returned")
    expect(row(desk, "Ada Berg")).to_contain_text("A bank robber keeps a notebook.")
    box = desk.get_by_role("checkbox", name="Ada Berg")
    expect(box).to_have_value(f"{queue.pks[0]}:pending:2")
    assert names(desk) == NAMES
    box.check()
    press(desk, "Shift+T")
    expect(row(desk, "Ada Berg")).to_have_count(0)
    assert queue.status(queue.pks[0]) == "removed"


@pytest.mark.usefixtures("_filed_by_another")
def test_what_another_moderator_moved_is_out_of_the_list_and_still_to_be_looked_at(desk, queue):
    press(desk, "a")

    shows(desk, "Bo Castillo")
    expect(desk.locator("#notice")).to_contain_text("It is no longer in this list.")
    assert names(desk) == NAMES[1:]
    desk.locator("#notice").get_by_role("link", name="Look at it").click()
    shows(desk, "Ada Berg")
    expect(desk.locator("#detail .conflict")).to_contain_text("filed it as spam")
    assert queue.decisions(queue.pks[0]) == ["spam"]
