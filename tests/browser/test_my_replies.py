"""The pages of a reader who confirmed an address, in a real browser."""

import pytest
from playwright.sync_api import expect

from comments.tokens import PROOF_COOKIE, sign_link, sign_proof
from tests.browser.axe import violations
from tests.browser.people import FIRST_POST, leave_a_reply

CONFIRMED = """
from comments.models import *
comment = Comment.objects.exclude(author_email="").filter(user=None, status="approved").first()
address = ConfirmedAddress.confirm(comment.author_email)
Comment.objects.under(address.email).update(is_confirmed=True)
waits = Comment.objects.filter(status="pending").first()
refused = Comment.objects.filter(status="removed").first()
Comment.objects.filter(pk__in=[waits.pk, refused.pk]).update(author_email=address.email)
for what in ({"comment": comment}, {"post": comment.post}, {}):
    wish = Subscription.objects.follow(address.email, is_confirmed=True, **what)
wish = Subscription.objects.follow("new@example.org", comment=waits, is_confirmed=False)
link = Notification.objects.owe("confirm", "new@example.org", comment=waits, subscription=wish)
print(address.pk, link.pk)
"""
PAGES = [
    "/my-replies/",
    "/my-replies/erase/",
    "/follow/",
    f"/follow/?post={FIRST_POST.split('/')[2]}",
    "/confirm/LINK/",
    "/confirm/x/",
]

LINKS = "https://a.example https://b.example https://c.example"  # more than appear at once


@pytest.fixture(scope="module")
def numbers(site):
    """(of the confirmed address, of a link that nobody has used yet)."""
    return site.manage("shell", "--verbosity=0", "-c", CONFIRMED).split()


@pytest.fixture
def at_home(visit, site, numbers):
    """Open a path in the browser of the demo's reader who confirmed their address."""

    def open_at(path, **options):
        page = visit("/search/", **options)
        proof = {"name": PROOF_COOKIE, "value": sign_proof(numbers[0]), "url": site.url}
        page.context.add_cookies([proof])
        page.goto(path.replace("LINK", sign_link(numbers[1])))
        return page

    return open_at


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(at_home, path, scheme):
    page = at_home(path, color_scheme=scheme)

    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nor_on_a_phone_where_nothing_is_wider_than_the_screen(at_home, path):
    page = at_home(path, viewport={"width": 390, "height": 800})

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", ["/my-replies/", "/follow/"])
def test_without_proof_and_with_mistakes_axe_finds_nothing(visit, path):
    page = visit(path)
    assert violations(page) == []

    page.locator("form .btn").click()

    expect(page.locator(".errors")).to_be_focused()
    assert violations(page) == []


def test_stopping_takes_one_press(at_home):
    page = at_home("/my-replies/", java_script_enabled=False)

    page.get_by_role("button", name="Stop following every new post").click()

    expect(page.get_by_role("button", name="Follow every new post", exact=True)).to_be_visible()
    page.get_by_role("button", name="Follow every new post", exact=True).click()
    expect(page.get_by_role("heading", name="You follow every new post.")).to_be_visible()


def test_a_browser_that_forgets_keeps_nothing(at_home, site, numbers):
    whose = f"SELECT email FROM comments_confirmedaddress WHERE id = {numbers[0]}"
    [(email,)] = site.query(whose)
    page = at_home(FIRST_POST)
    page.get_by_label("Save my name").check()
    leave_a_reply(page, f"Waits here. {LINKS}", email=email, name="Noor")
    expect(page.locator("li.wait")).to_contain_text("Waits here.")
    page.get_by_label("Comment *").press_sequentially("Half a thought")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('Half a')")

    page.goto("/my-replies/")
    page.get_by_role("button", name="Forget this browser").click()
    expect(page.get_by_role("button", name="Mail me a link to my replies")).to_be_visible()

    assert page.context.cookies() == []
    page.goto(FIRST_POST)
    expect(page.get_by_text("Waits here.")).to_have_count(0)
    expect(page.get_by_label("Comment *")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).includes('drafts')") is False
