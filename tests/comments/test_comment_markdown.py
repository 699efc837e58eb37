"""A reader's Markdown: what becomes markup, what appears as typed, and what never gets through."""

import re
import string

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.markdown import LINK_REL, TAGS, render_comment
from tests.comments.clean_markup import is_clean
from tests.comments.reading import Elements

PIECES = [
    "[", "]", "(", ")", "*", "_", "`", ">", "<", "&", "!", "\\", "\n", "\n\n", "    ", "- ", "1. ",
    "#", "=", "---", "http://a.test/", "https://b.test", "//c.test", "javascript:",
    "data:text/html,",
    "mailto:a@b.test", "<script>", "</p>", "<img src=x onerror=alert(1)>", "<a href=", '"', "'",
    "&lt;", "&#106;", "&colon;", "<!--", "-->", "\u200b", "\u202e", "é", "日本", "🎲", "{{",
    "word ",
    "style=", "onclick=", "[x]: http://a.test", "```", "~~~", "|", "\t", "\0", "\x01",
    "javascript&colon;",
    "<svg>", "<math>", "<style>", "<![CDATA[", "<?php", "<noscript>", "<textarea>", "<title>",
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        (
            "**bold** *italic* `code`",
            "<p><strong>bold</strong> <em>italic</em> <code>code</code></p>",
        ),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("```python\nx\n```", "<pre><code>x\n</code></pre>"),
        ("a\n\n---", "<p>a</p>\n<hr>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("AT&T &copy; <3", "<p>AT&amp;T © &lt;3</p>"),
        ("", ""),
    ],
)
def test_this_is_markdown_here(source, markup):
    assert render_comment(source) == markup


@pytest.mark.parametrize(
    "source",
    ["# Heading", "Heading\n===", "<b>bold</b>", "<!-- comment -->",
     "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x][1]", "[1]: https",
     "| a | b |",
     "~~gone~~", "<br>", "<b", "- [ ] task", "[^1]", ":smile:", "$x$"],
)  # fmt: skip
def test_this_appears_as_typed(source):
    elements = Elements(render_comment(source))

    assert elements.tags <= {"p", "br", "a", "ul", "li"}
    assert re.sub(r"\s+", "", elements.text) == re.sub(r"\s+", "", source.removeprefix("- "))


def test_an_image_is_a_link_and_nothing_is_loaded():
    elements = Elements(render_comment("![a cat](https://a.test/x.png)"))

    assert elements.tags == {"p", "a"}
    assert elements.text == "!a cat"


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "[[]", "[a](", "[a]", "(", "*", "**a ", "*a**", "_", "*a_", ">", "> > ", "- - ",
     "`", "`a",
     "``a`", "<", "<a ", "</", "<!--", "&", "&#", "://", "http://", "http://a", "http://a.b/(",
     "\\", "!",
     "#", "~", "1. ", "  - ", "a.", "a", "a@b.", "mailto:", "\n", "---\n", "|", "\u0301", "1)\n",
     "é"],
)  # fmt: skip
def test_repeated_signs_end_in_bounded_clean_markup(piece):
    source = (piece * 5000)[:5000]

    for text in (source, f"[{source[:4900]}](http://a.test/)"):
        markup = render_comment(text)

        assert len(markup) < 40 * len(text)
        assert is_clean(markup)


@pytest.mark.parametrize(
    "bomb", [">\n.\n&\n>>", "> > > > >\na\n", "<\n>```\n", "- >\n.\n", "1) >>\na\n", "\t>\n>a\n"]
)
@pytest.mark.parametrize("length", [5_000, 20_000])
def test_past_its_bound_nothing_is_a_quotation(bomb, length):
    markup = render_comment((bomb * length)[:length])

    assert "<blockquote>" not in markup
    assert len(markup) < 10 * length


def test_a_long_quotation_is_one():
    markup = render_comment(
        "> A line of the post, and its thought.\n" * 120 + "\nI agree -> so > it."
    )

    assert markup.count("<blockquote>") == 1
    assert "I agree -&gt; so &gt; it." in markup


def test_code_is_no_quotation_however_many_angles_it_has():
    markup = render_comment("> Why?\n\n```\n" + "if a > b: c >> d -> e\n" * 200 + "```")

    assert "<blockquote>" in markup


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(string.printable, max_size=8)), max_size=30)
)
def test_whatever_is_put_together_comes_out_clean(pieces):
    markup = render_comment("".join(pieces))

    assert is_clean(markup)
    assert (
        nh3.clean(markup, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, link_rel=LINK_REL)
        == markup
    )


def test_rendered_text_can_be_read_again_as_it_was_typed():
    source = "<script>alert('x')</script> & \"quotes\" <b>"

    assert Elements(render_comment(source)).text == source
