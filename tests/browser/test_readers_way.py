"""The reader's whole way, mail and all, in Chromium with and without JavaScript."""

import json
import re
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NO_FLOOD_LIMIT
from tests.browser.people import FIRST_POST, decide, leave_a_reply, sign_in
from tests.mail_server import MailServer
from tests.servers import served, working

NOOR, TESS = "noor@example.org", "tess@example.org"
LINK = re.compile(r"https?://[^\s<>]+/confirm/[^\s<>]+/")
ARRIVES_WITHIN = 20  # seconds


@pytest.fixture(scope="module")
def mail():
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module", name="site")
def site_that_mails(static_root, tmp_path_factory, mail):
    with served(
        tmp_path_factory.mktemp("way"),
        static_root=static_root,
        MAIL_URL=mail.url,
        TASKS_BACKEND="django_tasks_db.DatabaseBackend",
    ) as site:
        site.manage("shell", "-c", NO_FLOOD_LIMIT)
        with working(site):
            yield site


def mail_to(mail, address, *, after=0, about=""):
    """The first mail to `address` that came after its `after` first ones."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    while time.monotonic() < deadline:
        arrived = [each for each in mail.to(address)[after:] if about in each["Subject"]]
        if arrived:
            return arrived[0]
        time.sleep(0.05)
    raise AssertionError(f"No mail {about!r} came to {address}")


def text_of(message):
    return message.get_body(("plain",)).get_content()


def approve(moderator, words):
    moderator.goto("/admin/comments/comment/")
    moderator.get_by_role("link", name=words).first.click()
    decide(moderator, "Approve")


def comment_with(page, words):
    return page.locator("article.say", has_text=words).last


@pytest.mark.parametrize("with_script", [True, False], ids=["JavaScript", "no JavaScript"])
def test_of_a_reader_from_the_first_reply_to_the_last(visit, site, mail, with_script):
    mail.messages.clear()
    mark = "with" if with_script else "without"
    first, second, answer = f"First {mark}.", f"Second {mark}.", f"An answer {mark}."
    moderator = visit("/admin/")
    sign_in(moderator, "demo-moderator")
    noor = visit(FIRST_POST, java_script_enabled=with_script)
    tess = visit(FIRST_POST, java_script_enabled=with_script)

    # She replies, and asks for mail; her reply waits, and one link comes.
    leave_a_reply(noor, first, tick=["Email me when someone replies to my comment"])
    expect(noor.get_by_text("Your reply is awaiting moderation.")).to_be_visible()
    expect(noor.get_by_text("We have mailed a link to your address")).to_be_visible()
    link = LINK.search(text_of(mail_to(mail, NOOR)))[0]

    # A scanner that follows the link changes nothing; her button does.
    urllib.request.urlopen(link).close()
    noor.goto(link)
    expect(noor.get_by_text(first)).to_be_visible()
    noor.get_by_role("button", name="Yes, confirm").click()
    expect(noor.get_by_text("Awaiting moderation", exact=True)).to_be_visible()

    # A moderator approves it, and she hears of that.
    approve(moderator, first)
    published = mail_to(mail, NOOR, about="Your reply is published")
    assert published["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    # Somebody answers; she hears of it when everybody can read it.
    comment_id = re.search(r"/comments/(\d+)/", text_of(published))[1]
    tess.goto(f"/comments/{comment_id}/")
    comment_with(tess, first).get_by_role("link", name="Reply to").click()
    expect(tess.get_by_text("Replying to Noor Haddad")).to_be_visible()
    leave_a_reply(tess, answer, name="Tess Brandt", email=TESS)
    approve(moderator, answer)
    told = mail_to(mail, NOOR, about="Re:", after=2)
    assert "Tess Brandt replied to your comment" in text_of(told)
    assert published["Message-ID"] in told["References"]
    assert mail.to(TESS) == []

    # Known from now on: her next reply is there at once.
    noor.goto(FIRST_POST)
    leave_a_reply(noor, second)
    expect(comment_with(noor, second)).to_be_visible()
    expect(noor.get_by_text("Your reply is awaiting moderation.")).not_to_be_visible()

    # She follows the post, without another mail.
    noor.get_by_role("link", name="Follow by mail").click()
    noor.get_by_label("Email *").fill(NOOR)
    noor.get_by_role("button", name="Follow", exact=True).click()
    expect(noor.get_by_text("You follow the replies on this post.")).to_be_visible()

    # The link in a mail ends what it is about: by its page, and by the mail program's one click.
    stop = told["List-Unsubscribe"].strip("<>")
    noor.goto(stop)
    noor.get_by_role("button", name="Stop these mails").click()
    expect(noor.get_by_text("You won’t get these mails any more.")).to_be_visible()
    once_more = urllib.request.Request(stop, data=b"List-Unsubscribe=One-Click")
    assert urllib.request.urlopen(once_more).status == 200

    # All that is hers is on one page, and in one file.
    noor.goto("/my-replies/")
    expect(noor.get_by_text(first)).to_be_visible()
    expect(noor.get_by_text(second)).to_be_visible()
    expect(noor.get_by_text("Every reply on")).to_be_visible()
    with noor.expect_download() as download:
        noor.get_by_role("link", name="Export as JSON").click()
    exported = json.loads(download.value.path().read_text("utf-8"))
    assert {first, second} <= {comment["text"] for comment in exported["comments"]}

    # And gone when she says so; the answer keeps its place.
    noor.get_by_role("link", name="Erase everything").click()
    noor.get_by_label("Remove my words too").check()
    noor.get_by_role("button", name="Erase").click()
    expect(noor.get_by_role("heading", name="Erased")).to_be_visible()
    noor.goto(FIRST_POST)
    expect(noor.get_by_text(first)).not_to_be_visible()
    expect(noor.get_by_text(second)).not_to_be_visible()
    noor.goto("/my-replies/")
    expect(noor.get_by_role("button", name="Mail me a link to my replies")).to_be_visible()
    tess.goto(FIRST_POST)
    expect(tess.get_by_text(answer)).to_be_attached()
    assert site.query(
        "SELECT COUNT(*) FROM comments_comment WHERE author_email = 'noor@example.org'"
    ) == [(0,)]
    assert noor.problems == [] or not with_script
