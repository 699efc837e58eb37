"""Markdown to safe HTML. Pure: text in, markup out; nh3 is always the last to touch it.

`render_article` is for posts and pages, whose writers are trusted with headings, images of their
own site and tables, not with raw HTML. What readers write is rendered by `comments.markdown`.
"""

import html
import re
from typing import NamedTuple

import nh3
from django.utils.text import slugify
from markdown_it import MarkdownIt

ARTICLE_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
HEADING_PREFIX = "s-"  # keeps headings' ids apart from the page's own
MAX_OPEN_BRACKETS = 2_000  # markdown-it-py's time grows with their square

_article = MarkdownIt(
    "commonmark",
    {"html": False, "linkify": False, "typographer": True, "quotes": "“”‘’"},
).enable(["table", "strikethrough", "replacements", "smartquotes"])


class Article(NamedTuple):
    html: str
    contents: list  # [[id, heading text], ...] of its second-level headings, in order


def render_article(source):
    """Render Markdown of a post or page.

    Returns an Article. Headings start at level 2 (a single # is the page's title, so it becomes
    h2) and carry ids "s-...", unique in the text. A numbered list whose every item begins in bold
    gets the class "finds". Raw HTML is shown as text.
    """
    tokens = _article.parse(_bounded(source))
    contents = _number_headings(tokens)
    _mark_findings(tokens)
    markup = _article.renderer.render(tokens, _article.options, {})
    clean = nh3.clean(
        markup,
        tags=ARTICLE_TAGS,
        attributes={
            "*": set(),
            "a": {"href", "title"},
            "img": {"src", "alt", "title"},
            "h2": {"id"},
            "h3": {"id"},
            "h4": {"id"},
            "ol": {"start"},
            "td": {"align"},
            "th": {"align"},
        },  # fmt: skip
        allowed_classes={"ol": {"finds"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return Article(clean, contents)


def _bounded(source):
    """Past the bound the brackets lose their meaning, and the parser its square."""
    if source.count("[") <= MAX_OPEN_BRACKETS:
        return source
    return source.replace("[", "&#91;")


def _number_headings(tokens):
    contents, used = [], set()
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = min(max(int(opening.tag[1]), 2), 4)
        opening.tag = closing.tag = f"h{level}"
        text = _plain(inline)
        stem = candidate = HEADING_PREFIX + (slugify(text, allow_unicode=True) or "section")
        number = 2
        while candidate in used:
            candidate, number = f"{stem}-{number}", number + 1
        used.add(candidate)
        opening.attrSet("id", candidate)
        if level == 2:
            contents.append([candidate, text])
    return contents


def _plain(inline):
    parts = [child.content for child in inline.children or () if child.content]
    return re.sub(r"\s+", " ", html.unescape("".join(parts))).strip()


def _mark_findings(tokens):
    """Give class "finds" to every ordered list of which each item opens with bold text."""
    for position, token in enumerate(tokens):
        if token.type != "ordered_list_open":
            continue
        starts = []
        for index in range(position + 1, len(tokens)):
            inner = tokens[index]
            if inner.type == "ordered_list_close" and inner.level == token.level:
                break
            if inner.type == "list_item_open" and inner.level == token.level + 1:
                inline = tokens[index + 2] if index + 2 < len(tokens) else None
                starts.append(bool(inline and inline.children and _opens_bold(inline.children)))
        if starts and all(starts):
            token.attrSet("class", "finds")


def _opens_bold(children):
    first = next((child for child in children if child.content or child.type != "text"), None)
    return first is not None and first.type == "strong_open"
