"""A preview by script and without: what readers will see, to the byte."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import FIRST_POST, leave_a_reply

WORDS = (
    "**Bold**, *italic* & `<code>`\nsecond line\n\n> quoted\n\n1. one\n2. two\n\n"
    '<img src=x onerror="window.hurt=1"> [bank.example](https://evil.test/) 日本 &amp; &lt;\n\n'
    "    <script>window.hurt=1</script>"
)


def ask(page, words):
    page.get_by_label("Comment *").fill(words)
    page.get_by_role("button", name="Preview").click()
    return page.get_by_role("status", name="Preview")


def test_it_is_what_will_be_published(visit):
    page = visit(FIRST_POST)

    shown = ask(page, WORDS)
    expect(shown.locator("strong")).to_have_text("Bold")
    previewed = shown.inner_html()
    leave_a_reply(page, WORDS, email="preview@example.org")

    expect(page.locator("li.wait")).to_be_visible()
    assert page.locator("li.wait > article > .text").inner_html() == previewed
    assert page.evaluate("window.hurt") is None
    assert page.problems == []


def test_without_scripts_it_is_the_same_and_keeps_every_word(visit):
    page = visit(FIRST_POST, java_script_enabled=False)
    page.get_by_label("Name *").fill("Nora")
    page.get_by_label("Email me when someone replies").check()
    page.get_by_label("Comment *").fill(WORDS)

    page.get_by_role("button", name="Preview").click()

    shown = page.get_by_role("region", name="Preview").locator(".text")
    expect(shown.locator("strong")).to_have_text("Bold")
    expect(page.get_by_label("Comment *")).to_have_value(WORDS)
    expect(page.get_by_label("Name *")).to_have_value("Nora")
    expect(page.get_by_label("Email me when someone replies")).to_be_checked()
    previewed = shown.inner_html()
    leave_a_reply(page, WORDS, name="Nora", email="nora@example.org")
    expect(page.locator("li.wait")).to_be_visible()
    assert page.locator("li.wait > article > .text").inner_html() == previewed


def test_it_is_hidden_again_and_renewed_when_the_text_changes(visit):
    page = visit(FIRST_POST)
    shown = ask(page, "The *first*.")
    expect(shown).to_have_text("The first.")

    page.get_by_role("button", name="Hide preview").click()
    expect(shown).to_be_empty()

    page.get_by_role("button", name="Preview").click()
    expect(shown).to_have_text("The first.")
    shown = ask(page, "The *second*.")
    expect(shown).to_have_text("The second.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(" ", "This field is required."), ("x" * 5001, "at most 5000 characters")],
)
def test_a_text_that_could_not_be_posted_is_told_why(visit, words, sentence):
    page = visit(FIRST_POST)

    expect(ask(page, words)).to_contain_text(sentence)

    expect(page.get_by_role("button", name="Hide preview")).to_have_count(0)


@pytest.mark.parametrize("answer", [{"status": 502, "body": "<h1>Bad gateway</h1>"}, None], ids=str)
def test_without_an_answer_it_says_so_and_keeps_the_words(visit, answer):
    page = visit(FIRST_POST)
    page.route(
        "**/preview/", lambda route: route.fulfill(**answer) if answer else route.abort("failed")
    )

    expect(ask(page, "Words.")).to_contain_text("Your words are still here.")

    expect(page.get_by_label("Comment *")).to_have_value("Words.")


def test_enter_in_a_field_posts_and_does_not_preview(visit):
    page = visit(FIRST_POST)
    page.get_by_label("Comment *").fill("Posted by Enter.")
    page.get_by_label("Name *").fill("Enno")
    page.get_by_label("Email *").fill("enno@example.org")

    page.keyboard.press("Enter")

    expect(page.locator("li.wait")).to_contain_text("Posted by Enter.")
