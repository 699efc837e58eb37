"""A reader's Markdown: what becomes markup, what appears as typed, and what never gets through."""

import re
import string

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments import markdown
from comments.markdown import LINK_REL, TAGS, host_of, links_of, render_comment
from tests.comments.reading import Elements

ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
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


def is_clean(markup):
    elements = Elements(markup)
    assert elements.tags <= TAGS
    for tag, attributes in elements.all:
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        if tag == "a":
            assert attributes["rel"] == LINK_REL
            assert re.match("https?://|mailto:", attributes.get("href", "mailto:"), re.I)
        if "start" in attributes:
            assert attributes["start"].isdecimal()
    assert markdown._cleaner.clean(markup) == markup
    return True


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
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java\tscript:x",
     "java&#10;script:x", "javascript&colon;x", "\\javascript:x", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", "ftp://a.test/", "//a.test/", "/admin/", "../x", "?x=1", "#replies",
     "a.test",
     "tel:123", "blob:x", "about:blank", "http:a.test", "https:/a.test", "http:///a.test", "http://",
     "view-source:http://a.test", "\u0001javascript:x", "javascript\u200b:x", "https://[", "x:http://a.test"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "<{}>", "{}"])
def test_this_is_no_link(form, address):
    markup = render_comment(form.format(address))

    assert [a for a in links_of(markup) if not re.match(r"https?://a\.test", a)] == []
    assert is_clean(markup)


