"""A comment as a mail may quote it: no link, no picture, not too long. Pure: markup in and out."""

import html
import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

import nh3
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.mail import unlinked
from comments.mail.plain import BLOCKS, as_lines
from comments.markdown import TAGS

LENGTH = 1000  # characters
EMPTY = {"br", "hr"}

_cleaner = nh3.Cleaner(tags=TAGS - {"a"}, attributes={"*": set(), "ol": {"start"}})


class Quote(NamedTuple):
    html: str
    text: str  # each line marked with ">"


def quote_of(markup, length=LENGTH):
    """What stored markup says in at most about `length` characters, cut at a word.

    Links are their text alone, and addresses in the text are "[link]": a mail comes from us, and
    nothing in it may lead where a reader wants. nh3 is the last to touch it, here as well.
    """
    return _quote_of(markup, length, get_language())


@lru_cache(maxsize=4)  # whoever follows a comment is mailed it one after another
def _quote_of(markup, length, _language):
    reader = _Reader()
    reader.feed(_cleaner.clean(markup))
    reader.close()
    pieces = list(_cut(list(_without_links(reader.pieces)), length))
    lines = as_lines(pieces)
    return Quote(
        html=_cleaner.clean("".join(map(_as_html, pieces))),
        text="\n".join(f"> {line}".rstrip() for line in lines),
    )


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []

    def handle_starttag(self, tag, attributes):
        self.pieces.append(("open", tag, dict(attributes)))

    def handle_endtag(self, tag):
        self.pieces.append(("close", tag, None))

    def handle_data(self, text):
        # Line separators that a mail program might obey would lead out of the quotation.
        text = re.sub(r"[\u2028\u2029\v\f\x1c-\x1e\x85]", " ", text)
        self.pieces.append(("text", text, None))


def _without_links(pieces):
    """The pieces, with no address in them, though its letters be in bold one by one."""
    for ends_line, together in groupby(pieces, key=_ends_line):
        if ends_line:
            yield from together
            continue
        run, position = list(together), 0
        said = "".join(value for kind, value, _attributes in run if kind == "text")
        changes = unlinked.changes_to(said)
        for kind, value, attributes in run:
            if kind == "text":
                yield kind, unlinked.apply(changes, value, position), attributes
                position += len(value)
            else:
                yield kind, value, attributes


def _ends_line(piece):
    kind, value, _attributes = piece
    return kind != "text" and (value in BLOCKS or value == "br")


def _cut(pieces, length):
    """The first pieces, with at most `length` characters; an opened tag counts as one."""
    opened, room = [], length
    for number, (kind, value, attributes) in enumerate(pieces):
        size = {"text": len(value), "open": 1, "close": 0}[kind]
        if size > room:
            yield from _ending(pieces[number:], room, opened)
            return
        room -= size
        if value not in EMPTY:
            if kind == "open":
                opened.append(value)
            elif kind == "close":
                opened.pop()
        yield kind, value, attributes


def _ending(left_out, room, opened):
    kind, value, _attributes = left_out[0]
    if kind == "text":
        yield "text", _whole_words(value, room), None
    yield from (("close", tag, None) for tag in reversed(opened))
    if any(kind == "text" and value.strip() for kind, value, _attributes in left_out):
        more = _("… (more on the page)")
        yield from (("open", "p", {}), ("text", more, None), ("close", "p", None))


def _whole_words(text, room):
    kept = text[:room]
    if not text[room : room + 1].isspace():
        head, space, _tail = kept.rpartition(" ")
        kept = head if space else kept
    return kept.rstrip()


def _as_html(piece):
    kind, value, attributes = piece
    if kind == "text":
        return html.escape(value, quote=False)
    if kind == "close":
        return "" if value in EMPTY else f"</{value}>"
    start = attributes.get("start", "")
    return f'<{value} start="{start}">' if start.isdecimal() else f"<{value}>"
