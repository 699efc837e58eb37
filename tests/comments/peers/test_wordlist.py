"""Watched terms against the word lists of other systems' tests."""

import pytest

from tests.comments.peers.ledger import carries
from tests.comments.scene import browser, last_comment, watch
from tests.factories import make_post, post_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_terms_hold")]

FRENCH = ["bad", "french fries", "worse", "jalapeño", "1km"]
# id: (terms, text, whether it is held for them)
WORDS = {
    "wordlist-001": (FRENCH, "bad", True),
    "wordlist-002": (FRENCH, "worse", True),
    "wordlist-003": (FRENCH, "1km", True),
    "wordlist-004": (FRENCH, "bad bad bad", True),
    "wordlist-005": (FRENCH, "fine", False),
    "wordlist-006": (FRENCH, "ok", False),
    "wordlist-007": (FRENCH, "I have one jalapeño.", True),
    "wordlist-008": (FRENCH, "I have two jalapeños.", False),
    "wordlist-009": (FRENCH, "BaD", True),
    "wordlist-010": (FRENCH, "1KM", True),
    "wordlist-011": (FRENCH, "french!fries", False),
    "wordlist-012": (FRENCH, "french.fries", False),
    "wordlist-013": (FRENCH, "french?fries", False),
    "wordlist-014": (FRENCH, "french¿fries", False),
    "wordlist-015": (FRENCH, "french:fries", False),
    "wordlist-016": (FRENCH, "french;fries", False),
    "wordlist-017": (FRENCH, "this sentence is bad.", True),
    "wordlist-018": (FRENCH, "bad is the start of the sentence.", True),
    "wordlist-019": (FRENCH, "baddd", False),
    "wordlist-020": (FRENCH, "wwworse", False),
    "wordlist-021": (FRENCH, "fffrench fries", False),
    "wordlist-022": (FRENCH, "bad3", False),
    "wordlist-023": (FRENCH, "3bad", False),
    "wordlist-024": (["adónde vas", "tú"], "Pablo, ¿adónde vas?", True),
    "wordlist-025": (["adónde vas", "tú"], "¿tú?", True),
    "wordlist-026": (["bi"], "biólogo se soletra com: bi ", True),
    "wordlist-027": (["bi"], "O biólogo recomenda este artigo", False),
    "wordlist-028": (["café"], "cafe", False),
    "wordlist-029": (["m e r d a"], "m.e.r.d.a", False),
    "wordlist-030": (["m e r d a"], "Ser banido é uma merda", False),
    "wordlist.falsepositive-001": (["cialis"], "I am a specialist", False),
    "wordlist.falsepositive-002": (["ass"], "a classic assessment", False),
    "wordlist.falsepositive-003": (["spade"], "spades of Scunthorpe", False),
    "wordlist.evasion-001": (["viagra"], "v\u200bi\u200bagra", True),
    "wordlist.evasion-002": (["viagra"], "ⅴiagra", True),
    "wordlist.evasion-003": (["viagra"], "vіagra (Cyrillic і)", True),
    "wordlist.evasion-004": (["viagra"], "V I A G R A", False),
    "wordlist.evasion-005": (["viagra"], "v.i.a.g.r.a", False),
    "wordlist.evasion-006": (["viagra"], "ＶＩＡＧＲＡ", True),
    "wordlist.evasion-007": (["casino"], "casi\u00adno", True),
    "wordlist.evasion-008": (["casino"], "сasino (Cyrillic с)", True),
}
# As WordPress matches: anywhere, inside words too.
ANYWHERE = {
    "wordlist.fields-001": ("body", ["foo", "bar", "scoop"], "Has anyone seen Scoop?", True),
    "wordlist.fields-002": ("body", ["установка", "foo"], "Установка", True),
    "wordlist.fields-003": ("body", ["foo", "bar"], "Has anyone seen Scoop?", False),
    "wordlist.fields-004": ("body", ["halfway"], "Who's stuck <b>half</b>way to Hell.", True),
    "wordlist.fields-005": ("author_name", ["sideshow", "foo"], "Sideshow Mel", True),
    "wordlist.fields-006": ("author_url", ["example", "foo"], "http://example.com", True),
    "wordlist.fields-007": ("body", ["/spam/"], '<a href="http://a.test/spam/>sing</a>', True),
    "wordlist.fields-008": ("body", ["sideshow", "foobar"], "Our love down the well.", False),
    "wordlist.fields-009": ("body", ["href=http"], "<a href=http://a.test/>example</a>", True),
}
# id: (patterns, what a peer matches, what it doesn't)
STARS = {
    "wordlist.wildcard-001": ("abc *ck *z", "abc duck quack ck xyz", "quacker buzzer"),
    "wordlist.wildcard-002": ("du* c*", "duck dungeon du cup", "bbc ddu scuba"),
    "wordlist.wildcard-003": ("*uc* *x*", "duck stuck uc xww", "bbc duke"),
    "wordlist.wildcard-004": ("d*k st*ck", "duck dk stuck", "bbc adka st"),
    "wordlist.wildcard-005": ("*a*a*", "safari banana aa", "car a"),
    "wordlist.wildcard-006": (
        "ложить при* *ий *бег*",
        "ложить приклад ихний прибегать",
        "положить гранпри бийск",
    ),
}


def held_for(terms, match="word", **form):
    """Whether a reply is held when these terms are watched, and the evidence."""
    for term in terms:
        watch(term, match=match)
    assert post_reply(browser(), make_post(), **form).status_code == 303
    findings = [f for f in last_comment().findings if f["rule"] == "watched_terms"]
    assert last_comment().status == ("pending" if findings else "approved")
    return bool(findings), [span for finding in findings for span in finding["evidence"]]


@carries(WORDS)
@pytest.mark.parametrize("fact", WORDS)
def test_words(fact):
    terms, text, is_held = WORDS[fact]

    held, evidence = held_for(terms, body=text)

    assert held is is_held
    assert bool(evidence) is is_held


@carries(ANYWHERE)
@pytest.mark.parametrize("fact", ANYWHERE)
def test_anywhere_in_a_field(fact):
    field, terms, text, is_held = ANYWHERE[fact]
    control = {"body": "body", "author_name": "name", "author_url": "url"}[field]

    held, evidence = held_for(terms, match="substring", email="x@a.test", **{control: text})

    assert held is is_held
    assert {span["field"] for span in evidence} == ({field} if is_held else set())


@carries("wordlist.falsepositive-004")
def test_a_word_drawn_like_another_is_held_with_the_place_shown():
    held, (span, *_more) = held_for(["it"], body="\u0406t is so (Cyrillic \u0406)")

    assert held
    assert (span["start"], span["end"], span["text"]) == (0, 2, "\u0406t")


@carries(STARS)
@pytest.mark.parametrize("fact", STARS)
def test_a_star_stands_for_itself(fact):
    patterns, matched, others = (words.split() for words in STARS[fact])

    _held, evidence = held_for(patterns, body=f"{' '.join(matched + others)}, and {patterns[0]}!")

    assert {span["text"] for span in evidence} == {patterns[0]}
