"""Hostile markup of other sanitisers' tests: with us HTML is text, and only Markdown is markup."""

import json
import re
from pathlib import Path

import pytest

from comments import markdown
from comments.markdown import render_comment
from tests.comments.peers.ledger import carries
from tests.comments.peers.parsed import has_no_active_content, parsed, tags_of
from tests.comments.reading import Elements

DATA = Path(__file__).parents[2] / "data" / "hostile_markup.json"
HOSTILE = {case["id"]: case for case in json.loads(DATA.read_text("utf-8"))}
PLAIN = {
    "sanitize.plaintext-001": "an < entity",
    "sanitize.plaintext-002": "x<y",
    "sanitize.plaintext-003": "</3",
    "sanitize.plaintext-004": "<sarcasm>",
}
LINKED_SCRIPT = "sanitize.html-016"


def letters_of(text):
    return re.sub(r"[\W_]+", "", text)


@carries(HOSTILE)
@pytest.mark.parametrize("fact", HOSTILE)
def test_hostile_markup_is_text(fact):
    case = HOSTILE[fact]

    markup = render_comment(case["typed"])

    assert has_no_active_content(markup)
    assert markdown._cleaner.clean(markup) == markup
    assert parsed(markup) == markup
    text = Elements(markup).text
    assert all(words in text + tags_of(markup) for words in case.get("shows", []))
    if "&" not in case["typed"]:  # Markdown has entities
        assert letters_of(text) == letters_of(case["typed"])
    assert not any(
        words in tags_of(markup) for words in case.get("lacks", []) if fact != LINKED_SCRIPT
    )


def test_the_address_of_a_script_is_a_link_at_most():
    markup = render_comment(HOSTILE[LINKED_SCRIPT]["typed"])

    assert Elements(markup).tags == {"p", "a"}
    assert 'href="https://platform.twitter.com/widgets.js"' in markup


def test_hostile_markup_within_markdown_is_text_too():
    for case in HOSTILE.values():
        for form in ("> {}", "- {}", "**{}**", "[{}](https://a.test/)", "`{}`", "```\n{}\n```"):
            markup = render_comment(form.format(case["typed"]))

            assert has_no_active_content(markup)
            assert parsed(markup) == markup


@carries(PLAIN)
@pytest.mark.parametrize("fact", PLAIN)
def test_less_than_is_a_sign_like_any_other(fact):
    assert PLAIN[fact] in Elements(render_comment(PLAIN[fact])).text


def test_this_parser_would_show_what_is_active():
    for hostile in (
        "<script>x</script>",
        '<img src="x" onerror="x">',
        '<a href="javascript:x">x</a>',
    ):
        assert parsed(hostile) == hostile
        with pytest.raises(AssertionError):
            has_no_active_content(hostile)
