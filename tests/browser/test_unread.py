"""What came since the last visit is marked and walked, by what this browser remembers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

POST = "/posts/three-boards-and-a-small-tank/"  # nobody else's tests post here
SAY = """
from django.utils import timezone
from comments.models import Comment
from posts.models import Post
post = Post.objects.get(slug="three-boards-and-a-small-tank")
last = Comment.objects.filter(post=post, thread=None).last()
for number in range({number}):
    comment = Comment(
        post=post, author_name="Newcomer", body="Something new.", submitted_at=timezone.now(),
        **({{"parent": last, "thread": last, "depth": 1}} if {below} else {{}}),
    )
    comment.admit([])
"""
HOUR = 3600_000  # milliseconds


@pytest.fixture(scope="module")
def say(site):
    """A function: so many replies more, approved; below the last thread, or as threads."""

    def replies(number, *, below=False):
        site.manage("shell", "-c", SAY.format(number=number, below=below))

    return replies


def come_back_later(page, path=POST):
    """As if the last visit had been an hour ago."""
    page.evaluate(
        """(ago) => {
            for (const [key, text] of Object.entries(localStorage)) {
                if (!key.startsWith("seen-")) continue;
                const seen = JSON.parse(text);
                localStorage.setItem(key, JSON.stringify({ ...seen, at: seen.at - ago }));
            }
        }""",
        HOUR,
    )
    page.goto(path)


def test_the_first_visit_marks_nothing(visit, say):
    say(2)

    page = visit(POST)

    expect(page.locator("#replies")).to_be_visible()
    assert page.locator(".unread, .bdg.n, li.new").count() == 0
    assert page.problems == []


def test_later_replies_are_marked_counted_and_walked(visit, say):
    say(1)
    page = visit(POST)
    say(3)

    come_back_later(page)

    expect(page.locator(".unread")).to_contain_text("3 new replies since your last visit")
    expect(page.locator("li.new > article .bdg.n")).to_have_text(["New"] * 3)
    new = page.locator("li.new > article")
    page.get_by_role("button", name="Next").click()
    expect(new.nth(0)).to_be_focused()
    page.keyboard.press("n")
    expect(new.nth(1)).to_be_focused()
    expect(new.nth(1)).to_be_in_viewport()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(new.nth(0)).to_be_focused()
    expect(page.get_by_text("Newer ones stand on another page")).to_be_hidden()
    assert violations(page) == []
    assert page.problems == []


def test_on_a_reload_they_are_still_new_and_on_the_next_visit_no_more(visit, say):
    page = visit(POST)
    say(1)
    come_back_later(page)
    expect(page.locator(".unread")).to_contain_text("1 new reply since your last visit")

    page.reload()
    expect(page.locator("li.new")).to_have_count(1)

    come_back_later(page)
    expect(page.locator("#replies")).to_be_visible()
    assert page.locator(".unread, li.new").count() == 0


def test_the_key_is_for_reading_and_not_for_typing(visit, say):
    page = visit(POST)
    say(1)
    come_back_later(page)
    new = page.locator("li.new > article")
    expect(new).to_have_count(1)

    page.get_by_label("Comment *").focus()
    page.keyboard.type("nnn")
    expect(page.get_by_label("Comment *")).to_have_value("nnn")
    page.get_by_label("Comment *").blur()
    for keys in ("Control+n", "Alt+n", "Meta+n", "Shift+N"):
        page.evaluate(
            """(keys) => document.body.dispatchEvent(new KeyboardEvent("keydown", {
                key: keys.at(-1), bubbles: true, ctrlKey: keys.startsWith("Control"),
                altKey: keys.startsWith("Alt"), metaKey: keys.startsWith("Meta"),
            }))""",
            keys,
        )
    expect(new).not_to_be_focused()
    page.keyboard.press("n")
    expect(new).to_be_focused()


def test_the_key_can_be_switched_off_for_good(visit, say):
    page = visit(POST)
    say(1)
    come_back_later(page)
    page.get_by_label("The key n leads to the next").uncheck()

    page.reload()

    expect(page.get_by_label("The key n leads to the next")).not_to_be_checked()
    page.keyboard.press("n")
    expect(page.locator("li.new > article")).not_to_be_focused()
    page.get_by_label("The key n leads to the next").check()
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.locator("li.new > article")).to_be_focused()


def test_folds_open_on_the_way(visit, say):
    say(1)
    say(6, below=True)
    page = visit(POST)
    say(1, below=True)
    come_back_later(page)
    fold = page.locator("details.fold").last
    expect(fold).not_to_have_attribute("open", "")

    page.get_by_role("button", name="Next").click()

    expect(fold).to_have_attribute("open", "")
    expect(page.locator("li.new > article")).to_be_in_viewport()


def test_ones_own_reply_is_never_new(visit, say):
    page = visit(POST)
    say(1)
    come_back_later(page)
    expect(page.locator("li.new")).to_have_count(1)

    page.get_by_label("Comment *").fill("My own words.")
    page.get_by_label("Name *").fill("Una")
    page.get_by_label("Email *").fill("una@example.org")
    page.get_by_role("button", name="Post Comment").click()

    expect(page.locator("li.wait")).to_contain_text("My own words.")
    expect(page.locator("li.new")).to_have_count(1)
    assert page.locator("li.wait .bdg.n").count() == 0


def test_what_is_new_on_another_page_is_told_with_a_link(visit, say):
    say(20)
    page = visit(POST)
    say(1)

    come_back_later(page)

    link = page.get_by_role("link", name="Newer ones stand on another page")
    expect(link).to_be_visible()
    assert page.locator("li.new").count() == 0
    expect(page.get_by_role("button", name="Next")).to_be_hidden()
    link.click()
    expect(page).to_have_url(re.compile(r"\?page=\d+#comment-\d+$"))
    expect(page.locator("li.new")).to_have_count(1)


def test_without_storage_there_is_no_bar_and_no_error(visit, say):
    page = visit("/")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )

    page.goto(POST)

    expect(page.locator("#replies")).to_be_visible()
    assert page.locator(".unread").count() == 0
    assert page.problems == []


def test_nothing_of_it_leaves_the_browser(visit, say):
    page = visit(POST)
    say(1)
    sent = []
    page.on("request", lambda request: sent.append(request.url))

    come_back_later(page)

    expect(page.locator(".unread")).to_be_visible()
    assert {url for url in sent if "/static/" not in url} == {page.url}
    assert page.context.cookies() == []
