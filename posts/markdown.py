"""Markdown to safe HTML. Pure: text in, markup out; nh3 is always the last to touch it.

`render_article` is for posts and pages, whose writers are trusted with headings, pictures and
tables, not with raw HTML. What readers write is rendered by `comments.markdown`.
"""

import re
from functools import cache
from typing import NamedTuple

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

ARTICLE_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
HEADING_PREFIX = "s-"  # keeps headings' ids apart from the page's own
HEADING_ID_MAX_LENGTH = 80  # characters
# markdown-it-py's time grows with the square of these; past the bound they are plain characters.
MAX_OPEN_BRACKETS = 2_000
MAX_QUOTES = 5_000
MAX_QUOTING = 500_000  # a third of a second's work
PICTURE = re.compile(r"https://|(?!//)[^:]+(?:[/?#]|$)", re.IGNORECASE)  # secure, or relative


QUOTE_MARKS = re.compile(r"(?:\A|[\r\n])[ \t>*+\-0-9.)]*>")  # and what may stand before them


@cache
def _parser(*, sets_quotes, may_quote):
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    parser.enable(["table", "strikethrough", "replacements"])
    parser.enable("smartquotes" if sets_quotes else [])
    return parser.disable([] if may_quote else "blockquote")


_cleaner = nh3.Cleaner(
    tags=ARTICLE_TAGS,
    attributes={
        "*": set(),
        "a": {"href", "title"},
        "img": {"src", "alt", "title"},
        "h2": {"id"},
        "h3": {"id"},
        "h4": {"id"},
        "ol": {"start"},
    },
    allowed_classes={"ol": {"finds"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)


class Article(NamedTuple):
    html: str
    contents: list  # [[id, heading text], ...] of its second-level headings, in order


def render_article(source):
    """Render Markdown of a post or page, at most 100,000 characters.

    Returns an Article. Headings start at level 2 (a single # is the page's title, so it becomes
    h2) and carry ids "s-...", unique in the text. A numbered list whose every item begins in bold
    gets the class "finds". Raw HTML is shown as text, and so is a picture's description where its
    address is neither relative nor https.
    """
    if source.count("[") > MAX_OPEN_BRACKETS:
        source = source.replace("[", "&#91;")
    quotes = source.count('"') + source.count("'")
    parser = _parser(
        sets_quotes=quotes <= MAX_QUOTES, may_quote=quoting_work(source) <= MAX_QUOTING
    )
    tokens = parser.parse(source)
    contents = _number_headings(tokens)
    _mark_findings(tokens)
    for token in tokens:
        if token.children:
            token.children = [_safe_picture(child) for child in token.children]
    return Article(_cleaner.clean(parser.renderer.render(tokens, parser.options, {})), contents)


def quoting_work(source):
    """What the ">" before lines may cost: every quotation may look at all lines below it."""
    marks = sum(found.count(">") for found in QUOTE_MARKS.findall(source))
    return marks * (source.count("\n") + source.count("\r"))


def _number_headings(tokens):
    contents, used, next_number = [], set(), {}
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = min(max(int(opening.tag[1]), 2), 4)
        opening.tag = closing.tag = f"h{level}"
        text = _plain(inline)
        stem = slugify(text, allow_unicode=True)[:HEADING_ID_MAX_LENGTH] or "section"
        stem = candidate = HEADING_PREFIX + stem
        while candidate in used:
            # Counting on from where this stem got to: a thousand equal headings stay cheap.
            number = next_number[stem] = next_number.get(stem, 1) + 1
            candidate = f"{stem}-{number}"
        used.add(candidate)
        opening.attrSet("id", candidate)
        if level == 2 and text:
            contents.append([candidate, text])
    return contents


def _plain(inline):
    """The text of a heading; its line breaks are spaces."""
    parts = (child.content or " " * child.type.endswith("break") for child in inline.children)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _mark_findings(tokens):
    """Give class "finds" to every ordered list of which each item opens with bold text."""
    open_lists = []  # [list token, whether all its items so far open bold]
    for position, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            open_lists.append([token, True])
        elif token.type == "ordered_list_close":
            opening, all_bold = open_lists.pop()
            if all_bold:
                opening.attrSet("class", "finds")
        elif token.type == "list_item_open" and open_lists:
            opening = open_lists[-1][0]
            if token.level == opening.level + 1 and not _opens_bold(
                tokens[position + 1 : position + 3]
            ):
                open_lists[-1][1] = False


def _opens_bold(paragraph):
    children = paragraph[-1].children if len(paragraph) == 2 else None
    first = next((c for c in children or () if c.content or c.type != "text"), None)
    return first is not None and first.type == "strong_open"


def _safe_picture(child):
    if child.type != "image" or PICTURE.match(str(child.attrGet("src"))):
        return child
    return Token("text", "", 0, content=child.content)
