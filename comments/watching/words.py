"""The words of a text that others here don't use: likely ones to watch for. Pure."""

import re
from collections import Counter

from comments.text import fold, without_addresses, without_tags

WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]")
SHORTEST, LONGEST = 4, 40  # letters
READ = 5_000  # characters of a text
SUGGESTED = 8


def words_of(text):
    """Its words, folded, in the order of the text."""
    plain = without_addresses(without_tags(text[:READ]))
    return [word for word in WORD.findall(fold(plain).text) if SHORTEST <= len(word) <= LONGEST]


def unusual_words(text, usual):
    """At most eight of `text` that aren't in `usual`; said oftener first, then the longer."""
    said = Counter(word for word in words_of(text) if word not in usual)
    return sorted(said, key=lambda word: (-said[word], -len(word), word))[:SUGGESTED]
