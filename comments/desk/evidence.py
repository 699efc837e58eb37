"""Rendered text as a moderator reads it: evidence marked, every link followed by its real host.

Pure. The markup that comes in was sanitised when it was stored: tags are passed on as they are,
and all text between them is escaped anew. A mark never crosses a tag, and evidence is looked for
in the text alone, so that nothing it holds can become markup.
"""

import html
import re
from typing import NamedTuple
from urllib.parse import unquote

from comments.markdown import host_of
from comments.text import shortened

# A ">" may stand in an attribute: cut there, the rest of the tag would be taken for text.
TAG = re.compile(r"""(</?[a-zA-Z](?:[^<>"]|"[^"]*")*>)""")
HREF = re.compile(r'\bhref="([^"]*)"')
MARKS = 50  # in one text
AROUND = 40  # characters on each side of evidence in an excerpt
EXCERPT = 200  # characters of the evidence itself
HOST_SHOWN = 80


def shown(body_html, evidence):
    """The markup with what `evidence` says marked, and the set of what was found in it.

    A word is marked where it stands alone; only what never does is marked inside of others.
    """
    wanted = sorted({text for text in evidence if text.strip()}, key=len, reverse=True)
    alone = _Marker({text: _alone(text) for text in wanted})
    markup = alone.mark(body_html)
    missing = set(wanted) - alone.found
    if not missing:
        return markup, alone.found
    anywhere = _Marker(
        {text: re.escape(text) if text in missing else _alone(text) for text in wanted}
    )
    return anywhere.mark(body_html), anywhere.found


class Excerpt(NamedTuple):
    """Evidence in the field where it stands, with some of what is around it."""

    field: str
    before: str
    text: str
    after: str


def excerpt(span, source):
    """Of one piece of evidence, a dict of a Span; `source` is the field's text as it is now."""
    text, start, end = span["text"], span["start"], span["end"]
    if source is None or not text or source[start:end] != text:
        return Excerpt(span["field"], "", shortened(text, EXCERPT), "")
    before = source[max(0, start - AROUND) : start]
    after = source[end : end + AROUND]
    return Excerpt(
        span["field"],
        ("…" if start > AROUND else "") + before,
        shortened(text, EXCERPT),
        after + ("…" if end + AROUND < len(source) else ""),
    )


class _Marker:
    def __init__(self, patterns):
        self.wanted, self.found, self.left = set(patterns), set(), MARKS
        self.pattern = re.compile("|".join(patterns.values())) if patterns else None

    def mark(self, body_html):
        pieces, href = [], None
        for number, piece in enumerate(TAG.split(body_html)):
            is_tag = number % 2
            pieces.append(piece if is_tag else self._marked(html.unescape(piece)))
            if is_tag and piece.startswith("<a "):
                address = HREF.search(piece)
                href = html.unescape(address[1]) if address else ""
            elif is_tag and piece == "</a>" and href is not None:
                pieces.append(self._host(href))
                href = None
        return "".join(pieces)

    def _marked(self, text):
        if self.pattern is None:
            return html.escape(text)
        pieces, position = [], 0
        for match in self.pattern.finditer(text):
            if not self.left:
                break
            self.left -= 1
            self.found.add(match.group())
            pieces.append(html.escape(text[position : match.start()]))
            pieces.append(f"<mark>{html.escape(match.group())}</mark>")
            position = match.end()
        return "".join(pieces) + html.escape(text[position:])

    def _host(self, address):
        """What the renderer adds only where a link's text names another host."""
        host = _host_of(address)
        said = {address, host} & self.wanted
        self.found |= said
        shown = html.escape(shortened(host, HOST_SHOWN))
        shown = f"<mark>{shown}</mark>" if said else shown
        return f' <span class="host">{shown}</span>' if host else ""


def _alone(text):
    before = r"(?<!\w)" if text[0].isalnum() else ""
    after = r"(?!\w)" if text[-1].isalnum() else ""
    return f"{before}{re.escape(text)}{after}"


def _host_of(address):
    scheme, _colon, rest = address.partition(":")
    if scheme.lower() == "mailto":
        return unquote(rest.partition("?")[0]).rpartition("@")[2].lower() or "mailto:"
    return host_of(address)