@pytest.mark.parametrize(
    ("source", "address"),
    [("https://a.test/x?y=1&z=2#w", "https://a.test/x?y=1&z=2#w"), ("(http://a.test/)", "http://a.test/"),
     ("http://a.test.", "http://a.test"), ("<https://a.test/>", "https://a.test/"),
     ("[x](https://a.test 'title')", "https://a.test"), ("HTTP://A.TEST/", "HTTP://A.TEST/"),
     ("<ann@a.test>", "mailto:ann@a.test"), ("http://münchen.test/ä", "http://xn--mnchen-3ya.test/%C3%A4"),
     ("[x](https://a.test/(y))", "https://a.test/(y)"), ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/")],
)  # fmt: skip
def test_this_is_a_link(source, address):
    markup = render_comment(source)

    assert links_of(markup) == [address]
    assert f'rel="{LINK_REL}"' in markup
    assert is_clean(markup)


@pytest.mark.parametrize(
    "source", ["see a.test", "notes.txt", "ann@a.test", "a // b", "www.a.test", "1.2.3.4"]
)
def test_what_names_no_scheme_is_no_link(source):
    assert render_comment(source) == f"<p>{source}</p>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[good.test](https://evil.test/)", "good.test [evil.test]"),
        ("[https://good.test/login](https://evil.test/)", "https://good.test/login [evil.test]"),
        ("[**good**.test](https://evil.test/)", "good.test [evil.test]"),
        ("[`good.test`](https://evil.test/)", "good.test [evil.test]"),
        ("[GOOD.TEST](https://evil.test/)", "GOOD.TEST [evil.test]"),
        ("[good.test](https://good.test.evil.test/)", "good.test [good.test.evil.test]"),
        ("[good.test](https://good.test@evil.test/)", "good.test [evil.test]"),
        ("[see good.test/2 for 1.5](https://evil.test/)", "see good.test/2 for 1.5 [evil.test]"),
        ("[at good.test...](https://e%76il.test/)", "at good.test... [evil.test]"),
        ("[аpple.test](https://apple.test/)", "аpple.test [apple.test]"),
        ("[good.test](https://www.good.test/)", "good.test"),
        ("[www.good.test](https://good.test/)", "www.good.test"),
        ("[this talk](https://good.test/)", "this talk"),
        ("[version 1.5](https://good.test/)", "version 1.5"),
        ("[e.g. this](https://good.test/)", "e.g. this"),
        ("https://good.test/", "https://good.test/"),
        ("[paypal．com](http://evil.test)", "paypal．com [evil.test]"),
        ("[paypal․com](http://evil.test)", "paypal․com [evil.test]"),
        ("[paypal。com](http://evil.test)", "paypal。com [evil.test]"),
        ("[paypal.\u200bcom](http://evil.test)", "paypal.\u200bcom [evil.test]"),
        ("[paypal.c\u034fom](http://evil.test)", "paypal.c\u034fom [evil.test]"),
        ("[paypal.c\ufe0fo\u0336m](http://evil.test)", "paypal.c\ufe0fo\u0336m [evil.test]"),
        ("[x_paypal.com_x](http://evil.test)", "x_paypal.com_x [evil.test]"),
        ("[paypal.com-x](http://evil.test)", "paypal.com-x [evil.test]"),
        ("[сбербанк.рф](http://evil.test)", "сбербанк.рф [evil.test]"),
        ("[भारत.भारत](http://evil.test)", "भारत.भारत [evil.test]"),
        ("[192.0.2.7](http://evil.test)", "192.0.2.7 [evil.test]"),
        ("[x.xn--p1ai](http://evil.test)", "x.xn--p1ai [evil.test]"),
        ("[http://localhost/a.html](http://evil.test)", "http://localhost/a.html [evil.test]"),
        ("[http:///good.test](http://evil.test)", "http:///good.test [evil.test]"),
        ("[other.test paypal.com](http://other.test)", "other.test paypal.com [other.test]"),
        ("[other.test,paypal.com](http://other.test)", "other.test,paypal.com [other.test]"),
        ("[paypal.com@other.test](http://other.test)", "paypal.com@other.test [other.test]"),
        ("[x/paypal.com](http://evil.test)", "x/paypal.com [evil.test]"),
        ("[shop.good.test](http://good.test)", "shop.good.test [good.test]"),
        ("[good.test](http://shop.good.test)", "good.test [shop.good.test]"),
        ("[paypal.com](mailto:x@evil.test)", "paypal.com [evil.test]"),
        ("[paypal.com](mailto:?to=x@evil.test)", "paypal.com [mailto:]"),
        ("[good.test](mailto:x@good.test)", "good.test"),
        ("[write to ann.lee@a.test](mailto:ann.lee@a.test)", "write to ann.lee@a.test"),
        ("<ann.lee@a.test>", "ann.lee@a.test"),
        ("[good.test/notes.txt](http://good.test)", "good.test/notes.txt"),
        ("[good.test:80/a.html?b.css](http://good.test)", "good.test:80/a.html?b.css"),
        ("https://good.test/notes.txt?next=a.test", "https://good.test/notes.txt?next=a.test"),
        ("http://localhost:8000/a.html", "http://localhost:8000/a.html"),
        ("http://127.0.0.1:8000/a.html", "http://127.0.0.1:8000/a.html"),
        ("[One.\nTwo.](http://good.test)", "One.\nTwo."),
        ("http://münchen.test/", "http://münchen.test/ [xn--mnchen-3ya.test]"),
    ],
)
def test_a_link_that_names_another_host_is_followed_by_the_real_one(source, shown):
    assert Elements(render_comment(source)).text == shown


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://A.Test:8/x", "a.test"), ("http://u:p@a.test", "a.test"),
     ("http://a%2Etest", "a.test"),
     ("mailto:a@b.test", ""), ("http://[::1]/", "::1"), ("http://[::1", ""), ("", ""),
     ("a.test", "")],
)  # fmt: skip
def test_the_host_of_an_address(address, host):
    assert host_of(address) == host


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


def test_past_their_bounds_brackets_and_addresses_are_plain_characters():
    brackets = "[x](http://a.test/) " * 201
    addresses = "http://a.test/ " * 61

    assert len(links_of(render_comment(brackets[: 20 * 60]))) == 60
    assert "[x]" in Elements(render_comment(brackets)).text
    assert links_of(render_comment(addresses)) == []
    assert len(links_of(render_comment(addresses[: 15 * 60]))) == 60


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
