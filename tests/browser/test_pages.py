"""Pages load nothing from elsewhere, break no policy of ours, and fit every screen."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.people import FIRST_POST, sign_in

PLAYER = re.compile(r"^https://www\.youtube-nocookie\.com/embed/[\w-]{11}\?autoplay=1$")


def test_a_permalink_leads_to_its_comment(visit):
    page = visit("/comments/5/")

    expect(page).to_have_url(re.compile(rf"{FIRST_POST}\?thread=1#comment-5$"))
    expect(page.locator("#comment-5 > article")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize(
    "path", ["/", FIRST_POST, f"{FIRST_POST}reply/?to=7", "/tags/", "/archive/"]
)
def test_no_page_scrolls_sideways(visit, path, width):
    page = visit(path, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []


def test_a_post_loads_little_and_nothing_from_elsewhere(visit, site):
    page = visit("/")
    page.wait_for_load_state("networkidle")  # its icon comes last
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto(FIRST_POST, wait_until="networkidle")

    assert all(url.startswith(site.url) for url in requests)
    assert len(requests) <= 8


def test_the_video_is_made_only_when_it_is_pressed(visit):
    page = visit(FIRST_POST)
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    assert page.locator("iframe").count() == 0

    page.locator("a[data-video-id]").first.click()

    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", PLAYER)
    expect(frame).to_have_attribute("referrerpolicy", "strict-origin-when-cross-origin")
    assert page.problems == []


def test_without_scripts_the_video_is_a_link(visit):
    page = visit(FIRST_POST, java_script_enabled=False)

    link = page.locator("a[data-video-id]").first

    assert urlsplit(link.get_attribute("href")).hostname.endswith("youtube.com")


def test_the_admin_breaks_no_policy(visit):
    page = visit("/admin/")
    sign_in(page, "demo-admin")

    for path in (
        "comments/comment/",
        "comments/comment/1/change/",
        "posts/post/",
        "posts/post/add/",
    ):
        page.goto(f"/admin/{path}", wait_until="networkidle")

    assert page.problems == []
