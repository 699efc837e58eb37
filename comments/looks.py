"""Names as they look: which can't be told apart at a glance. Pure: text in, text out."""

import html
import re
import unicodedata
from functools import lru_cache

from comments.text import fold_as_drawn

READING_MAX_LENGTH = 300  # letters
NAMES_KEPT = 1024  # in memory: every name of staff is compared with each that is typed

# Of names alone, and as each letter stands there, a capital by its own looks: what text.py makes of
# their small letters comes after. From Unicode's confusables table (UTS #39); then Latin letters
# with a hook or a tail, which hardly show. Watched terms don't use it: whole languages are written
# in some of these, and no word of theirs is an English one.
_DRAWN_ALIKE = {
    "a": "ΛΔ∆⍺ⲀⲁꓮᗅɐɒᴧꭺƛʌӘ𐊠𖽀",
    "b": "ЬьƄᑲᖯᗷꓐꞴɓƃ𐊂𐊡𐌁",
    "c": "ϲϹⲤⲥꓚᑕ𐊢𐌂𐐕𐐽𐔜𑣩𑣲🝌ƈɕҫҪ",
    "d": "Ðꓓᑯᗞᗪɖɗƌԃꓒ",
    "e": "ЄєҽҼәəɛɘɜ℮⋿ⴹꓰꬲⲈⲉ𐊆𑢦𑢮",
    "f": "ϜƒſᖴẝꓝꞘꞙꬵϝ𐊇𐊥𐔥𑢢𑣂𝈓",
    "g": "Ԍԍɠᶃꓖƍ",
    "h": "ΗҢңҤҥɦɧᕼⲎⲏꓧћ𐋏",
    "j": "Ϳϳʝᒍꓙ",
    "k": "ƙҚқҜҝҠҡᛕⲔⲕꓗ𐔘",
    "l": "ǀ∣⏽│┃❘ƖɩɭɬɫӀꞁᒪᛁⲒⲓⳐⳑⵏꓡꓲꙇ𐊊𐌉𐌠𐐛𐑃𐔦𑢣𑢲𑣃𖼖𖼨𝈪"
    "\u05d5\u05df\u05c0\u0627\u0661\u06f1\u07ca",  # Hebrew, Arabic and N'Ko, written right to left
    "m": "ΜϺɱᗰᛖⲘⲙꓟ𐊰𐌑",
    "n": "Νɲɳŋռղᑎ\u2229Ⲛⲛꓠ𐔓",
    "o": "〇ଠഠဝჿዐᴑɵөӨⲞⲟⵔꓳꬽ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣗\u05e1\u0647\u0665\u06be\u06c1\u06d5",
    "p": "þƿƥᑭ⍴ⲢⲣꓑÞ𐊕",
    "q": "գզʠɋⵕ",
    "r": "ᖇᴦⲄⲅɹɾꓣꭇꭈꮁ𐒴𖼵𝈖",
    "s": "Տʂȿꓢ𐊖𐐠𐑈𑣁𖼺",
    "t": "⊤⟙ƭʈҬҭⲦⲧꓔ𐊗𐊱𐌕𑢼𖼊",
    "u": "ʋᑌሀ∪⋃ꓴꞟꭎꭒ𐓎𐓶𑢸𑣘𖽂",
    "v": "ᐯ∨⋁ⴸꓦꛟ\u06f7\u0667𐔝𑜆𑢠𑣀𖼈𝈍",
    "w": "աɯⱳꓪᗯⲰⲱ𑜊𑜎𑜏𑣦𑣯",
    "x": "×Ҳҳᕁᕽ᙭ᚷ╳⤫⨯ⲬⲭⵝꓫꞳ𐊐𐊴𐌗𐌢𐔧𑣬",
    "y": "ΥҮүҰұɣƴყⲨⲩꓬᶌỿꭚ𐊲𑢤𑣜𖽃",
    "z": "ΖȥʐⲌⲍꓜ𐋵𑢩𑣄𑣥",
}
# Letters in squares and circles that no normalising opens: negative ones, and those of flags.
_FRAMED = (0x1F150, 0x1F170, 0x1F1E6)
_ALIKE = str.maketrans(
    {letter: latin for latin, letters in _DRAWN_ALIKE.items() for letter in letters}
    | {chr(start + n): chr(ord("a") + n) for start in _FRAMED for n in range(26)}
)
# By the first word of their letters' names. No one writes a word in two of them; Chinese, Japanese
# and Korean, which do mix their own, aren't here.
_ALPHABETS = frozenset(
    name.split()[0]
    for name in (
        "LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC", "COPTIC",
        "CHEROKEE", "LISU", "CANADIAN SYLLABICS", "DESERET", "OSAGE", "NKO", "TIFINAGH", "RUNIC",
        "OLD ITALIC", "ELBASAN", "LYCIAN", "CARIAN", "WARANG CITI", "MIAO", "GLAGOLITIC", "GOTHIC",
        "ETHIOPIC", "MYANMAR", "THAI", "LAO", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI",
        "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA",
    )
)  # fmt: skip


@lru_cache(maxsize=NAMES_KEPT)
def readings(name):
    """What a name looks like, as tuple: read by its letters, and by how its capitals are drawn.

    A Greek capital Nu is an N to who reads it, and the small letter a v: "ΝΙΚΟΣ" is "νίκος", and
    "Νick" is Nick. Two names that share a reading can't be told apart. One without ink has none.
    """
    name = html.unescape(name)
    both = dict.fromkeys(_reading(typed) for typed in (name.casefold(), name))
    return tuple(filter(None, both))


def mixes_alphabets(name):
    """Whether one word of it has letters of two alphabets, as no word of any language has."""
    if name.isascii():
        return False
    words = re.split(r"[\W_]+", _bare(name))
    return any(len(_alphabets_of(word)) > 1 for word in words)


def _reading(name):
    drawn = name.lower() if name.isascii() else fold_as_drawn("".join(map(_drawn, name))).text
    drawn = drawn.translate(_ALIKE)
    for looks, like in (("0", "o"), ("1", "l"), ("|", "l"), ("i", "l")):  # a capital I is an l
        drawn = drawn.replace(looks, like)
    # Cut last, so that nothing that leaves no ink pushes a name out of sight.
    drawn = re.sub(r"[\W_]+", "", drawn).replace("rn", "m").replace("vv", "w")
    return drawn[:READING_MAX_LENGTH]


@lru_cache(maxsize=4096)
def _drawn(letter):
    # Before and after: marks are taken off what they stand on, bold and wide letters made plain.
    drawn = _bare(letter.translate(_ALIKE)).translate(_ALIKE)
    return "".join(_digit(part) for part in drawn)


def _digit(letter):
    """A decimal digit of any script as ours, by what it is worth."""
    return str(unicodedata.decimal(letter, letter))


def _bare(value):
    # Letter by letter: marks in a row are sorted in a time by the square of their number.
    parts = (part for letter in value for part in unicodedata.normalize("NFKD", letter))
    return "".join(part for part in parts if unicodedata.category(part)[0] != "M")


def _alphabets_of(word):
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & _ALPHABETS
