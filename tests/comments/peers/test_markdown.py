"""Markdown as other comment systems read it, and the links in it."""

import re

import pytest

from comments.markdown import links_of, render_comment
from tests.comments.peers.ledger import carries, span
from tests.comments.peers.parsed import has_no_active_content, parsed
from tests.comments.reading import Elements
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import make_post, post_reply

RELS = 'rel="nofollow ugc noopener"'
MARKDOWN = {
    "markdown-001": ("*Ohai!*", "<p><em>Ohai!</em></p>"),
    "markdown-002": ("<em>Hi</em>", "<p>&lt;em&gt;Hi&lt;/em&gt;</p>"),
    "markdown-003": ("~~strike~~ through", "<p>~~strike~~ through</p>"),
    "markdown-004": (
        "```\nThis is a code-fence. <hello>\n```",
        "<pre><code>This is a code-fence. &lt;hello&gt;\n</code></pre>",
    ),
    "markdown-005": (
        "```cpp\nThis is a code-fence. <hello>\n```",
        "<pre><code>This is a code-fence. &lt;hello&gt;\n</code></pre>",
    ),
    "markdown-006": ("foo_bar_baz", "<p>foo_bar_baz</p>"),
    "markdown-007": ("This is **mark**_down_", "<p>This is <strong>mark</strong><em>down</em></p>"),
    "markdown-008": (
        "http://example.org/ and sms:+1234567890",
        f'<p><a href="http://example.org/" {RELS}>http://example.org/</a> and sms:+1234567890</p>',
    ),
    "markdown-009": (
        "    four-space indent <hello>",
        "<pre><code>four-space indent &lt;hello&gt;\n</code></pre>",
    ),
    "markdown-010": (
        "something https://amp.dw.com/ru/илон/a-61590911",
        (
            '<p>something <a href="https://amp.dw.com/ru/%D0%B8%D0%BB%D0%BE%D0%BD/a-61590911" '
            f"{RELS}>https://amp.dw.com/ru/илон/a-61590911</a></p>"
        ),
    ),
    "markdown-011": ("&mdash; not translated #354", "<p>— not translated #354</p>"),
    "markdown-012": (
        'something <img src="some.png"/>',
        '<p>something &lt;img src="some.png"/&gt;</p>',
    ),
}
NO_LINKS = {
    "markdown.links-001": ("[google.com](url)", []),
    "markdown.links-002": (
        "[test](http://test) [test2](bad_url) [test3](https://test3)",
        ["http://test", "https://test3"],
    ),
}
# Three ways to write a link to each of these, in the order of the facts.
TARGETS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "vbscript:msgbox(1)",
    "javascript&colon;alert(1)", r"\x01javascript:alert(1)", "java\nscript:alert(1)",
    "//evil.example", "http://a@evil.example", r"http://mysite.example.com\@attacker.com",
]  # fmt: skip
WAYS = ["[x]({})", "<{}>", "[x][1]\n\n[1]: {}"]
LINKS = {
    fact: way.format(target)
    for fact, (target, way) in zip(
        span("markdown.links", 3, 32), [(t, w) for t in TARGETS for w in WAYS], strict=True
    )
}


@carries(MARKDOWN)
@pytest.mark.parametrize("fact", MARKDOWN)
def test_markdown(fact):
    source, markup = MARKDOWN[fact]

    assert render_comment(source) == markup


@carries(NO_LINKS)
@pytest.mark.parametrize("fact", NO_LINKS)
@pytest.mark.django_db
def test_what_leads_nowhere_is_no_link_and_stays_as_typed(fact):
    source, addresses = NO_LINKS[fact]

    response = post_reply(browser(), make_post(), body=source)

    assert response.status_code == 303
    assert links_of(last_comment().body_html) == addresses
    shown = Elements(last_comment().body_html).text
    assert all(typed in shown for typed in re.findall(r"\[[^]]*\]\([^:)]*\)", source))


@carries(LINKS)
@pytest.mark.parametrize("fact", LINKS)
def test_no_link_is_active(fact):
    markup = render_comment(LINKS[fact])

    assert has_no_active_content(markup)
    assert parsed(markup) == markup
    assert not any(re.match("(?!https?://)", address) for address in links_of(markup))


@pytest.mark.parametrize("way", ["<{}>", "{}", "[mysite.example.com]({})"])
def test_a_link_that_seems_to_go_elsewhere_names_its_host(way):
    markup = render_comment(way.format(TARGETS[-1]))

    assert links_of(markup)[0].endswith("@attacker.com")
    assert Elements(markup).text.endswith(" [attacker.com]")


@carries("links.limit-001", "links.limit-002", "links.limit-003")
@pytest.mark.parametrize(
    ("links", "limit", "status"), [(2, 2, "pending"), (2, 3, "approved"), (1, 1, "pending")]
)
@pytest.mark.django_db
def test_links_are_held_from_the_limit_on(links, limit, status):
    discuss(holds_first_time=False, links_limit=limit)

    post_reply(browser(), make_post(), body="See " + "http://a.example/ " * links)

    assert last_comment().status == status
    assert [f["rule"] for f in last_comment().findings] == ["links"] * (status == "pending")


@carries("links.limit-004")
@pytest.mark.django_db
def test_what_readers_can_follow_counts_as_a_link():
    discuss(links_limit=2)

    post_reply(
        browser(),
        make_post(),
        body="bare www.spam.example and hxxp and [md](https://a.example) and <https://b.example>",
        url="https://c.example",
    )

    (finding,) = [f for f in last_comment().findings if f["rule"] == "links"]
    assert finding["reason"] == "Links: 2, limit 2: a.example, b.example"
    assert len(links_of(last_comment().body_html)) == 2
