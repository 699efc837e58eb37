"""Every hostile markup of `tests/data` on every screen of the moderators."""

import json

import pytest

from tests.browser.moderating import signed_in_state
from tests.servers import ROOT, served

HOSTILE = json.loads((ROOT / "tests/data/hostile_markup.json").read_text("utf-8"))
FILL = """
import json
from comments.models import Comment
from comments.moderation import Status
from comments.text import clean_name
from django.contrib.auth.models import User
from tests.factories import make_comment, make_post

post, pks = make_post(slug="hostile", title="Hostile <script>seen.push('title')</script>"), []
imani = User.objects.get(username="demo-moderator")
for number, case in enumerate(json.load(open("tests/data/hostile_markup.json"))):
    comment = make_comment(
        post=post, status=Status.PENDING, body=case["typed"], network=f"n{number}",
        author_name=clean_name(case["typed"])[:100],
        findings=[{"rule": "watched_terms", "verdict": "HOLD", "reason": case["typed"],
                   "evidence": [{"field": "body", "start": 0, "end": 40, "text": case["typed"]}]}],
    )
    pks.append(comment.pk)
    if number % 8 == 0:
        comment.notes.create(by=imani, text=case["typed"])
        comment.remove(by=imani, reason=case["typed"])
        comment.restore(by=imani, reason=case["typed"])
# One by one: what is alike would be shown as a campaign.
Comment.objects.filter(post=post).update(likeness_a=None, likeness_b=None, link_host="")
print(json.dumps([post.pk, pks]))
"""
# A reader's markup is made of these alone, and of nothing that runs or asks.
LOOK = """() => [...document.querySelectorAll('#detail .text, .preview')].flatMap(text =>
    [...text.querySelectorAll('*')].map(e => [e.localName, e.namespaceURI.split('/').pop()]))"""
ALLOWED = {
    "a", "blockquote", "br", "code", "em", "hr", "li", "mark", "ol", "p", "pre", "span", "strong",
    "ul", "b", "bdi", "small",
}  # fmt: skip
FOREIGN = ":is(#list, #detail) :is(script, style, iframe, img, object)"
SEEN = "window.seen"
FOREIGN_IN_PAGES = "main :is(script, style, iframe, img, object)"
POLLUTED = """() => [window.seen, typeof document.createElement, typeof document.cookie,
    document.querySelectorAll('#detail').length, document.querySelectorAll('#notice').length,
    document.querySelectorAll('script').length]"""
# By keys from one reply to the next, and what is seen of each. At the end of what is listed so far
# a press does nothing, until the rest is there.
BY_KEYS = f"""async pks => {{
    const look = {LOOK}, polluted = {POLLUTED}, met = [];
    const ready = () => document.querySelector("#detail:not([inert])")?.dataset.pk;
    for (const pk of pks) {{
        const until = Date.now() + 60_000;
        while (ready() !== String(pk)) {{
            if (Date.now() > until) throw new Error(`No ${{pk}} came.`);
            const press = new KeyboardEvent("keydown", {{ key: "j", bubbles: true }});
            if (ready()) document.body.dispatchEvent(press);
            await new Promise(go => setTimeout(go, 5));
        }}
        const foreign = document.querySelectorAll("{FOREIGN}").length;
        met.push({{ elements: look(), foreign, polluted: polluted() }});
    }}
    return met;
}}"""


@pytest.fixture(scope="module", name="hostile")
def a_site_of_its_own(static_root, tmp_path_factory, chromium):
    with served(tmp_path_factory.mktemp("hostile-desk"), static_root=static_root) as site:
        post, pks = json.loads(site.manage("shell", "-c", FILL).splitlines()[-1])
        state = signed_in_state(chromium, site, "demo-moderator")
        context = chromium.new_context(base_url=site.url, storage_state=state)
        page = context.new_page()
        page.problems, page.asked = [], []
        page.on("dialog", lambda dialog: (page.problems.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("popup", lambda popup: page.problems.append(popup.url))
        page.goto("/moderation/")
        yield site, page, post, pks
        context.close()


def nothing_ran(page, site):
    assert [url for url in page.asked if not url.startswith(site.url)] == []
    assert page.problems == []


def test_of_hostile_texts_nothing_runs_on_the_desk_by_keys(hostile):
    site, page, post, pks = hostile
    page.goto(f"/moderation/?post={post}")
    usual = page.evaluate(POLLUTED)

    met = page.evaluate(BY_KEYS, pks)

    assert len(met) == len(HOSTILE)
    for seen in met:
        assert {element for element, _namespace in seen["elements"]} <= ALLOWED
        assert {namespace for _element, namespace in seen["elements"]} <= {"xhtml"}
        assert seen["foreign"] == 0
        assert seen["polluted"] == usual
    nothing_ran(page, site)


def joined(page, addresses):
    """One document of what all those pages show, their titles too: to be loaded once."""
    first, *others = [page.request.get(address).text() for address in addresses]
    begins, ends = "<title>", '<meta name="color-scheme"'
    more = [
        text[text.index(begins) : text.index(ends)]
        + text[text.index("<main") : text.rindex("</main>")]
        + "</main>"
        for text in others
    ]
    at = first.rindex("</main>") + len("</main>")
    return first[:at] + "".join(more) + first[at:]


@pytest.mark.parametrize(
    "path", ["", "edit/", "watch/", "watch/?block=both"], ids=["detail", "edit", "watch", "block"]
)
def test_nor_on_the_pages_of_one_reply(hostile, path):
    site, page, _post, pks = hostile

    document = joined(page, [f"/moderation/{pk}/{path}" for pk in pks[::8]])
    page.route(
        "**/moderation/joined/",
        lambda route: route.fulfill(body=document, content_type="text/html; charset=utf-8"),
    )

    page.goto("/moderation/joined/")

    assert page.locator("main").count() == len(pks[::8])
    assert page.locator(FOREIGN_IN_PAGES).count() == 0
    assert page.evaluate(SEEN) is None
    nothing_ran(page, site)
    page.unroute("**/moderation/joined/")


def test_nor_in_the_log_nor_in_lists_of_what_was_found(hostile):
    site, page, post, _pks = hostile

    for path in (
        f"/moderation/log/?post={post}",
        "/moderation/?rule=watched_terms",
        "/moderation/?q=%3Cscript",
        "/moderation/?view=removed",
        "/moderation/figures/",
    ):
        page.goto(path)
        assert page.locator("main").count() == 1
        assert page.locator(FOREIGN_IN_PAGES).count() == 0
        assert page.evaluate(SEEN) is None

    nothing_ran(page, site)


def test_nor_where_a_decision_was_refused(hostile):
    site, page, _post, pks = hostile
    page.goto(f"/moderation/{pks[1]}/")
    change = f"UPDATE comments_comment SET revision = revision + 1 WHERE id IN ({pks[1]})"
    site.manage(
        "shell", "-c",
        f"from django.db import connection; connection.cursor().execute('{change}')",
    )  # fmt: skip

    page.locator("#detail [data-key=s]").click()
    page.wait_for_selector("#list .returned, #notice [data-failed]")
    page.goto(f"/moderation/{pks[1]}/")

    assert page.locator(FOREIGN).count() == 0
    nothing_ran(page, site)
