import re

import pytest

from posts.markdown import render_article


def test_markdown_becomes_markup():
    article = render_article("## One\n\nSome *text*, ~~gone~~.\n\n> quoted\n\n| a |\n|---|\n| 1 |")

    assert '<h2 id="s-one">One</h2>' in article.html
    assert "<em>text</em>" in article.html
    assert "<s>gone</s>" in article.html
    assert "<blockquote>" in article.html
    assert "<td>1</td>" in article.html


@pytest.mark.parametrize("bomb", [">\n.\n&\n>>", "> > > > >\na\n", "- >\r\n.\r\n", ">\r.\r>>\r"])
def test_thousands_of_quotations_among_other_lines_are_none(bomb):
    article = render_article((bomb * 100_000)[:100_000])

    assert "<blockquote>" not in article.html
    assert len(article.html) < 1_000_000


def test_a_long_post_may_quote_much():
    article = render_article(
        ("> A quoted line.\n> And more.\n\nText.\n\n" * 200) + "```\na > b\n```\n"
    )

    assert article.html.count("<blockquote>") == 200


def test_quotes_and_dots_are_set_as_in_print():
    article = render_article("\"Quoted\" and 'single'... it's -- so")

    assert article.html == "<p>“Quoted” and ‘single’… it’s – so</p>\n"


@pytest.mark.parametrize("level", [1, 2])
def test_the_two_highest_headings_are_sections(level):
    article = render_article("#" * level + " Findings")

    assert article.html == '<h2 id="s-findings">Findings</h2>\n'
    assert article.contents == [["s-findings", "Findings"]]


def test_lower_headings_are_not_among_the_contents_and_end_at_four():
    article = render_article("### Three\n\n###### Six")

    assert re.findall(r"<h(\d)", article.html) == ["3", "4"]
    assert article.contents == []


def test_headings_get_ids_of_their_own():
    article = render_article("## A\n\n## A\n\n## A-2\n\n## A\n\n### A\n\n## !!!\n\n## ???")

    ids = re.findall(r'id="([^"]+)"', article.html)
    assert ids == ["s-a", "s-a-2", "s-a-2-2", "s-a-3", "s-a-4", "s-section", "s-section-2"]


def test_thousands_of_equal_headings_are_numbered_one_after_another():
    article = render_article("# a\n" * 3_000)

    assert article.contents[-1] == ["s-a-3000", "a"]


@pytest.mark.parametrize(
    ("heading", "text", "anchor"),
    [
        ("## Führung & *mehr*", "Führung & mehr", "s-führung-mehr"),
        ("## 日本", "日本", "s-日本"),
        ("## `a < b` &lt;i&gt;", "a < b <i>", "s-a-b-i"),
        ("Two\nlines\n---", "Two lines", "s-two-lines"),
        ("## [A link](https://a.example)", "A link", "s-a-link"),
        ("## " + "x" * 300, "x" * 300, "s-" + "x" * 80),
        ('## "><script>', '"><script>', "s-script"),
    ],
)
def test_a_heading_is_named_by_its_text(heading, text, anchor):
    assert render_article(heading).contents == [[anchor, text]]


def test_an_empty_heading_is_not_among_the_contents():
    article = render_article("##\n\nText")

    assert article.contents == []


def test_a_heading_can_be_linked_to():
    article = render_article("[down](#s-one)\n\n## One")

    assert '<a href="#s-one"' in article.html


@pytest.mark.parametrize(
    "source",
    [
        "1. **One** first\n2. **Two** second",
        "1. **One** first\n\n   more of it\n\n2. **Two** second",
        "1. **One** first\n   1. plain\n2. **Two** second",
        "- x\n  1. **One** first\n",
    ],
)
def test_a_numbered_list_whose_items_all_begin_in_bold_holds_findings(source):
    assert render_article(source).html.count('<ol class="finds">') == 1


@pytest.mark.parametrize(
    "source",
    [
        "1. **One** first\n2. second",
        "1. One **first**",
        "- **One** first",
        "1. # Heading\n2. **b**",
        "1.\n2. **b**",
        "1. > **quoted**",
        "1. ```\n   code\n   ```",
        "1)",
    ],
)
def test_any_other_list_does_not(source):
    assert "finds" not in render_article(source).html
