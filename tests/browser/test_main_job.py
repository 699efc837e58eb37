import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import FIRST_POST, decide, leave_a_reply, sign_in


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_reader_replies_a_moderator_approves_and_everybody_reads_it(visit, javascript):
    words = f"A practice room is worth a hundred articles ({javascript})."
    reader = visit("/", java_script_enabled=javascript)

    # The reader finds the first post, answers a comment in it, and sees their own words wait.
    reader.locator("main h2 a, main h3 a").first.click()
    expect(reader).to_have_url(re.compile(FIRST_POST))
    reader.get_by_role("link", name="Reply to Tunde Bakare").or_(
        reader.locator("#comment-1 > article").get_by_role("link", name="Reply to")
    ).first.click()
    leave_a_reply(reader, words, email=f"noor-{javascript}@example.org".lower())
    expect(reader.get_by_text("Your reply is awaiting moderation.")).to_be_visible()
    waiting = reader.locator("li.wait")
    expect(waiting).to_contain_text(words)
    own_id = waiting.get_attribute("id").removeprefix("comment-")
    expect(reader).to_have_url(re.compile(rf"\?mine={own_id}#comment-{own_id}$"))

    # Nobody else does.
    stranger = visit(FIRST_POST, java_script_enabled=javascript)
    expect(stranger.locator("body")).not_to_contain_text(words)

    # The moderator finds it in the admin, reads why it is held, and approves it.
    moderator = visit("/admin/", java_script_enabled=javascript)
    sign_in(moderator, "demo-moderator")
    # Its link also says how many wait.
    moderator.get_by_role("link", name=re.compile(r"^Comments\b")).first.click()
    row = moderator.locator("#result_list tbody tr", has_text=words)
    expect(row).to_contain_text("The author is not known yet.")
    row.get_by_role("link", name=words).click()
    expect(moderator.locator(".as-readers-see-it")).to_contain_text(words)
    decide(moderator, "Approve")
    expect(moderator.locator(".messagelist")).to_contain_text("1 comment decided.")

    # Now it stands in its thread for everybody, under its permalink.
    stranger.goto(f"/comments/{own_id}/")
    # It answers in a thread that is folded: the permalink leads to that thread by itself.
    expect(stranger).to_have_url(re.compile(rf"{FIRST_POST}\?thread=1#comment-{own_id}$"))
    expect(stranger.locator(f"#comment-1 ol.kids #comment-{own_id}")).to_contain_text(words)
    assert reader.problems + stranger.problems + moderator.problems == []
