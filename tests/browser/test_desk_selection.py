"""Many at once: selected by key or by hand, decided by one press and undone by one."""

from playwright.sync_api import expect

from tests.browser.moderating import NAMES, names, press, shows


def undo(page):
    return page.locator("#notice").get_by_role("button", name="Undo")


def test_a_selection_is_decided_by_a_capital_and_undone_by_u(moderate, queue):
    page = moderate(queue.path)
    page.evaluate("window.isTheSamePage = true")
    press(page, "x", "j")
    shows(page, "Bo Castillo")
    press(page, "x", "j", "j")
    shows(page, "Di Eriksen")
    press(page, "x")

    press(page, "Shift+S")

    expect(page.locator("#list [id^=row-]")).to_have_count(3)
    expect(undo(page)).to_be_visible()
    assert names(page) == ["Cy Dunne", "Ed Falk", "Flo Grant"]
    assert queue.statuses() == ["spam", "spam", "pending", "spam", "pending", "pending"]
    press(page, "u")
    expect(page.locator("#list [id^=row-]")).to_have_count(6)
    assert queue.statuses() == ["pending"] * 6
    assert page.evaluate("window.isTheSamePage") is True
    assert page.problems == []


def test_without_javascript_the_selection_has_a_page_that_says_how_far_it_is(moderate, queue):
    page = moderate(queue.path, java_script_enabled=False)
    for name in NAMES[:2]:
        page.get_by_role("checkbox", name=name).check()

    page.locator("#batch-form").get_by_role("button", name="Approve").click()

    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
    assert queue.statuses() == ["approved", "approved", *["pending"] * 4]


def test_with_nothing_selected_a_capital_decides_nothing(moderate, queue):
    page = moderate(queue.path)
    shows(page, "Ada Berg")

    press(page, "Shift+S", "Shift+A", "Shift+T", "j")

    shows(page, "Bo Castillo")
    assert queue.statuses() == ["pending"] * 6


def test_all_that_match_are_decided_at_once(moderate, queue):
    page = moderate(queue.path)
    page.locator("#batch-form").get_by_role("checkbox").check()

    press(page, "Shift+T")

    expect(page.locator("#list [id^=row-]")).to_have_count(0)
    expect(undo(page).first).to_be_visible()
    assert queue.statuses() == ["removed"] * 6


def test_how_far_long_work_is_appears_by_itself(moderate, queue):
    page = moderate(queue.path)
    page.wait_for_load_state("networkidle")
    answers = iter(
        f'<div id="notice" role="status"{more}><p>{said}</p></div>'
        for said, more in [
            ("10 of 30", ' data-poll="/moderation/batches/1/"'),
            ("20 of 30", ' data-poll="/moderation/batches/1/"'),
            ("30 of 30", ""),
        ]
    )
    page.route(
        "**/batches/**",
        lambda route: route.fulfill(content_type="text/html", body=next(answers)),
    )
    press(page, "x", "Shift+A")

    for said in ("10 of 30", "20 of 30", "30 of 30"):
        expect(page.locator("#notice")).to_have_text(said)
    page.unroute("**/batches/**")
    assert page.problems == []


def test_a_campaign_is_decided_by_one_key_and_undone_by_one(moderate, desk_site):
    page = moderate("/moderation/")
    group = page.locator("#list .group").first
    expect(group).to_be_visible()
    group.locator("> a").first.click()
    name = group.locator("> a").first.text_content()
    shows(page, name)
    row = page.locator(f"#list [id='{group.get_attribute('id')}']")
    before = desk_site.query("SELECT COUNT(*) FROM comments_comment WHERE status = 'spam'")

    press(page, "Shift+S")

    expect(undo(page)).to_be_visible()
    assert desk_site.query("SELECT COUNT(*) FROM comments_comment WHERE status = 'spam'") > before
    expect(row).to_have_count(0)
    press(page, "u")
    expect(row).to_be_visible()
    assert desk_site.query("SELECT COUNT(*) FROM comments_comment WHERE status = 'spam'") == before


def test_one_of_a_campaign_decided_on_alone_leaves_the_others(moderate, desk_site):
    page = moderate("/moderation/")
    group = page.locator("#list .group").first
    group.locator("> a").first.click()
    first = group.get_attribute("id").removeprefix("row-")
    expect(page.locator(f"#detail[data-pk='{first}']:not([inert])")).to_be_visible()

    press(page, "a")

    heir = page.locator("#list .group").first
    expect(heir).not_to_have_id(f"row-{first}")
    expect(undo(page)).to_be_visible()
    press(page, "u")
    expect(page.locator(f"#detail[data-pk='{first}']:not([inert])")).to_be_visible()
    expect(page.locator(f"#list [id='row-{first}']")).to_be_visible()
    assert page.problems == []
