"""Watched words: what they match, what they don't, and where the evidence points."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.comments.scene import last_comment, watch
from tests.comments.term_evidence import evidence
from tests.factories import SAME_ORIGIN, make_post, post_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_terms_hold")]


@pytest.mark.parametrize(
    "body",
    [
        "a cunt",
        "CUNT!",
        "cunt",
        "(cunt)",
        "you-cunt-you",
        "_cunt_",
        "**cunt**",
        "cunt\nx",
        "5 cunt.",
    ],
)
def test_a_word_is_found_where_it_stands_alone(client, body):
    watch("cunt")

    assert len(evidence(client, body=body)) == 1


@pytest.mark.parametrize(
    "body", ["Scunthorpe", "cunts", "xcunt", "cunt2", "3cunt", "écunt", "cunté"]
)
def test_a_word_is_not_found_inside_another(client, body):
    watch("cunt")

    assert evidence(client, body=body) == []


def test_a_substring_is_found_inside_words(client):
    watch("unth", match="substring")

    assert evidence(client, body="Scunthorpe and SCUNTHORPE") == [
        ("body", "unth"),
        ("body", "UNTH"),
    ]


@pytest.mark.parametrize(
    ("pattern", "body"),
    [("c++", "I write C++ code"), (".net", "the .NET way"), ("c#", "C#"), ("$$$", "win $$$ now"),
     ("buy now", "BUY NOW!")],
)  # fmt: skip
def test_a_word_may_hold_signs_and_spaces(client, pattern, body):
    watch(pattern)

    assert len(evidence(client, body=body)) == 1


@pytest.mark.parametrize(
    ("pattern", "body", "found"),
    [("casino", "&#99;asino", "&#99;asino"), ("casino", "cas&#x69;no!", "cas&#x69;no"),
     ("casino", "c&shy;asino", "c&shy;asino"), ("a&b", "a&amp;b", "a&amp;b"),
     ("casino", "ca\u200bsi\u200dno", "ca\u200bsi\u200dno"), ("casino", "c\u00adasino", None),
     ("casino", "ＣＡＳＩＮＯ", "ＣＡＳＩＮＯ"), ("casino", "𝐜𝐚𝐬𝐢𝐧𝐨", "𝐜𝐚𝐬𝐢𝐧𝐨"),
     ("Ⅷ", "viii", "viii"),
     ("казино", "КАЗИНО", "КАЗИНО"), ("straße", "STRASSE", "STRASSE"), ("ffi", "oﬃce", None),
     ("ΣΊΣΥΦΟΣ", "σίσυφος", "σίσυφος"), ("café", "cafe\u0301", "café")],
)  # fmt: skip
def test_letters_are_compared_as_they_look_and_shown_as_they_were_typed(
    client, pattern, body, found
):
    watch(pattern, match="substring")

    (hit,) = evidence(client, body=f"Ünïcödé 🎲: {body}")

    assert hit == ("body", found or {"oﬃce": "ﬃ"}.get(body, body))


def test_a_word_split_by_tags_is_found_though_not_shown_in_its_place(client):
    watch("casino")

    assert evidence(client, body="the c<b>asi</b>n<!-- x -->o") == [("body", "casino")]


@pytest.mark.parametrize(
    "body",
    ["via**g**ra", "via*g*ra", "via`g`ra", "via[gra](http://a.test)", "via[](http://a.test)gra",
     "via\\gra", "via\\\\gra", "via**g**&#114;a", "**v**iagr**á**", "v<b>і</b>agra"],
)  # fmt: skip
@pytest.mark.parametrize("match", ["word", "substring"])
def test_a_word_split_by_markdown_is_found_as_it_is_read(client, body, match):
    watch("viagra", match=match)

    assert evidence(client, body=f"Buy {body} now") == [("body", "viagra")]


@pytest.mark.parametrize(
    "body",
    ["via\ufe0fgra", "via\u034fgra", "via\u180bgra", "via\U000e0100gra", "via\u00adgra",
     "v\u0336i\u0336a\u0336g\u0336r\u0336a", "viagrá", "viаgrа", "νiagra", "ᴠɪᴀɢʀᴀ",
     "VIAGRÁ", "v\u0301iagra"],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize("match", ["word", "substring"])
def test_a_word_in_disguise_is_found_in_its_place(client, body, match):
    watch("viagra", match=match)

    assert evidence(client, body=f"Ünï: {body}!") == [("body", body)]


@pytest.mark.parametrize(
    ("pattern", "body", "is_found"),
    [("казино", "КАЗИНО", 1), ("казино", "кaзинo", 1), ("мойка", "мойка", 1),
     ("мойка", "моика", 0),
     ("schön", "schon", 0), ("schon", "schön", 1), ("viagra", "viagràs", 0),
     ("viagra", "вviagra", 0)],
)  # fmt: skip
def test_terms_in_other_alphabets_match_their_own(client, pattern, body, is_found):
    watch(pattern)

    assert len(evidence(client, body=body)) == is_found


def test_separate_paragraphs_and_lines_make_no_word(client):
    watch("viagra")

    assert evidence(client, body="via\n\ngra\n- via\n- gra\n\n> via\n\ngra via\ngra") == []


def test_the_reason_names_ten_terms_at_most(client):
    for number in range(12):
        watch(f"term{number:02}")

    post_reply(client, make_post(), body=" ".join(f"term{number:02}" for number in range(12)))

    (finding,) = last_comment().findings
    assert finding["reason"].endswith("“term08”, “term09” …")


def test_the_reason_is_bounded(client):
    for letter in "abc":
        watch(letter * 200)

    post_reply(client, make_post(), body=" ".join(letter * 200 for letter in "abc"))

    (finding,) = last_comment().findings
    assert len(finding["reason"]) == 300


@pytest.mark.parametrize(
    ("field", "form"),
    [("author_name", {"name": "Casino Royale"}), ("author_email", {"email": "x@casino.example"}),
     ("author_url", {"url": "https://casino.example/"}), ("body", {"body": "casino"}),
     ("user_agent", {"headers": {**SAME_ORIGIN, "User-Agent": "Casino/1.0"}})],
)  # fmt: skip
def test_a_term_is_looked_for_in_every_field(client, field, form):
    watch("casino")

    assert [where for where, _text in evidence(client, **form)] == [field]


def test_of_several_terms_the_strictest_effect_counts_and_all_are_named(client):
    watch("poker")
    watch("casino", effect="spam")

    post_reply(client, make_post(), body="casino, poker")

    (finding,) = last_comment().findings
    assert last_comment().status == "spam"
    assert finding["reason"] == "Watched terms: “casino”, “poker”"


def test_a_few_spans_are_evidence_enough(client):
    watch("a", match="substring")

    assert len(evidence(client, body="a" * 4000)) == 5


def test_a_term_is_in_force_until_it_expires(client):
    watch("over", expires_at=timezone.now() - timedelta(seconds=1))
    watch("still", expires_at=timezone.now() + timedelta(hours=1))

    assert evidence(client, body="over, still") == [("body", "still")]


def test_hostile_terms_and_texts_are_searched_quickly(client):
    watch("aaaaaaaaaaaaaaaaaaaab", match="substring")
    watch("(a+)+$", match="substring")

    assert evidence(client, body="a" * 5000) == []
