"""A mailed link in a real browser: decided by a click, and nothing for axe to find."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

LINK = """
import json
from comments.models import Comment
from comments.tokens import sign_decision
from django.contrib.auth.models import User
moderator = User.objects.filter(groups__name="Moderators").first()
waiting = Comment.objects.awaiting_moderation().exclude(findings=[]).order_by("pk").first()
print(json.dumps(sign_decision(moderator.pk, moderator.email, waiting.pk, waiting.revision)))
"""


@pytest.fixture
def link(site):
    return f"/decide/{json.loads(site.manage('shell', '--verbosity=0', '-c', LINK))}/"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_deciding(visit, link, scheme, width):
    page = visit(link, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.get_by_text("Remove…").click()
    assert violations(page) == []

    page.get_by_role("button", name="Approve").click()

    expect(page.get_by_role("status")).to_contain_text("You approved it.")
    assert violations(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back: it waits again.")
    assert page.problems == []
