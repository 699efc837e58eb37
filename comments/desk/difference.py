"""What was taken out of a text and what came in, word by word. Pure: two texts in, pieces out."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import groupby
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
# Chinese and Japanese set no spaces between words: each of their letters is one.
WORD = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")
PHRASE = re.compile(r"[\s。、！？，]+|[^\s。、！？，]+")
MOST_WORDS = 8_000  # in both; beyond it phrases are compared
DEEPEST = 12  # times a stretch is split again at words that it has once
CELLS = 40_000  # compared in all, where no word tells where to split; beyond it all is replaced


class Piece(NamedTuple):
    kind: str
    text: str


def difference(before, after):
    """Pieces that read in order give `before` (same and gone) and `after` (same and new).

    Time grows with the length alone, whatever the texts: split at the words that both have once,
    as in patience diff (Cohen), then compared in full only where that costs little.
    """
    comparison = _Comparison()
    comparison.compare(*_words_of(before, after), DEEPEST)
    return list(_in_order(_without_lone_spaces(_joined(comparison.edits))))


def _words_of(*texts):
    words = [WORD.findall(text) for text in texts]
    if sum(map(len, words)) > MOST_WORDS:
        return [PHRASE.findall(text) for text in texts]
    return words


class _Comparison:
    def __init__(self):
        self.cells = CELLS
        self.edits = []  # (kind, words)

    def compare(self, old, new, depth):
        head = _common(old, new)
        if head:
            self.edits.append((SAME, old[:head]))
            old, new = old[head:], new[head:]
        tail = _common(old[::-1], new[::-1]) if old and new else 0
        self._between(old[: len(old) - tail], new[: len(new) - tail], depth)
        if tail:
            self.edits.append((SAME, old[-tail:]))

    def _between(self, old, new, depth):
        if not (old and new):
            self.edits += [(GONE, old), (NEW, new)]
        elif depth and (anchors := _anchors(old, new)):
            self._around(anchors, old, new, depth - 1)
        elif len(old) * len(new) <= self.cells:
            self.cells -= len(old) * len(new)
            self.edits += _compared(old, new)
        else:
            self.edits += [(GONE, old), (NEW, new)]

    def _around(self, anchors, old, new, depth):
        at_old = at_new = 0
        for one, other in [*anchors, (len(old), len(new))]:
            if one > at_old or other > at_new:
                self.compare(old[at_old:one], new[at_new:other], depth)
            self.edits.append((SAME, old[one : one + 1]))
            at_old, at_new = one + 1, other + 1


def _common(old, new):
    at = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        at += 1
    return at


def _anchors(old, new):
    """Where both have the words that each has once: as many as stand in the same order."""
    times_old, times_new = Counter(old), Counter(new)
    place = {word: at for at, word in enumerate(new) if times_new[word] == 1}
    pairs = [
        (at, place[word]) for at, word in enumerate(old) if times_old[word] == 1 and word in place
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs):
    ends, chain, before = [], [], []
    for number, (_at, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(chain[length - 1] if length else None)
        ends[length : length + 1] = [other]
        chain[length : length + 1] = [number]
    rising, number = [], chain[-1] if chain else None
    while number is not None:
        rising.append(pairs[number])
        number = before[number]
    return rising[::-1]


def _compared(old, new):
    """By the longest common subsequence, each cell of its table filled once."""
    table = [[0] * (len(new) + 1) for _word in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below = table[i], table[i + 1]
        for j in range(len(new) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if old[i] == new[j] else max(below[j], row[j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            yield SAME, [old[i]]
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            yield GONE, [old[i]]
            i += 1
        else:
            yield NEW, [new[j]]
            j += 1
    yield GONE, old[i:]
    yield NEW, new[j:]


def _joined(edits):
    """(kind, text), what isn't the same between two that are as one pair."""
    for is_same, run in groupby((e for e in edits if e[1]), key=lambda edit: edit[0] == SAME):
        words = {SAME: [], GONE: [], NEW: []}
        for kind, some in run:
            words[kind] += some
        yield is_same, {kind: "".join(some) for kind, some in words.items()}


def _without_lone_spaces(runs):
    """A space between two changed words changes with them: else every word stands alone."""
    open_run = None
    for is_same, texts in runs:
        if open_run is None:
            if is_same:
                yield texts
            else:
                open_run = [texts]
        elif is_same and not texts[SAME].isspace():
            yield from _closed(open_run)
            open_run = None
            yield texts
        else:
            open_run.append(texts)
    yield from _closed(open_run or [])


def _closed(run):
    tail = []
    while run and run[-1][SAME]:
        tail.append(run.pop())
    if run:
        gone = "".join(texts[GONE] + texts[SAME] for texts in run)
        new = "".join(texts[NEW] + texts[SAME] for texts in run)
        yield {SAME: "", GONE: gone, NEW: new}
    yield from tail


def _in_order(runs):
    for texts in runs:
        yield from (Piece(kind, texts[kind]) for kind in (SAME, GONE, NEW) if texts[kind])
