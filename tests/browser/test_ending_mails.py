"""The page behind a mail's last link, and the admin's list of mails, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.people import sign_in

FOLLOW = """
from comments.models import Notification, Subscription
from comments.tokens import sign_unsubscribe
from posts.models import Post
post = Post.objects.published().first()
one = Subscription.objects.follow("ending@example.org", post=post, is_confirmed=True)
print(sign_unsubscribe(one.pk))
"""
OWE = """
from comments.models import Notification
Notification.objects.get_or_create(kind="my_replies", email="ending@example.org")
given_up, _created = Notification.objects.get_or_create(kind="confirm", email="ending@example.org")
given_up.give_up(OSError("no"))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("has_script", [True, False])
def test_it_asks_and_then_says_that_it_is_done(visit, site, scheme, has_script):
    link = f"/unsubscribe/{site.manage('shell', '--verbosity=0', '-c', FOLLOW).strip()}/"

    page = visit(link, color_scheme=scheme, java_script_enabled=has_script)

    expect(page.get_by_role("heading", name="Stop these mails?")).to_be_visible()
    expect(page.get_by_role("button", name="Stop every mail to this address")).to_be_visible()
    if has_script:
        assert violations(page) == []

    page.get_by_role("button", name="Stop these mails").click()

    expect(page.get_by_text("You won’t get these mails any more.")).to_be_visible()
    assert page.problems == []
    if has_script:
        assert violations(page) == []
    assert (
        site.query("SELECT COUNT(*) FROM comments_subscription WHERE email LIKE 'ending%'")[0][0]
        == 0
    )


def test_a_moderator_sees_what_is_owed_and_tries_again(visit, site):
    site.manage("shell", "--verbosity=0", "-c", OWE)
    page = visit()
    sign_in(page, "demo-moderator")
    page.goto("/admin/comments/notification/")

    expect(page.get_by_text("1 given up.")).to_be_visible()

    page.get_by_role("link", name="Given up").click()
    page.locator("input[name=_selected_action]").check()
    page.get_by_label("Action:").select_option(label="Try again")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()

    expect(page.get_by_text("1 mail is tried again.")).to_be_visible()
    assert page.problems == []
