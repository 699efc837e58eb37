"""axe-core finds nothing on the moderators' pages, by any light and at any width."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.moderating import press, shows

# Colours at one width and the other width in the other colours: each fault has one of the two.
LOOKS = [("light", 1280), ("dark", 390)]
VIEWS = ["waiting", "reported", "spam", "removed", "approved", "mine"]
PAGES = {
    **{f"the view {view}": f"/moderation/?view={view}" for view in VIEWS},
    "a search without a hit": "/moderation/?q=nothingofthiskind",
    "a reply": "/moderation/{pk}/",
    "a reply that is gone": "/moderation/999999/",
    "its edit page": "/moderation/{pk}/edit/",
    "what comes like it": "/moderation/{pk}/watch/",
    "blocking its author": "/moderation/{pk}/watch/?block=both",
    "the log": "/moderation/log/",
    "the figures": "/moderation/figures/",
    "the preferences": "/moderation/preferences/",
    "the terms": "/moderation/terms/",
    "the sandbox": "/moderation/try/",
    "the account": "/account/",
    "its sessions": "/account/sessions/",
}


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def seen(moderate, request):
    """A function that opens a page in one of the looks."""
    scheme, width = request.param
    viewport = {"width": width, "height": 900}
    return lambda path: moderate(path, color_scheme=scheme, viewport=viewport)


@pytest.fixture(scope="module")
def reply(desk_site):
    return desk_site.queues.pop()[1][0]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on(name, moderate, reply):
    page = moderate(PAGES[name].format(pk=reply), reduced_motion="reduce")

    assert page.locator("main").count() == 1
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []


def test_axe_finds_nothing_on_the_desk_with_all_that_it_can_show(seen, queue):
    page = seen(queue.at(0))
    page.locator("#detail [data-key=s]").click()
    shows(page, "Bo Castillo")
    expect(page.locator("#notice").get_by_role("button", name="Undo")).to_be_visible()
    for key in ("n", "r"):
        page.locator(f"#detail summary[data-key={key}]").click()

    assert violations(page) == []


def test_axe_finds_nothing_on_a_conflict(seen, moderate, queue):
    page = seen(queue.at(0))
    page.wait_for_load_state("networkidle")
    other = moderate(queue.path, login="second-moderator")
    press(other, "a")
    expect(other.locator("#notice").get_by_role("button", name="Undo")).to_be_visible()

    page.locator("#detail [data-key=s]").click()
    expect(page.locator("#notice")).to_contain_text("no longer in this list")
    page.goto(queue.at(0))

    assert violations(page) == []


def test_axe_finds_nothing_on_the_page_of_a_batch(seen, queue):
    page = seen(queue.path)
    page.locator("#list [name=chosen]").first.check()
    with page.expect_response("**/batches/**"):
        page.locator("#batch-form [data-key=A]").click()
    batch = queue.site.query("SELECT MAX(id) FROM comments_batch")[0][0]

    page.goto(f"/moderation/batches/{batch}/")

    assert violations(page) == []


def test_axe_finds_nothing_on_the_list_of_keys(moderate, queue):
    page = moderate(queue.path)

    press(page, "?")

    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
