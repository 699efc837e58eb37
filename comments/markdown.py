"""A reader's Markdown to safe HTML. Pure; nh3 is the last to touch it.

Preview, page, feed, mail and the moderators' screens show these very bytes. Raise RENDERER with
every change of the output: stored comments name the renderer that made their markup.
"""

import html
import re
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

RENDERER = 1
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
LINK_REL = "nofollow ugc noopener"
# markdown-it-py's time grows with the square of these; past the bound they are plain characters.
MAX_OPEN_BRACKETS = 200
MAX_ADDRESSES = 60

# With a host that can be read, shown and looked up: a browser follows "http:a.test" there as well.
ADDRESS = re.compile(r"https?://[^\s/?#\\]|mailto:", re.I)
HREF = re.compile(r'<a href="([^"]*)"')
HOST_LETTERS = re.compile(r"[\w.-]+", re.ASCII)


def _parser(linkify):
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": linkify})
    parser.validateLink = lambda address: bool(ADDRESS.match(address))
    parser.disable(["image", "heading", "lheading", "reference"])
    if linkify:
        parser.enable("linkify")
        # Only what names its scheme: "see notes.txt" and "ann@example.org" are no links.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        parser.linkify.add("ftp:", None).add("mailto:", None).add("//", None)
    return parser


_plain, _linking = _parser(linkify=False), _parser(linkify=True)
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=LINK_REL,
)


def render_comment(source):
    """Render a reader's Markdown, at most some thousand characters, to sanitised HTML.

    Single line breaks are kept; headings, raw HTML and reference links are no Markdown here and
    appear as typed, and so do links to anything but the web and mail; an image is a link. A link
    whose text names another host than it leads to is followed by the real one.
    """
    if source.count("[") > MAX_OPEN_BRACKETS:
        source = source.replace("[", "&#91;")
    parser = _linking if source.count("://") <= MAX_ADDRESSES else _plain
    tokens = parser.parse(source)
    for token in tokens:
        if token.children:
            token.children = list(_with_real_hosts(token.children))
    return _cleaner.clean(parser.renderer.render(tokens, parser.options, {})).strip()


def links_of(markup):
    """The addresses that rendered markup links to, in order, repeated ones repeated."""
    return [html.unescape(address) for address in HREF.findall(markup)]


def host_of(address):
    """The host of an address as a browser reads it, lower-case, or "" where there is none."""
    try:
        return unquote(urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _with_real_hosts(children):
    target, shown = "", ""
    for token in children:
        yield token
        if token.type == "link_open":
            target, shown = host_of(str(token.attrGet("href"))), ""
        elif token.type == "link_close":
            named = _first_host_in(shown)
            if target and named and not _same_site(named.lower(), target):
                yield Token("text", "", 0, content=f" [{target}]")
        else:
            shown += token.content


def _first_host_in(text):
    """What looks like a host in `text`, or "". No search by one expression: that is quadratic."""
    for letters in HOST_LETTERS.findall(text):
        labels = letters.split(".")
        while labels and not (labels[-1].isalpha() and len(labels[-1]) > 1):
            labels.pop()  # a full stop, a number, a file's page
        host = ".".join(labels).lstrip(".-")
        if "." in host:
            return host
    return ""


def _same_site(shown, target):
    return shown.removeprefix("www.") == target.removeprefix("www.")
