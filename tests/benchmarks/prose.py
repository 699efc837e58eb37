"""Words as people write them, the same for the same number: some everywhere, most of them rare."""

import itertools
import random
import re
from functools import cache
from pathlib import Path

ARTICLES = Path(__file__).parents[2] / "posts" / "demo"
RARE = 18_000  # words beside those of the demo
ENDS = ("ar", "el", "in", "or", "us")
SYLLABLES = [first + end for first in "bdfglmnrst" for end in ENDS]
LONGEST_SENTENCE = 18  # words


class Prose:
    def __init__(self, number):
        self._random = random.Random(number)

    def words(self, number):
        vocabulary, weights = _vocabulary()
        return self._random.choices(vocabulary, cum_weights=weights, k=number)

    def sentence(self):
        words = self.words(self._random.randint(5, LONGEST_SENTENCE))
        return f"{' '.join(words).capitalize()}."

    def paragraph(self, sentences):
        return " ".join(self.sentence() for _sentence in range(sentences))

    def number(self, lowest, highest):
        return self._random.randint(lowest, highest)

    def some(self, of, number):
        return self._random.sample(of, number)


def word_of_rank(rank):
    """1 is the most frequent."""
    return _vocabulary()[0][rank - 1]


@cache
def _vocabulary():
    """(words, cumulative weights): the nth is as frequent as one in n, as in any language."""
    text = " ".join(path.read_text() for path in sorted(ARTICLES.glob("*.md")))
    known = list(dict.fromkeys(re.findall(r"[a-z]{2,}", text.lower())))
    rare = map("".join, itertools.product(SYLLABLES, repeat=3))
    words = known + list(itertools.islice(rare, 0, RARE * 6, 6))
    return words, list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
