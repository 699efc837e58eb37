"""Marks in rendered text: where the evidence stands, and never in the markup."""

import re

import pytest

from comments.desk.evidence import excerpt, shown
from comments.markdown import render_comment

HOSTILE = [
    "<", ">", '"', "&", "&lt;", "<b>", '"><script>alert(1)</script>', "a", "href", "p", "mark",
    "https", "&amp;", "\\", ".*", "(", "[", "strong", "</p>", "nofollow",
]  # fmt: skip
TEXTS = [
    'A <b>bold</b> "claim" & [a](https://a.example/?x=1&y="2") *p* `<mark>` https://b.example/',
    "a &lt; b &amp;lt; c\n\n> quoted <script>alert(1)</script>\n\n1. one\n2. two",
]


def test_what_was_found_is_marked_and_told():
    markup, found = shown("<p>Buy <em>cheap</em> pills, pills!</p>", ["pills", "cheap", "gold"])

    assert markup == (
        "<p>Buy <em><mark>cheap</mark></em> <mark>pills</mark>, <mark>pills</mark>!</p>"
    )
    assert found == {"pills", "cheap"}


def test_a_word_is_marked_where_it_stands_alone():
    assert shown("<p>class ass</p>", ["ass"])[0] == "<p>class <mark>ass</mark></p>"


def test_part_of_a_word_is_marked_where_it_never_stands_alone():
    assert shown("<p>viagrande</p>", ["viagra"])[0] == "<p><mark>viagra</mark>nde</p>"


def test_what_markup_splits_is_not_found():
    markup, found = shown("<p>via<em>gra</em></p>", ["viagra"])

    assert markup == "<p>via<em>gra</em></p>"
    assert not found


def test_every_link_is_followed_by_its_real_host():
    markup, _found = shown(
        render_comment("[docs](https://www.evil.example/x) mailto:a@b.example"), []
    )

    assert markup.count('<span class="host">') == 1
    assert '</a> <span class="host">www.evil.example</span>' in markup


def test_a_link_that_was_found_has_its_host_marked():
    markup, found = shown(render_comment("[docs](https://evil.example/x)"), ["evil.example"])

    assert '<span class="host"><mark>evil.example</mark></span>' in markup
    assert found == {"evil.example"}


@pytest.mark.parametrize("source", TEXTS)
@pytest.mark.parametrize("wanted", HOSTILE)
def test_no_evidence_changes_the_markup_around_it(source, wanted):
    body_html = render_comment(source)

    markup, _found = shown(body_html, [wanted, wanted * 2])

    bare = re.sub(r'</?mark>| <span class="host">.*?</span>', "", markup)
    plain = shown(body_html, [])[0]
    assert bare == re.sub(r' <span class="host">.*?</span>', "", plain)
    assert re.findall(r"<[a-z]+", bare) == re.findall(r"<[a-z]+", body_html)


def test_a_tag_whose_attribute_holds_a_sign_is_one_tag():
    body_html = '<p><a href="https://a.example/?a>b" rel="nofollow">x" onclick=</a></p>'

    markup, _found = shown(body_html, ['" onclick='])

    assert '<a href="https://a.example/?a>b" rel="nofollow">' in markup
    assert "<mark>&quot; onclick=</mark>" in markup


def test_an_excerpt_shows_what_stands_around_it():
    source = "x" * 60 + "EVIL" + "y" * 60
    span = {"field": "author_name", "start": 60, "end": 64, "text": "EVIL"}

    shown_as = excerpt(span, source)

    assert shown_as.text == "EVIL"
    assert shown_as.before == "…" + "x" * 40
    assert shown_as.after == "y" * 40 + "…"


@pytest.mark.parametrize("source", [None, "", "something else by now"])
def test_evidence_whose_place_holds_no_more_is_shown_alone(source):
    span = {"field": "body", "start": 3, "end": 7, "text": "EVIL"}

    assert excerpt(span, source)[1:] == ("", "EVIL", "")
