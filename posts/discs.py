"""The coloured disc with initials that stands for a person. Pure: name in, letters and hue out."""

from zlib import crc32

HUES = 12


def initials(name):
    """One or two letters; "?" for a name that begins with none."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def hue(name):
    """A colour class's number, 0 to 11: the same for a name wherever it stands."""
    return crc32(name.casefold().encode("utf-8", "replace")) % HUES
