"""Which texts are near-identical."""

import pytest

from comments.likeness import likeness_of

OFFER = (
    "Dear mentor, what a wonderful article, my students in Lisbon read it twice and want to know "
    "where such coaching could be booked for whole companies during the coming winter months"
)


def are_alike(one, other):
    (a, b), (c, d) = likeness_of(one), likeness_of(other)
    return a is not None and (a == c or b == d)


@pytest.mark.parametrize(
    "copy",
    [
        OFFER.upper(),
        OFFER + " https://coach.example/offer/17",
        "Call 555 1234! " + OFFER,
        OFFER.replace("a wonderful", "ａ  wonderful"),
        " ".join(reversed(OFFER.split())),
    ],
)
def test_what_campaigns_change_makes_no_difference(copy):
    assert are_alike(OFFER, copy)


@pytest.mark.parametrize(
    "other",
    [
        "I read the article twice and want to know where the numbers come from.",
        "Dear Ana, thank you, this was useful.",
        "",
    ],
)
def test_others_are_not_alike(other):
    assert not are_alike(OFFER, other)


def test_a_word_exchanged_here_and_there_mostly_makes_no_difference():
    words = OFFER.split()
    copies = [
        " ".join([*words[:place], "otherwise", *words[place + 1 :]]) for place in range(len(words))
    ]

    assert sum(are_alike(OFFER, copy) for copy in copies) >= 0.8 * len(copies)


def test_short_texts_are_alike_when_they_are_the_same():
    assert are_alike("Nice post, keep it up!", "nice post  KEEP it up https://a.example/")
    assert not are_alike("Nice post, keep it up!", "Nice post, keep it short!")


def test_the_shortest_are_never_alike():
    assert likeness_of("Thank you so") == (None, None)


@pytest.mark.parametrize("text", ["word " * 20_000, "a" * 20_000, "字" * 20_000, "&amp;" * 4000])
def test_the_numbers_fit_their_columns(text):
    for number in likeness_of(text):
        assert number is None or 0 <= number < 2**63
