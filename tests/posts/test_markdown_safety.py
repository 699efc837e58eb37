import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posts.markdown import ARTICLE_TAGS, render_article
from tests.comments.reading import Elements

PIECES = [
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "[a](", "![a](",
    ")", "`", "**", "*", "_", "~~", "\n", "\n\n", "> ", "- ", "1. ", "# ", "|a|b|\n|-|-|\n", '"',
    "'", "<", ">", "&lt;", "&#60;", "&colon;", "data:text/html,x", "data:image/png;base64,AA", "\\",
    "https://a.example", "//b.example", "\0", "a", "    ", "```", "[a]: javascript:x\n",
    "<a@b.example>", "é", "😀",
]  # fmt: skip


def scheme(address):
    """What a browser takes for the scheme of `address`, "" for a relative one (WHATWG URL)."""
    cleaned = re.sub(r"[\t\n\r]", "", address or "").lstrip("".join(map(chr, range(33))))
    named = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", cleaned)
    return named[1].lower() if named else ""


def elements(source):
    return Elements(render_article(source).html).all


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example></script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=javascript:alert(1)>",
        "<style>*{display:none}</style>",
        "<!-- <img src=x> -->",
        "<a href='x' onclick=alert(1)>a</a>",
        "<b",
        "<div><p",
        "<![CDATA[<script>]]>",
        "<?php echo 1 ?>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;",
    ],
)
def test_raw_html_is_shown_as_text(source):
    assert {tag for tag, _attrs in elements(source)} <= {"p"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "java&#x0A;script:alert(1)",
        "&#x6A;avascript:alert(1)",
        "&#1;javascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "file:///etc/passwd",
        "x:alert(1)",
    ],
)
@pytest.mark.parametrize("form", ["[a]({})", "![a]({})", "<{}>", "[a]\n\n[a]: {}", "[a](<{}>)"])
def test_an_address_that_could_run_leads_nowhere(form, address):
    for _tag, attrs in elements(form.format(address)):
        assert scheme(attrs.get("href") or attrs.get("src")) == ""


@pytest.mark.parametrize(
    "source",
    [
        '[a](https://a.example "x\\" onmouseover=alert(1)")',
        "![x\" onerror=alert(1)](/a.png)",
        '[a](https://a.example/"onclick="alert(1))',
        "[a](<https://a.example/' onclick='x>)",
        '## " onclick="alert(1)',
        "```\" onclick=x\ncode\n```",
    ],
)  # fmt: skip
def test_no_event_handler_gets_in(source):
    names = {name for _tag, attrs in elements(source) for name in attrs}

    assert names <= {"href", "title", "rel", "src", "alt", "id"}


@pytest.mark.parametrize(
    "address",
    ["/media/a.png", "a.png", "../a.png", "a.png?x=y:z", "https://a.example/b.png"],
)
def test_pictures_come_from_here_or_from_a_secure_address(address):
    assert elements(f"![Alt]({address})") == [("p", {}), ("img", {"src": address, "alt": "Alt"})]


@pytest.mark.parametrize(
    "address",
    ["http://a.example/b.png", "//a.example/b.png", "data:image/png;base64,AAAA", "http://[", "x:y",
     "", "mailto:a@example.org", "HTTP://a.example"],
)  # fmt: skip
def test_instead_of_any_other_picture_its_description_is_shown(address):
    article = render_article(f"![The <description>]({address})")

    assert article.html == "<p>The &lt;description&gt;</p>\n"


def test_links_do_not_hand_over_the_page():
    article = render_article("[a](https://a.example)")

    assert article.html == '<p><a href="https://a.example" rel="noopener">a</a></p>\n'


@pytest.mark.parametrize(
    "source",
    [
        "[" * 9_000, "![" * 9_000, "[](" * 9_000, '"' * 9_000, "'\"" * 9_000, "(" * 9_000,
        "*" * 9_000, "> " * 9_000, ">" * 9_000, "- " * 9_000, "`" * 9_000, "<" * 9_000, "&" * 9_000,
        "\0" * 999, "\n" * 9_000, "~" * 9_000,
        "".join("  " * depth + "- a\n" for depth in range(200)),
    ],
)  # fmt: skip
def test_masses_of_signs_end_and_stay_harmless(source):
    assert {tag for tag, _attrs in elements(source)} <= ARTICLE_TAGS


def test_too_many_brackets_lose_their_meaning_and_are_still_shown():
    article = render_article("[a](https://a.example) " * 2_001)

    assert "<a" not in article.html
    assert article.html.startswith("<p>[a](https://a.example)")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_whatever_is_written_only_known_elements_come_out(pieces):
    for tag, attrs in elements("".join(pieces)):
        assert tag in ARTICLE_TAGS
        assert set(attrs) <= {"href", "title", "rel", "src", "alt", "id", "class", "start"}
        assert scheme(attrs.get("href")) in {"", "http", "https", "mailto"}
        assert scheme(attrs.get("src")) in {"", "https"}
        assert not (attrs.get("src") or "").startswith("//")
