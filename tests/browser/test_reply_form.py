"""What the reply form keeps, fills in and forgives, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import FIRST_POST, leave_a_reply

LONG = "\n".join(
    f"Line {n}: “quotes”, emoji 🦉, <b>markup</b> & entities &amp;." for n in range(80)
)


def test_everything_typed_is_there_again_after_an_error(visit):
    page = visit(FIRST_POST)

    leave_a_reply(page, LONG, name="Ida “Quote” <b>", email="not-an-address")

    expect(page.locator(".errors")).to_be_focused()
    expect(page.get_by_label("Comment *")).to_have_value(LONG)
    expect(page.get_by_label("Name *")).to_have_value("Ida “Quote” <b>")
    expect(page.get_by_label("Email *")).to_have_value("not-an-address")


def test_everything_typed_is_there_again_after_going_back(visit):
    page = visit(FIRST_POST)
    leave_a_reply(page, LONG, name="Ida", email="not-an-address")
    expect(page.locator(".errors")).to_be_visible()

    page.go_back()

    expect(page.get_by_label("Comment *")).to_have_value(LONG)


def test_a_double_click_posts_once(visit, site):
    page = visit(FIRST_POST)
    page.get_by_label("Comment *").fill("Clicked twice in a hurry.")
    page.get_by_label("Name *").fill("Dot Double")
    page.get_by_label("Email *").fill("dot@example.org")

    page.get_by_role("button", name="Post Comment").dblclick()

    expect(page.locator("li.wait")).to_contain_text("Clicked twice in a hurry.")
    said = "SELECT count(*) FROM comments_comment WHERE body = 'Clicked twice in a hurry.'"
    assert site.query(said) == [(1,)]


def test_reloading_after_posting_posts_nothing_again(visit, site):
    page = visit(FIRST_POST)
    leave_a_reply(page, "Said once, reloaded.", email="reload@example.org")
    expect(page.locator("li.wait")).to_be_visible()

    page.reload()

    expect(page.locator("li.wait")).to_contain_text("Said once, reloaded.")
    said = "SELECT count(*) FROM comments_comment WHERE body = 'Said once, reloaded.'"
    assert site.query(said) == [(1,)]


@pytest.mark.parametrize(
    ("javascript", "where"),
    [(True, FIRST_POST), (False, f"{FIRST_POST}reply/")],
    ids=["by-script-on-the-post", "by-the-server-on-its-own-page"],
)
def test_a_saved_name_is_filled_in(visit, javascript, where):
    page = visit(FIRST_POST, java_script_enabled=javascript)
    leave_a_reply(
        page,
        f"Remember me ({javascript}).",
        name="Mo Memory",
        email=f"mo-{javascript}@example.org",
        tick=["Save my name, email, and website"],
    )
    expect(page.locator("li.wait")).to_be_visible()

    page.goto(where)

    expect(page.get_by_label("Name *")).to_have_value("Mo Memory")
    expect(page.get_by_label("Save my name, email, and website")).to_be_checked()
    assert page.problems == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_answer_in_a_reply_opens_the_form_with_its_box_ticked(visit, javascript):
    page = visit(FIRST_POST, java_script_enabled=javascript)

    page.get_by_role("link", name="Answer in a reply").click()

    expect(page.get_by_label("My reply answers the mentoring question")).to_be_checked()


def test_a_hostile_reply_runs_nothing_anywhere(visit):
    page = visit(FIRST_POST)
    hostile = (
        "<script>window.hurt=1</script> [x](javascript:window.hurt=1) "
        '<img src=x onerror="window.hurt=1"> ![i](https://evil.test/p.png) '
        "<svg onload=window.hurt=1> `</code><script>window.hurt=1</script>`"
    )

    leave_a_reply(page, hostile, name='"><img src=x onerror=window.hurt=1>', email="h@example.org")

    expect(page.locator("li.wait")).to_contain_text("<script>window.hurt=1</script>")
    assert page.evaluate("window.hurt") is None
    assert page.locator("li.wait img, li.wait script").count() == 0
    assert page.problems == []
