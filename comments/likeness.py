"""Whether two texts are near-identical, told by two numbers each. Pure: text in, numbers out."""

import re
from functools import lru_cache
from hashlib import blake2b

from comments.text import fold

# What a campaign changes from one copy to the next: addresses, numbers, who is spoken to.
CHANGING = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[^\W_]*\d[^\W_]*")
WORD = re.compile(r"[^\W\d_]+")
WORDS_READ = 400
FEWEST_WORDS = 4  # "Thank you!" is said by many
SHORTEST = 4  # letters: "and", "the" and "you" are in every text
FEWEST_COMPARED = 6
ROWS = 4  # least values that must agree in each number: all of them
MASK = 2**63 - 1


def likeness_of(text):
    """Two numbers that fit a signed 64-bit column; texts that share either are near-identical.

    MinHash over the set of longer words (Broder 1997), in two bands of four: texts with 95 % of
    those words in common share one with 97 %, with 80 % in common with 65 %, with 50 % with 12 %,
    and with 10 %, as texts on one subject may have, once in 5,000 times. Texts with too few such
    words are alike when all their words are the same. (None, None) for fewer words than that.
    """
    folded = CHANGING.sub(" ", fold(text).text)
    words = WORD.findall(folded)[:WORDS_READ]
    if len(set(words)) < FEWEST_WORDS:
        return None, None
    compared = {word for word in words if len(word) >= SHORTEST}
    if len(compared) < FEWEST_COMPARED:
        same = _number(" ".join(words).encode())
        return same, same
    least = [min(column) for column in zip(*map(_hashes, compared), strict=True)]
    return _joined(least[:ROWS]), _joined(least[ROWS:])


@lru_cache(maxsize=8192)
def _hashes(word):
    """Eight independent 64-bit values."""
    digest = blake2b(word.encode(), digest_size=ROWS * 2 * 8).digest()
    return tuple(int.from_bytes(digest[at : at + 8]) for at in range(0, len(digest), 8))


def _joined(values):
    return _number(b"".join(value.to_bytes(8) for value in values))


def _number(said):
    return int.from_bytes(blake2b(said, digest_size=8).digest()) & MASK
