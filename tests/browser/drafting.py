"""A reply being written, and the draft that the browser keeps of it."""

import json

from playwright.sync_api import expect

WORDS = "A thought that took me\nhalf an hour. 🦉"
NUMBER = 999_999_999_999_999_998  # such a link can be anybody's


def write(page, text=WORDS):
    page.get_by_label("Comment *").press_sequentially(text)
    page.wait_for_function("text => JSON.stringify(localStorage).includes(text)", arg=text[-12:])


def drafts(page):
    return json.loads(page.evaluate("localStorage.getItem('drafts')") or "{}")


def is_back(page, text=WORDS):
    expect(page.get_by_label("Comment *")).to_have_value(text)
    expect(page.locator(".draft")).to_contain_text("Your draft from")
    return True
