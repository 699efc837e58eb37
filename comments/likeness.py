"""Whether two texts are near-identical, told by two numbers each. Pure: text in, numbers out."""

import re
from functools import lru_cache
from hashlib import blake2b

from comments.text import fold, without_addresses

READ = 3_000  # characters of a text
WORDS_READ = 400
# Alphabets that put no blanks between words, or break them with marks: India's to Myanmar's, Khmer,
# kana, Han, Hangul. Each two neighbouring letters count as a word.
IN_PAIRS = (
    "\u0900-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\U00020000-\U0003ffff"
)
PAIRED = re.compile(f"[{IN_PAIRS}]+")
RUN = re.compile(rf"[{IN_PAIRS}]+|[^\W_]+")
FEWEST_WORDS = 4  # "Thank you!" is said by many
SHORTEST, LONGEST = 4, 40  # letters: "and", "the" and "you" are in every text
FEWEST_COMPARED = 6
FEWEST_IN_BANDS = 10  # fewer of them that differ agree in a band too often
ROWS = 4  # least values that must agree in each number: all of them
MASK = 2**63 - 1


def likeness_of(text):
    """Two numbers that fit a signed 64-bit column; texts that share either are near-identical.

    MinHash over the set of longer words (Broder 1997), in two bands of four: texts with 95 % of
    those words in common share one with 97 %, with 80 % in common with 65 %, with 50 % with 12 %,
    and with 10 %, as texts on one subject may have, once in 5,000 times. Texts with less than
    ten such words must agree in both bands (95 %: 66 %, 80 %: 17 %, 50 %: 0.4 %), and those with
    hardly any in all their words. (None, None) for still fewer words.
    """
    words = _words(fold(text[:READ]).text[:READ])[:WORDS_READ]
    # Pairs overlap: two of them are about one word.
    if sum(0.5 if PAIRED.match(word) else 1 for word in set(words)) < FEWEST_WORDS:
        return None, None
    compared = {word for word in words if len(word) >= SHORTEST or PAIRED.match(word)}
    if len(compared) < FEWEST_COMPARED:
        same = _number(" ".join(words).encode())
        return same, same
    least = [min(column) for column in zip(*map(_hashes, compared), strict=True)]
    if len(compared) < FEWEST_IN_BANDS:
        both = _joined(least)
        return both, both
    return _joined(least[:ROWS]), _joined(least[ROWS:])


def _words(folded):
    """What a campaign changes from one copy to the next is none: addresses, numbers, @names."""
    words = []
    for run in RUN.findall(without_addresses(PAIRED.sub(r" \g<0> ", folded))):
        if PAIRED.match(run):
            words += [run[at : at + 2] for at in range(max(len(run) - 1, 1))]
        elif run.isalpha():
            words.append(run[:LONGEST])
    return words


@lru_cache(maxsize=8192)
def _hashes(word):
    """Eight independent 64-bit values."""
    digest = blake2b(word.encode(), digest_size=ROWS * 2 * 8).digest()
    return tuple(int.from_bytes(digest[at : at + 8]) for at in range(0, len(digest), 8))


def _joined(values):
    return _number(b"".join(value.to_bytes(8) for value in values))


def _number(said):
    return int.from_bytes(blake2b(said, digest_size=8).digest()) & MASK
