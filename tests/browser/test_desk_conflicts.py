"""Coming second, editing, and long work: legible in every look, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

CHANGED = """
from django.utils import timezone
from comments.models import Comment
from comments.models.text_columns import values_of_text
comment = Comment.objects.get(pk={pk})
body = comment.body.replace("interfaces", "<img src=x onerror=alert(1)> screens")
assert comment.revise([], at=timezone.now(), **values_of_text(body))
"""
LONG_WORK = """
from django.contrib.auth.models import User
from comments.models import Batch
batch = Batch.objects.create(
    verb="spam", by=User.objects.get(username="demo-moderator"), total=500, decided=200,
    selection=[[0, "pending", 1]] * 300, about="The same text", reason="A <b>campaign</b>.",
)
print(batch.pk)
"""
LOOKS = pytest.mark.parametrize(
    "look",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"color_scheme": "light", "viewport": {"width": 390, "height": 800}},
    ],
    ids=["light", "dark", "phone"],
)


@LOOKS
def test_a_conflict_shows_what_changed_and_keeps_the_reason(moderate, queue, look):
    page = moderate(queue.at(0), java_script_enabled=False, **look)
    queue.site.manage("shell", "-c", CHANGED.format(pk=queue.pks[0]))

    page.locator("[data-key=w]").click()
    page.locator("#detail [name=reason]").fill("My <b>words</b>.")
    page.locator("#detail").get_by_role("button", name="Remove for this reason").click()

    expect(page.locator("#detail del")).to_contain_text("interfaces")
    expect(page.locator("#detail ins")).to_contain_text("<img src=x onerror=alert(1)> screens")
    expect(page.locator("#detail [name=reason]")).to_have_value("My <b>words</b>.")
    assert queue.status(queue.pks[0]) == "pending"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_conflict(moderate, queue, scheme):
    page = moderate(queue.at(0), color_scheme=scheme)
    queue.site.manage("shell", "-c", CHANGED.format(pk=queue.pks[0]))
    page.locator("#detail").get_by_role("button", name="Spam").click()
    page.locator(f"#row-{queue.pks[0]} a").first.click()

    expect(page.locator("#detail .conflict")).to_be_visible()
    assert violations(page) == []
    assert page.problems == []


@LOOKS
def test_axe_finds_nothing_on_an_edit_with_its_preview(moderate, queue, look):
    page = moderate(f"/moderation/{queue.pks[0]}/edit/", **look)

    page.get_by_label("Comment").fill("Some *words* <script>alert(1)</script> https://example.org")
    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".preview em")).to_have_text("words")
    assert violations(page) == []
    assert page.problems == []


@LOOKS
def test_axe_finds_nothing_on_long_work(moderate, queue, look):
    pk = int(queue.site.manage("shell", "-c", LONG_WORK).split()[-1])
    page = moderate(f"/moderation/batches/{pk}/", **look)

    expect(page.get_by_role("progressbar")).to_have_attribute("value", "200")
    assert violations(page) == []
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_text("300 were left as they are").first).to_be_visible()
    assert violations(page) == []
    assert page.problems == []
