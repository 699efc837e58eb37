"""A long conversation in a browser: pages, folds, permalinks, filters, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

POST = "/posts/why-it-works-at-all/"  # nobody else's tests post here
TALK = """
from django.utils import timezone
from comments.models import Comment
from posts.models import Post
post = Post.objects.get(slug="why-it-works-at-all")
for number in range(45):
    root = Comment(post=post, author_name=f"Root {number}", body="So it began.",
                   is_answer=number % 4 == 0, is_confirmed=number % 3 == 0,
                   submitted_at=timezone.now())
    root.admit([])
    parent = root
    for depth in range(1, 30 if number == 2 else 3 if number == 30 else 1):
        reply = Comment(post=post, parent=parent, thread=root, author_name=f"Reply {depth}",
                        body="And so it went on.", depth=parent.depth + 1,
                        submitted_at=timezone.now())
        reply.admit([])
        Comment.objects.filter(pk=parent.pk).update(has_replies=True)
        parent = reply
    if number in (1, 30):
        root.pick()
"""


@pytest.fixture(scope="module")
def talk(site):
    """{author's name: id} of the comments there."""
    site.manage("shell", "-c", TALK)
    return dict(
        site.query(
            "SELECT author_name, comments_comment.id FROM comments_comment JOIN posts_post "
            "ON posts_post.id = post_id WHERE slug = 'why-it-works-at-all'"
        )
    )


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Root 44", r"\?page=3#"),
        ("Reply 2", r"\?page=2#"),
        ("Reply 29", r"\?thread=\d+#"),
        ("Reply 7", r"\?thread=\d+#"),
    ],
)
def test_a_permalink_brings_its_comment_into_view(visit, talk, name, where, javascript):
    page = visit(f"/comments/{talk[name]}/", java_script_enabled=javascript)

    comment = page.locator(f"#comment-{talk[name]} > article")
    expect(page).to_have_url(re.compile(f"{where}comment-{talk[name]}$"))
    expect(comment).to_be_visible()
    expect(comment).to_be_in_viewport()
    if javascript:
        lit = comment.evaluate("article => getComputedStyle(article).backgroundColor")
        assert lit != page.locator("#replies").evaluate(
            "heading => getComputedStyle(heading).backgroundColor"
        )


def test_a_long_thread_is_folded_and_leads_to_itself_alone(visit, talk):
    page = visit(POST, java_script_enabled=False)
    reply = page.locator(f"#comment-{talk['Root 2']} .kids article").first
    expect(reply).to_be_hidden()

    page.get_by_text("+ Show 29 replies").click()
    expect(reply).to_be_visible()
    page.get_by_role("link", name="Show all 29 replies").click()

    expect(page.locator("ol.thread article")).to_have_count(30)
    page.get_by_role("link", name="All replies", exact=True).click()
    expect(page).to_have_url(re.compile(f"{POST}#replies$"))


def test_pages_orders_and_filters_are_links_that_work_without_scripts(visit, talk):
    page = visit(POST, java_script_enabled=False)

    page.get_by_role("link", name="Newer replies").click()
    expect(page).to_have_url(re.compile(r"\?page=2#replies$"))
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator("ol.thread > li article b").first).to_have_text("Root 44")
    page.get_by_role("link", name="Answers 12").click()
    expect(page).to_have_url(re.compile(r"\?show=answers&order=newest#replies$"))
    expect(page.locator("ol.thread article")).to_have_count(12)
    page.get_by_role("link", name="Picks 2").click()
    expect(page.locator("ol.thread article b")).to_have_text(["Root 30", "Root 1"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["?page=2", "?show=answers", "?show=picks", "?thread="])
def test_axe_finds_nothing_on_such_pages(visit, talk, query, scheme):
    query += str(talk["Root 2"]) if query.endswith("=") else ""

    page = visit(f"{POST}{query}", color_scheme=scheme)

    assert violations(page) == []
    assert page.problems == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("query", ["?page=2", "?show=answers", "?thread="])
def test_no_such_page_scrolls_sideways(visit, talk, query, width):
    query += str(talk["Root 2"]) if query.endswith("=") else ""

    page = visit(f"{POST}{query}", viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
