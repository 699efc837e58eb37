"""What readers type, cleaned and compared. Pure: text in, text out."""

import html
import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

# Letters with no ink that Unicode doesn't class as format characters or spaces.
INVISIBLE_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# An unended comment runs to the end, as in a browser, and looking for its end isn't quadratic.
TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
# Unicode's stream-safe bound (UAX #15): no language comes near it, and normalising takes time by
# the square of such a run: 14 s for 80,000.
MARKS_IN_A_ROW = 30

# Letters of other alphabets, case-folded, and the Latin letter each is drawn like: the pairs that
# Unicode's confusables table (UTS #39) has for Cyrillic, Greek and Armenian.
_DRAWN_ALIKE = (
    "аa вb сc ԁd еe һh нh іi јj кk ӏl мm пn оo рp ԛq гr ѓr ѕs тt ѵv ԝw ѡw хx уy зz "
    "αa βb ϲc εe ηn ιi κk μu νv οo ρp σo τt υu χx γy ωw "
    "օo սu հh ոn քp յj ցg ıi ɑa ɡg ʟl"
)
LOOKALIKES = str.maketrans(dict(_DRAWN_ALIKE.split()))


def clean_text(value):
    """NFC, line feeds only, no control characters or lone surrogates, no blank ends.

    The first line keeps an indent that makes it code.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = unicodedata.normalize("NFC", "".join(_storable(value))).rstrip()
    first = len(value) - len(value.lstrip())
    value = value[value.rfind("\n", 0, first) + 1 :]
    return value if value.startswith(("    ", "\t")) else value.lstrip()


def _storable(value):
    marks = 0
    for letter in value:
        if letter not in "\n\t" and unicodedata.category(letter) in {"Cc", "Cs"}:
            continue
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MARKS_IN_A_ROW:
            yield letter


def clean_name(value):
    """A name on one line: no markup, nothing invisible, nothing that turns the direction."""
    value = TAG.sub("", clean_text(value))
    value = "".join(c for c in value if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", value).strip()


def is_blank(value):
    """Whether nothing in `value` would leave ink on the page."""
    return not any(
        unicodedata.category(c)[0] not in "CZM" and c not in INVISIBLE_LETTERS for c in value
    )


class Folded(NamedTuple):
    """Text made comparable; `starts[i]` is where its i-th character began in the original."""

    text: str
    starts: list
    length: int  # of the original

    def span(self, start, end):
        """The original's [start, end) for a stretch of the folded text."""
        last = self.starts[end - 1]
        following = bisect_right(self.starts, last)
        return self.starts[start], (
            self.starts[following] if following < len(self.starts) else self.length
        )


def fold(value):
    """Case, width, entities and invisible letters undone: what watched terms are matched on."""
    if value.isascii() and "&" not in value:
        return Folded(value.lower(), range(len(value)), len(value))
    letters, starts = [], []
    for start, piece in _pieces(value):
        for letter in unicodedata.normalize("NFKC", piece).casefold():
            if unicodedata.category(letter) == "Cf" or letter in INVISIBLE_LETTERS:
                continue
            letters.append(letter)
            starts.append(start)
    return Folded("".join(letters), starts, len(value))


def without_tags(value):
    """`value` with anything shaped like an HTML tag or comment cut out."""
    return TAG.sub("", value)


def skeleton(name):
    """What a name looks like: two names with one skeleton can't be told apart at a glance."""
    # Before and after: NFKC makes "ϲ" a sigma, and only then are wide letters and entities letters.
    folded = fold(name.casefold().translate(LOOKALIKES)).text
    stripped = "".join(
        c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn"
    )
    drawn = stripped.translate(LOOKALIKES)
    for looks, like in (("0", "o"), ("1", "l"), ("|", "l"), ("i", "l")):  # a capital I is an l
        drawn = drawn.replace(looks, like)
    return re.sub(r"[\W_]+", "", drawn).replace("rn", "m")


def _pieces(value):
    position = 0
    for entity in ENTITY.finditer(value):
        yield from enumerate(value[position : entity.start()], position)
        yield entity.start(), html.unescape(entity.group())
        position = entity.end()
    yield from enumerate(value[position:], position)
