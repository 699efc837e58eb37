"""Single keys press the desk's own buttons, and only when nobody is typing."""

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import NAMES, names, press, shows


@pytest.fixture
def desk(moderate, queue):
    page = moderate(queue.path)
    shows(page, "Ada Berg")
    return page


def notice(page):
    return page.locator("#notice")


@pytest.mark.parametrize(
    ("key", "became"),
    [("a", "approved"), ("s", "spam"), ("t", "removed"), ("d", "removed")],
)
def test_a_key_decides_as_its_button_does(desk, queue, key, became):
    press(desk, key)

    shows(desk, "Bo Castillo")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.statuses() == [became, *["pending"] * 5]


@pytest.mark.parametrize("key", ["u", "z"])
def test_undo_brings_back_what_was_decided_last(desk, queue, key):
    press(desk, "s")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()

    press(desk, key)

    shows(desk, "Ada Berg")
    assert names(desk) == NAMES
    assert queue.status(queue.pks[0]) == "pending"


def test_j_and_k_move_through_the_list_and_stop_at_its_ends(desk):
    press(desk, "j", "j", "k")
    shows(desk, "Bo Castillo")

    press(desk, "k", "k", "k")
    shows(desk, "Ada Berg")


def test_r_opens_the_reply_and_ctrl_enter_sends_it(desk, queue):
    press(desk, "r")
    expect(desk.get_by_label("Your reply, in public")).to_be_focused()
    desk.keyboard.type("A good habit: thank you, and as a start?")
    press(desk, "Control+Enter")

    shows(desk, "Bo Castillo")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.status(queue.pks[0]) == "approved"
    replies = queue.site.query(
        f"SELECT body, status FROM comments_comment WHERE parent_id = {queue.pks[0]}"
    )
    assert replies == [("A good habit: thank you, and as a start?", "approved")]


def test_w_leads_to_the_reason_and_enter_there_removes(desk, queue):
    press(desk, "w")
    expect(desk.get_by_label("Reason").last).to_be_focused()
    desk.keyboard.type("Not about the post")
    press(desk, "Enter")

    shows(desk, "Bo Castillo")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.site.query(
        f"SELECT became, reason FROM comments_decision WHERE comment_id = {queue.pks[0]}"
        " ORDER BY id DESC LIMIT 1"
    ) == [("removed", "Not about the post")]


def test_n_writes_a_note_and_stays(desk, queue):
    press(desk, "n")
    expect(desk.get_by_label("Note, for moderators alone")).to_be_focused()
    desk.keyboard.type("Wrote to her in May.")
    press(desk, "Control+Enter")

    expect(desk.locator("#detail .note-said")).to_contain_text("Wrote to her in May.")
    shows(desk, "Ada Berg")
    assert queue.status(queue.pks[0]) == "pending"


def test_e_leads_to_the_page_for_editing(desk, queue):
    press(desk, "e")

    desk.wait_for_url(f"**/moderation/{queue.pks[0]}/edit/**")


def test_x_selects_what_is_shown_and_again_leaves_it_out(desk):
    press(desk, "j")
    shows(desk, "Bo Castillo")

    press(desk, "x")
    expect(desk.get_by_role("checkbox", name="Bo Castillo")).to_be_checked()
    press(desk, "x")
    expect(desk.get_by_role("checkbox", name="Bo Castillo")).not_to_be_checked()


@pytest.mark.parametrize("key", ["o", "Enter"])
def test_what_has_the_focus_in_the_list_is_opened(desk, key):
    desk.get_by_role("checkbox", name="Cy Dunne").focus()

    press(desk, "o") if key == "o" else desk.locator("#list a", has_text="Cy Dunne").press(key)

    shows(desk, "Cy Dunne")


