"""The desk's pages look like one: their headings, and the one button that each form is for."""

import pytest

PAGES = {
    "log": "/moderation/log/",
    "figures": "/moderation/figures/",
    "terms": "/moderation/terms/",
    "sandbox": "/moderation/try/",
    "preferences": "/moderation/preferences/",
    "replay": "/moderation/terms/replay/?pattern=casino",
    "edit": "/moderation/{pk}/edit/",
    "watch": "/moderation/{pk}/watch/",
}
MAIN_BUTTONS = {
    "log": "Show",
    "terms": "Show",
    "sandbox": "Try it",
    "preferences": "Save",
    "edit": "Save",
    "watch": "See what it would have caught",
}
HEADING = """heading => {
    const { fontFamily, fontSize, fontWeight, letterSpacing } = getComputedStyle(heading)
    return [fontFamily, fontSize, fontWeight, letterSpacing].join(" | ")
}"""
GROUND = "element => getComputedStyle(element).backgroundColor"
ACCENT = """() => {
    const shown = document.body.appendChild(document.createElement("i"))
    shown.style.backgroundColor = "var(--accent)"
    return getComputedStyle(shown).backgroundColor
}"""


@pytest.fixture
def opened(moderate, queue):
    return lambda name: moderate(PAGES[name].format(pk=queue.pks[0]))


def test_their_headings_are_of_one_face_and_size(opened):
    looks = {name: opened(name).locator("main h1").evaluate(HEADING) for name in PAGES}

    assert set(looks.values()) == {looks["log"]}, looks


@pytest.mark.parametrize("name", MAIN_BUTTONS)
def test_the_button_that_a_form_is_for_stands_out(opened, name):
    page = opened(name)
    button = page.locator("main").get_by_role("button", name=MAIN_BUTTONS[name], exact=True)

    assert button.evaluate(GROUND) == page.evaluate(ACCENT)
