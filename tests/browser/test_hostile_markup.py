"""Every hostile markup of `tests/data`, as text, name and website, in a real browser."""

import json

import pytest

from tests.browser.people import sign_in
from tests.servers import ROOT, served

HOSTILE = json.loads((ROOT / "tests/data/hostile_markup.json").read_text("utf-8"))
PER_PAGE = 50
FILL = """
import json
from comments.forms.reply import ReplyForm
from comments.models import DiscussionSettings
from comments.text import clean_name
from tests.factories import make_comment, make_post, reply_form

DiscussionSettings.objects.update(threads_per_page=50)
post = make_post(slug="hostile", title="Hostile <script>seen.push('title')</script>")
for case in json.load(open("tests/data/hostile_markup.json")):
    form = ReplyForm(
        reply_form(url=case["typed"]), post=post, policy=DiscussionSettings.current()
    )
    make_comment(
        post=post,
        body=case["typed"],
        author_name=clean_name(case["typed"])[:100],
        author_url=form.cleaned_data["url"] if form.is_valid() else "",
    )
"""
# What the readers' texts are made of, and what a parser makes of them the second time.
LOOK = """() => [...document.querySelectorAll('li[id^="comment-"] .text')].map(text => {
    const again = document.createElement('template');
    again.innerHTML = text.innerHTML;
    return {
        elements: [...text.querySelectorAll('*')].map(
            e => [e.localName, e.namespaceURI.split('/').pop(), e.getAttributeNames().join(' ')]),
        schemes: [...text.querySelectorAll('[href]')].map(e => e.protocol),
        stable: again.innerHTML === text.innerHTML,
    };
})"""
ALLOWED = {"a": {"href rel", "rel"}, "ol": {"", "start"}}
PLAIN = {"blockquote", "br", "code", "em", "hr", "li", "p", "pre", "strong", "ul"}
POLLUTED = """() => [window.seen, typeof document.createElement, typeof document.cookie,
    document.forms.length, document.title]"""


@pytest.fixture(scope="module", name="site")
def a_site_of_its_own(static_root, tmp_path_factory):
    """No other test shall meet its longer pages, or its post at the top of every list."""
    with served(tmp_path_factory.mktemp("hostile"), static_root=static_root) as site:
        yield site


@pytest.fixture(scope="module")
def hostile_post(site):
    site.manage("shell", "-c", FILL)
    return "/posts/hostile/"


@pytest.fixture
def watched(visit, site):
    """`visit`, with everything noted that a script of a reader's could do."""

    def open_at(path, **options):
        page = visit("/", **options)
        page.asked = []
        page.on("dialog", lambda dialog: (page.problems.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("popup", lambda popup: page.problems.append(popup.url))
        page.goto(path)
        return page

    return open_at


def test_of_what_readers_typed_nothing_runs_and_nothing_leaves(watched, site, hostile_post):
    page, seen = watched(hostile_post), 0
    usual = page.evaluate(POLLUTED)
    for number in range(1, len(HOSTILE) // PER_PAGE + 2):
        page.goto(f"{hostile_post}?page={number}" if number > 1 else hostile_post)
        texts = page.evaluate(LOOK)
        for text in texts:
            for element, namespace, attributes in text["elements"]:
                assert element in PLAIN | set(ALLOWED)
                assert namespace == "xhtml"
                assert attributes in ALLOWED.get(element, {""})
            assert set(text["schemes"]) <= {"http:", "https:", "mailto:"}
            assert text["stable"]
        for name in page.locator("li[id^='comment-'] header").all()[:5]:
            name.hover()
        assert page.evaluate(POLLUTED) == usual
        seen += len(texts)

    assert seen == len(HOSTILE)
    assert [url for url in page.asked if not url.startswith(site.url)] == []
    assert page.problems == []


def test_nor_on_the_moderators_pages(watched, site, hostile_post):
    page = watched("/admin/")
    sign_in(page, "demo-moderator")
    shown = 0
    for number in range(1, len(HOSTILE) // PER_PAGE + 2):
        page.goto(f"/admin/comments/comment/?status=all&o=-4&p={number}")
        shown += page.locator("#result_list tbody tr", has_text="Hostile <script>").count()
        assert (
            page.locator("#result_list :is(script, style, iframe, img, svg, object)").count() == 0
        )

    assert shown > len(HOSTILE) // 2
    assert [url for url in page.asked if not url.startswith(site.url)] == []
    assert page.problems == []
