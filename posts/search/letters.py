"""What a word is, the same for what posts hold and for what is searched. Pure.

A word is a run of letters and digits. A sign stands alone, and so does a letter of a script that
puts no blanks between its words: what is typed together is looked for together. What only parts
words, such as a dash or a closing quote, is nothing that anybody searches.
"""

import re
import unicodedata
from typing import NamedTuple

SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
# Thai to Lao, Burmese, Khmer, arrows and symbols, Japanese, Chinese, pictures.
ALONE = (
    "¢-§©¬®°±×÷\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u20a0-\u20cf\u2100-\u2bff"
    "\u2e80-\u2fff\u3005-\u3007\u3031-\u4dbf\u4e00-\ua4cf\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
PARTS_WORDS = (
    "\u0001-\u0020\u007f-\u00a1«\u00ad¶·»¿\u037e\u0387\u0589\u058a\u05be\u05c0\u05c3\u05c6"
    "\u05f3\u05f4\u060c\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u1680\u2000-\u206f"
    "\u2e00-\u2e7f\u3000-\u3004\u3008-\u3030\ufe00-\ufe6f\ufeff\ufff0-\uffff"
)
SIGNS_IN_CLASS = re.sub(r"([\]\[\\^-])", r"\\\1", SIGNS)  # of a regular expression
MARKS = "\u0300-\u036f"  # accents that stand by themselves in a decomposed text
APOSTROPHES = {"’": "'"}  # as it is typed: as it is printed
TOKEN_MAX_LENGTH = 60  # characters

_PIECE = re.compile(f"([{SIGNS_IN_CLASS}{ALONE}])|([^{SIGNS_IN_CLASS}{ALONE}{PARTS_WORDS}\\s\0]+)")
_MARKS = re.compile(f"[{MARKS}]+")


class Piece(NamedTuple):
    text: str
    is_sign: bool


def runs_of(typed):
    """[[Piece, ...], ...]: what stands in `typed` with nothing between.

    "C++" is one run of three pieces, "well—known" are two runs of one.
    """
    runs, end = [], None
    for match in _PIECE.finditer(_with_one_apostrophe(unicodedata.normalize("NFC", typed))):
        if match.start() != end:
            runs.append([])
        runs[-1].append(Piece(match[0], is_sign=bool(match[1])))
        end = match.end()
    return runs


def fold(text):
    """Without accents and capitals, as PostgreSQL's function folds; SQLite's tokenizer does it."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _with_one_apostrophe(bare.lower().replace("ς", "σ"))


def _with_one_apostrophe(text):
    for printed, typed in APOSTROPHES.items():
        text = text.replace(printed, typed)
    return text
