"""A reader's words such that no mail program makes a link of them. Pure: text in, text out."""

import re
import unicodedata
from bisect import bisect_left

LINK = "[link]"
JOINER = "\u2060"  # breaks a host for programs, and is not seen: "Node.js" still reads so

# Bounded before the colon, so that letters without one are gone through in linear time.
ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{0,20}://|\bwww\d{0,2}\.)\S+", re.IGNORECASE)
CLOSING = ".,;:!?)]}'\"»”’…"  # more of the sentence than of the address
# What hosts, mail addresses and "tel:" are recognised by, between two letters of any kind.
JOINT = re.compile(r"(?<=\S)[.@:．｡＠：](?=\S)|(?<=[a-z0-9])。(?=[a-z0-9])", re.IGNORECASE)
PARAGRAPHS = {"Zl", "Zp", "Cc", "Cs"}  # may end a line, or can't be sent


def unlinked(text):
    return apply(changes_to(text), text)


def one_line(text, length):
    """`text` on one line of at most `length` characters, and no encoded word of a mail's header."""
    letters = (" " if unicodedata.category(c) in PARAGRAPHS else c for c in str(text))
    line = " ".join("".join(letters).split()).replace("=?", "= ?")
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def changes_to(text):
    """What makes `text` free of links: [(start, end, replacement), ...], in order."""
    changes, position = [], 0
    for address in ADDRESS.finditer(text):
        end = address.start() + len(address.group().rstrip(CLOSING))
        changes += _joints(text, position, address.start())
        changes.append((address.start(), end, LINK))
        position = end
    return changes + _joints(text, position, len(text))


def apply(changes, text, start=0):
    """`text`, that begins at `start` of what the changes are for, with its part of them."""
    pieces, position, end = [], start, start + len(text)
    # They are in order, and none overlaps another: no need to go through all for each piece.
    for number in range(bisect_left(changes, start, key=_end_of), len(changes)):
        change_start, change_end, replacement = changes[number]
        if change_start >= end:
            break
        pieces.append(text[position - start : max(position, change_start) - start])
        if change_start >= start:
            pieces.append(replacement)
        position = min(max(position, change_end), end)
    pieces.append(text[position - start :])
    return "".join(pieces)


def _end_of(change):
    _start, end, _replacement = change
    return end


def _joints(text, start, end):
    return [(joint.end(), joint.end(), JOINER) for joint in JOINT.finditer(text, start, end)]
