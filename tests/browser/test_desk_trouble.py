"""What goes wrong behind a moderator's back is said, and nothing is lost by it."""

import pytest
from playwright.sync_api import expect

from tests.browser.moderating import NAMES, names, press, shows

REWRITE = """
from comments.models import Comment
comment = Comment.objects.get(pk={pk})
comment.revise([], at=__import__("django.utils.timezone", fromlist=["now"]).now(),
    body="A bank robber keeps a notebook.", body_html="<p>A bank robber keeps a notebook.</p>")
"""


@pytest.fixture
def desk(moderate, queue):
    page = moderate(queue.path)
    shows(page, "Ada Berg")
    page.wait_for_load_state("networkidle")
    return page


def came_back(page, *expected):
    expect(page.locator("#list .returned > a")).to_have_text(list(expected))


def notice(page):
    return page.locator("#notice")


def test_a_text_that_changed_meanwhile_comes_back_with_its_difference(desk, queue):
    queue.site.manage("shell", "-c", REWRITE.format(pk=queue.pks[0]))

    press(desk, "a", "s")

    shows(desk, "Cy Dunne")
    came_back(desk, "Ada Berg")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.statuses() == ["pending", "spam", *["pending"] * 4]
    desk.locator("#list a", has_text="Ada Berg").click()
    expect(desk.locator("#detail ins").first).to_contain_text("bank robber")
    press(desk, "s")
    shows(desk, "Cy Dunne")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.status(queue.pks[0]) == "spam"


def test_what_another_moderator_decided_is_shown_and_stands(desk, moderate, queue):
    other = moderate(queue.path, login="second-moderator")
    press(other, "a")
    expect(notice(other).get_by_role("button", name="Undo")).to_be_visible()

    press(desk, "s")

    shows(desk, "Bo Castillo")
    expect(notice(desk)).to_contain_text("Ada Berg")
    assert names(desk) == NAMES[1:]
    assert queue.decisions(queue.pks[0]) == ["approved"]
    notice(desk).get_by_role("link", name="Look at it").click()
    shows(desk, "Ada Berg")
    expect(desk.locator("#detail")).to_contain_text("Sam")


def test_offline_everything_undecided_is_back_with_its_words(desk, queue):
    desk.context.set_offline(True)

    press(desk, "r")
    desk.keyboard.type("Which of them annoyed you most?")
    press(desk, "Control+Enter")
    shows(desk, "Bo Castillo")
    press(desk, "w")
    desk.keyboard.type("Rude")
    press(desk, "Enter")

    came_back(desk, "Ada Berg", "Bo Castillo")
    expect(notice(desk)).to_contain_text("there is no connection")
    assert names(desk) == NAMES
    desk.context.set_offline(False)
    desk.locator("#list a", has_text="Bo Castillo").click()
    shows(desk, "Bo Castillo")
    expect(desk.locator("#detail [name=reason]")).to_have_value("Rude")
    desk.locator("#list a", has_text="Ada Berg").click()
    shows(desk, "Ada Berg")
    expect(desk.get_by_label("Your reply, in public")).to_have_value(
        "Which of them annoyed you most?"
    )
    desk.get_by_role("button", name="Approve and reply").click()
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    expect(notice(desk)).not_to_contain_text("no connection")
    assert queue.statuses() == ["approved", *["pending"] * 5]


def test_when_the_server_fails_that_one_is_back_and_the_next_goes_on(desk, queue):
    desk.route(
        f"**/{queue.pks[0]}/decide/**", lambda route: route.fulfill(status=500, body="<h1>Oh</h1>")
    )

    press(desk, "t", "a")

    shows(desk, "Cy Dunne")
    came_back(desk, "Ada Berg")
    expect(notice(desk)).to_contain_text("something failed on our side")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()
    assert queue.statuses() == ["pending", "approved", *["pending"] * 4]


def test_without_an_answer_in_time_it_is_back(moderate, queue):
    page = moderate("/")
    page.add_init_script(
        "const real = AbortSignal.timeout; AbortSignal.timeout = () => real.call(AbortSignal, 900);"
    )
    page.goto(queue.path)
    page.wait_for_load_state("networkidle")
    page.route("**/decide/**", lambda _route: None)

    press(page, "a")

    shows(page, "Bo Castillo")
    came_back(page, "Ada Berg")
    expect(notice(page)).to_contain_text("No answer came in time")


def test_signed_out_meanwhile_it_is_said_and_the_words_are_kept(desk, queue):
    press(desk, "r")
    desk.keyboard.type("A long and careful reply.")
    desk.context.clear_cookies()

    press(desk, "Control+Enter")

    came_back(desk, "Ada Berg")
    expect(notice(desk)).to_contain_text("you are signed out")
    expect(notice(desk).get_by_role("link", name="Sign in")).to_be_visible()
    assert queue.statuses() == ["pending"] * 6
    desk.context.add_cookies(queue.site.signed_in["demo-moderator"]["cookies"])
    desk.goto(queue.at(0))
    expect(desk.get_by_label("Your reply, in public")).to_have_value("A long and careful reply.")


def test_a_reply_that_is_gone_is_out_of_the_list(desk, queue):
    queue.site.manage(
        "shell", "-c",
        f"from comments.models import Comment; Comment.objects.filter(pk={queue.pks[0]}).delete()",
    )  # fmt: skip

    press(desk, "a")

    shows(desk, "Bo Castillo")
    expect(notice(desk)).to_contain_text("isn’t here any more")
    assert names(desk) == NAMES[1:]
    assert desk.problems == []


def test_leaving_while_something_is_unsent_asks_first(desk, queue):
    asked, held = [], []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.route("**/decide/**", lambda route: held.append(route))
    press(desk, "a")
    shows(desk, "Bo Castillo")

    desk.goto("/")

    assert asked == ["beforeunload"]


def test_leaving_with_everything_sent_asks_nothing(desk, queue):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    press(desk, "a")
    expect(notice(desk).get_by_role("button", name="Undo")).to_be_visible()

    desk.goto("/")

    assert asked == []


def test_a_reply_without_words_is_not_sent(desk, queue):
    press(desk, "r", "Control+Enter")

    shows(desk, "Ada Berg")
    assert queue.statuses() == ["pending"] * 6


def test_a_reply_that_must_be_mended_comes_back_with_what_is_wrong(desk, queue):
    press(desk, "r")
    desk.get_by_label("Your reply, in public").fill("w" * 6000)
    press(desk, "Control+Enter")

    shows(desk, "Bo Castillo")
    came_back(desk, "Ada Berg")
    desk.locator("#list a", has_text="Ada Berg").click()
    shows(desk, "Ada Berg")
    expect(desk.get_by_label("Your reply, in public")).to_have_value("w" * 6000)
    assert queue.statuses() == ["pending"] * 6


def test_the_next_reply_that_cannot_be_fetched_is_said(moderate, queue):
    page = moderate(queue.path)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)

    press(page, "k")
    page.locator("#list a", has_text="Flo Grant").click()

    expect(notice(page)).to_contain_text("there is no connection")
    press(page, "a")
    page.context.set_offline(False)
    page.locator("#list a", has_text="Flo Grant").click()
    shows(page, "Flo Grant")
    assert queue.statuses() == ["pending"] * 6