@pytest.mark.parametrize("key", ["s", "t", "r"])
def test_with_the_focus_on_another_row_a_key_opens_it_and_decides_nothing(desk, queue, key):
    desk.locator("#list a", has_text="Cy Dunne").focus()

    press(desk, key)

    shows(desk, "Cy Dunne")
    assert not any(one.method == "POST" for one in desk.asked)
    assert names(desk) == NAMES
    assert queue.statuses() == ["pending"] * 6


@pytest.mark.parametrize(
    ("letter", "code", "became"), [("\u0444", "KeyA", "approved"), ("\u03c3", "KeyS", "spam")]
)
def test_in_another_alphabet_the_key_at_its_place_decides(desk, queue, letter, code, became):
    desk.locator("#detail h2").first.dispatch_event(
        "keydown", {"key": letter, "code": code, "bubbles": True}
    )

    shows(desk, "Bo Castillo")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.status(queue.pks[0]) == became


def test_a_slash_leads_to_search_and_escape_back(desk):
    press(desk, "/")
    expect(desk.get_by_role("searchbox")).to_be_focused()
    expect(desk.get_by_role("searchbox")).to_have_value("")

    press(desk, "Escape")
    expect(desk.locator("#detail h2").first).to_be_focused()


def test_a_question_mark_lists_the_keys_and_while_it_does_none_decides(desk, queue):
    press(desk, "?")
    expect(desk.get_by_role("dialog", name="Keys of the desk")).to_be_visible()
    press(desk, "a", "s", "u")
    press(desk, "Escape")

    expect(desk.get_by_role("dialog")).to_be_hidden()
    shows(desk, "Ada Berg")
    assert queue.statuses() == ["pending"] * 6


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_with_a_modifier_a_key_is_the_browsers(desk, queue, modifier):
    for key in "astdunx":
        desk.locator("#detail h2").first.dispatch_event(
            "keydown",
            {"key": key, f"{'ctrl' if modifier == 'Control' else modifier.lower()}Key": True,
             "bubbles": True},
        )  # fmt: skip

    shows(desk, "Ada Berg")
    expect(desk.get_by_role("checkbox", name="Ada Berg")).not_to_be_checked()
    assert queue.statuses() == ["pending"] * 6


def test_held_down_a_key_decides_once(desk, queue):
    desk.keyboard.down("a")
    shows(desk, "Bo Castillo")
    for _repeat in range(20):
        desk.keyboard.down("a")
    desk.keyboard.up("a")

    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    shows(desk, "Bo Castillo")
    assert queue.statuses() == ["approved", *["pending"] * 5]


def test_held_down_j_moves_on(desk):
    for _repeat in range(4):
        desk.keyboard.down("j")
    desk.keyboard.up("j")

    shows(desk, "Ed Falk")


def test_while_somebody_types_keys_are_letters(desk, queue):
    for field in ("r", "n", "w", "/"):
        press(desk, field)
        desk.keyboard.type("astdunjkx?")
        assert desk.evaluate("document.activeElement.value") == "astdunjkx?"
        press(desk, "Escape")

    shows(desk, "Ada Berg")
    assert queue.statuses() == ["pending"] * 6


def test_while_a_word_is_composed_keys_are_not_for_the_desk(desk, queue):
    heading = desk.locator("#detail h2").first

    heading.dispatch_event("keydown", {"key": "a", "isComposing": True, "bubbles": True})

    shows(desk, "Ada Berg")
    assert queue.statuses() == ["pending"] * 6


def test_caps_lock_makes_no_selection_of_one_reply(desk, queue):
    desk.locator("#detail h2").first.dispatch_event("keydown", {"key": "A", "bubbles": True})

    shows(desk, "Bo Castillo")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.status(queue.pks[0]) == "approved"


def test_what_is_not_on_the_page_has_no_key(desk, queue):
    press(desk, "q", "m", "1", "Shift+Q", '"', "]")

    shows(desk, "Ada Berg")
    assert queue.statuses() == ["pending"] * 6
    assert desk.problems == []
