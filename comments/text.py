"""What readers type, cleaned and compared. Pure: text in, text out."""

import html
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from comments.addresses import in_dns_letters

# Letters and marks with no ink that Unicode doesn't class as format characters or spaces.
INVISIBLE_LETTERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    "\u180b\u180c\u180d\u180e\u180f"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))  # variation selectors
)
ASCII_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# An unended comment runs to the end, as in a browser, and looking for its end isn't quadratic.
TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Unicode's stream-safe bound (UAX #15): no language comes near it, and normalising takes time by
# the square of such a run: 14 s for 80,000.
MARKS_IN_A_ROW = 30

# Letters of other alphabets, case-folded, and the Latin letter each is drawn like: the pairs that
# Unicode's confusables table (UTS #39) has for Cyrillic, Greek, Armenian and Cherokee (which folds
# to capitals), then small capitals, and Latin letters with a stroke that is no mark to take off.
_DRAWN_ALIKE = (
    "аa вb сc ԁd еe һh нh іi јj кk ӏl мm пn оo рp ԛq гr ѓr ѕs тt ѵv ԝw ѡw хx уy зz "
    "αa βb ϲc εe ηn ιi κk μu νv οo ρp σo τt υu χx γy ωw "
    "օo սu հh ոn քp յj ցg ıi ɑa ɡg "
    "Ꭰd Ꭱr Ꭲt Ꭵi Ꭹy Ꭺa Ꭻj Ꭼe Ꮃw Ꮇm Ꮋh Ꮍy Ꮐg Ꮒh Ꮓz Ꮟb Ꮢr Ꮤw Ꮥs Ꮩv Ꮪs Ꮮl Ꮯc Ꮲp Ꮶk Ꮷd Ᏻg Ᏼb "
    "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz "
    "ⱥa ƀb ȼc đd ɇe ǥg ħh ɨi ɉj łl ƚl øo ᵽp ɍr ŧt ʉu ɏy ƶz"
)
LOOKALIKES = str.maketrans(dict(_DRAWN_ALIKE.split()))


def clean_text(value):
    """NFC, line feeds only, no control characters or lone surrogates, no blank ends.

    The first line keeps an indent that makes it code.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if value.isascii():  # as letter by letter below, and twenty times as fast
        value = ASCII_CONTROLS.sub("", value).rstrip()
    else:
        value = unicodedata.normalize("NFC", "".join(_storable(value))).rstrip()
    first = len(value) - len(value.lstrip())
    value = value[value.rfind("\n", 0, first) + 1 :]
    return value if value.startswith(("    ", "\t")) else value.lstrip()


def _storable(value):
    marks = 0
    for letter in value:
        if letter not in "\n\t" and unicodedata.category(letter) in {"Cc", "Cs"}:
            continue
        # Not by combining(): U+0F73 has none and yet is two marks when taken apart.
        marks = marks + 1 if unicodedata.category(letter)[0] == "M" else 0
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


def folded_address(email):
    """An e-mail address as it is compared: case and alphabet that people type mean nothing."""
    folded = email.strip().lower()
    try:
        return in_dns_letters(folded)
    except ValueError:
        return folded  # not one of ours: forms take none such


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
    return _letter_by_letter(value, _folded)


def fold_as_drawn(value):
    """Marks taken off as well, and letters made the Latin ones that they are drawn like."""
    return _letter_by_letter(value, _drawn)


def has_marks(value):
    """Whether a letter of `value` has an accent or the like, on it or behind it."""
    return any(unicodedata.category(part)[0] == "M" for part in _apart(value))


def without_tags(value):
    """`value` with anything shaped like an HTML tag or comment cut out."""
    return TAG.sub("", value)


def without_addresses(value):
    """`value` without links, mail addresses and @names, its blanks made one each.

    Piece by piece: an expression for what stands around an "@" takes time by the square.
    """
    return " ".join(piece for piece in URL.sub(" ", value).split() if "@" not in piece)


def shortened(text, length):
    """`text` in at most `length` characters; an ellipsis tells that some were cut."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _letter_by_letter(value, change):
    # One letter at a time takes time in line with the length, whatever marks and joiners follow.
    if value.isascii() and "&" not in value:
        return Folded(value.lower(), range(len(value)), len(value))
    letters, starts = [], []
    for start, piece in _pieces(value):
        changed = change(piece)
        letters.append(changed)
        starts += [start] * len(changed)
    return Folded("".join(letters), starts, len(value))


@lru_cache(maxsize=4096)
def _folded(piece):
    folded = unicodedata.normalize("NFKC", piece).casefold()
    return "".join(
        c for c in folded if unicodedata.category(c) != "Cf" and c not in INVISIBLE_LETTERS
    )


@lru_cache(maxsize=4096)
def _drawn(piece):
    # Before and after: NFKC makes "ϲ" a sigma, and only then are wide letters and entities letters.
    folded = _folded(piece.casefold().translate(LOOKALIKES))
    bare = "".join(part for part in _apart(folded) if unicodedata.category(part)[0] != "M")
    return bare.translate(LOOKALIKES)


def _apart(value):
    return (part for letter in value for part in unicodedata.normalize("NFD", letter))


def _pieces(value):
    position = 0
    for entity in ENTITY.finditer(value):
        yield from enumerate(value[position : entity.start()], position)
        yield entity.start(), html.unescape(entity.group())
        position = entity.end()
    yield from enumerate(value[position:], position)
