"""A comment quoted in a mail reads well, is cut where it is long, and costs little."""

import sys

import pytest

from comments.mail import quoting
from comments.mail.quoting import LENGTH, quote_of
from comments.mail.unlinked import unlinked
from comments.markdown import render_comment
from tests.comments.mailroom import delivered, follow, mail_server, owe
from tests.comments.quoted import quoted, seen
from tests.comments.reading import Elements
from tests.factories import make_comment
from tests.mail_server import text_of


def test_quotes_lists_and_code_read_well_as_plain_text():
    quote = quoted(
        "First.\nSecond.\n\n> they said\n> > before\n\n1. one\n2. two\n   - a\n   - b\n\n"
        "```\nif x:\n\n    y\n```\n\n***\n\nUse `pip`."
    )

    assert seen(quote.text).split("\n") == [
        "> First.",
        "> Second.",
        ">",
        "> > they said",
        "> >",
        "> > > before",
        ">",
        "> 1. one",
        "> 2. two",
        ">    - a",
        ">    - b",
        ">",
        ">     if x:",
        ">",
        ">         y",
        ">",
        "> * * *",
        ">",
        "> Use `pip`.",
    ]


def test_a_list_keeps_its_numbers_and_its_paragraphs():
    assert quoted("7. seven\n\n   more\n8. eight").text.split("\n") == [
        "> 7. seven",
        ">",
        ">    more",
        "> 8. eight",
    ]


def test_prose_with_angle_brackets_survives():
    quote = quoted("an < entity, x<y, </3 and <sarcasm>")

    assert quote.text == "> an < entity, x<y, </3 and <sarcasm>"
    assert Elements(quote.html).text == "an < entity, x<y, </3 and <sarcasm>"


def test_no_line_of_it_leaves_the_quotation():
    quote = quoted("one\u2028two\u2029three\x0bfour\n\nfive")

    assert all(line.startswith(">") for line in quote.text.splitlines())


def test_what_is_long_is_cut_at_a_word_and_says_so():
    quote = quoted("**word " + "word " * 400 + "end**")

    assert quote.html.endswith("word</strong></p><p>… (more on the page)</p>")
    assert quote.text.endswith("word\n>\n> … (more on the page)")
    assert LENGTH - 10 < len(Elements(quote.html).text) < LENGTH + 30
    assert "end" not in quote.text


@pytest.mark.parametrize("typed", ["*a*.", "`a`.b", "**a**@"])
def test_four_times_the_length_takes_four_times_the_steps(typed):
    fewer, more = (
        steps_of(quote_of, render_comment(typed * (length // len(typed))))
        for length in (2_000, 8_000)
    )

    assert more < 6 * fewer  # by the square it would be 16 times


def test_a_run_of_closing_marks_is_gone_through_once():
    # Long enough to be noticed, were it by the square: 12 s.
    assert unlinked("http://a.b/" + ")" * 50_000 + "x") == "[link]"


@pytest.mark.django_db
def test_for_all_who_follow_it_a_comment_is_quoted_once(monkeypatch):
    quotings, as_lines = [], quoting.as_lines
    monkeypatch.setattr(quoting, "as_lines", lambda pieces: quotings.append(1) or as_lines(pieces))
    reply = make_comment(body="Told to three, and said nowhere else.")
    for name in "abc":
        subscription = follow(f"{name}@example.org", post=reply.post)
        owe("new_reply", f"{name}@example.org", comment=reply, subscription=subscription)

    with mail_server() as server:
        messages = delivered(server)

    assert [text_of(message).count("> Told to three") for message in messages] == [1, 1, 1]
    assert len(quotings) == 1


def steps_of(function, *arguments):
    """How many lines of ours it runs."""
    steps = 0

    def trace(frame, event, _argument):
        nonlocal steps
        if "/comments/mail/" not in frame.f_code.co_filename:
            return None
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return steps


def test_what_just_fits_is_not_cut():
    assert quoted("x" * (LENGTH - 1)).text == "> " + "x" * (LENGTH - 1)
    assert "(more on the page)" in quoted("x" * (LENGTH + 1)).text


def test_one_endless_word_is_cut_all_the_same():
    quote = quoted("w" * 5000)

    assert len(quote.html) < LENGTH + 50
    assert quote.html.endswith("w</p><p>… (more on the page)</p>")
