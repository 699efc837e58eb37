"""Which texts are near-identical."""

import pytest

from comments.likeness import likeness_of

OFFER = (
    "Dear mentor, what a wonderful article, my students in Lisbon read it twice and want to know "
    "where such coaching could be booked for whole companies during the coming winter months"
)

# Of ten longer words, each has four in common with the others.
THOUGHT = "Quite another thought {} cooking is fine: see [here](https://en.example/wiki/{})"
BOAST = "这家公司的辅导课程非常好我的学生们都说从来没有见过这么认真的老师推荐给所有的朋友"
HOSTILE = {
    "one word": "a",
    "numbers": "1a",
    "Han": "漢字",
    "marks": "a\u0301\u0308",
    "emoji": "😀",
    "brackets": "[",
    "at": "a@",
    "links": "www.",
    "a letter that is a sentence": "\ufdfa",
}


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


def test_short_texts_that_differ_are_not_alike_for_the_half_that_they_share():
    texts = [
        THOUGHT.format(words, "x")
        for words in (
            "apples and", "birds like to fly around and", "churches stand quite tall and",
            "about houses by the rivers and", "which nobody had before and", "from yesterday and",
        )
    ]  # fmt: skip

    assert not any(are_alike(one, other) for one in texts for other in texts if one is not other)
    assert are_alike(texts[0], texts[0].upper().replace("x)", "2)"))


def test_words_with_no_blanks_between_them_are_compared_as_well():
    copies = [f"{BOAST}https://a.example/x", f"1 {BOAST}！", f"{BOAST}@rita"]
    exchanged = [f"{BOAST[:place]}另{BOAST[place + 1 :]}" for place in range(len(BOAST))]
    unlike = "我昨天在书店里看到了您的文章想请教一个关于项目管理方法的问题不知道您是否有时间回答"

    assert all(are_alike(BOAST, copy) for copy in copies)
    assert sum(are_alike(BOAST, copy) for copy in exchanged) >= 0.75 * len(exchanged)
    assert not are_alike(BOAST, unlike)
    assert likeness_of("谢谢分享") == (None, None)


def test_whom_a_text_speaks_to_makes_no_difference():
    assert are_alike("@rita Nice post, keep it up!", "@bob@social.example Nice post, keep it up!")


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_longest_text_takes_no_time_whatever_it_is_made_of(piece):
    # Long enough to be noticed, were it by the square: up to 7 s.
    assert len(likeness_of((piece * 20_000)[:20_000])) == 2


def test_short_texts_are_alike_when_they_are_the_same():
    assert are_alike("Nice post, keep it up!", "nice post  KEEP it up https://a.example/")
    assert not are_alike("Nice post, keep it up!", "Nice post, keep it short!")


def test_the_shortest_are_never_alike():
    assert likeness_of("Thank you so") == (None, None)


@pytest.mark.parametrize("text", ["word " * 20_000, "a" * 20_000, "字" * 20_000, "&amp;" * 4000])
def test_the_numbers_fit_their_columns(text):
    for number in likeness_of(text):
        assert number is None or 0 <= number < 2**63
