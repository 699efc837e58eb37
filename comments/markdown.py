"""A reader's Markdown to safe HTML. Pure; nh3 is the last to touch it.

Preview, page, feed, mail and the moderators' screens show these very bytes. Raise RENDERER with
every change of the output: stored comments name the renderer that made their markup.
"""

import html
import re
from functools import cache
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from comments.hosts import hosts_named_in
from posts.markdown import quoting_work

RENDERER = 1
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
LINK_REL = "nofollow ugc noopener"
# markdown-it-py's time grows with the square of these; past the bound they are plain characters.
MAX_OPEN_BRACKETS = 200
MAX_ADDRESSES = 60
MAX_QUOTING = 50_000

# With a host that can be read, shown and looked up: a browser follows "http:a.test" there as well.
ADDRESS = re.compile(r"https?://[^\s/?#\\]|mailto:", re.I)
HREF = re.compile(r'<a href="([^"]*)"')


@cache
def _parser(*, linkify, may_quote):
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": linkify})
    parser.validateLink = lambda address: bool(ADDRESS.match(address))
    parser.disable(["image", "heading", "lheading", "reference"])
    parser.disable([] if may_quote else "blockquote")
    if linkify:
        parser.enable("linkify")
        # Only what names its scheme: "see notes.txt" and "ann@example.org" are no links.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        parser.linkify.add("ftp:", None).add("mailto:", None).add("//", None)
    return parser


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
    parser = _parser(
        linkify=source.count("://") <= MAX_ADDRESSES,
        may_quote=quoting_work(source) <= MAX_QUOTING,
    )
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


def first_host_of(markup):
    """The host that rendered markup links to first, without "www.", or ""."""
    hosts = map(host_of, links_of(markup))
    return next(filter(None, hosts), "").removeprefix("www.")


def _with_real_hosts(children):
    address, shown = "", ""
    for token in children:
        yield token
        if token.type == "link_open":
            address, shown = str(token.attrGet("href")), ""
        elif token.type == "link_close":
            target, mail_address = _target_of(address)
            if "@" in mail_address:  # "ann.lee@a.test" is no host "ann.lee"
                shown = shown.replace(mail_address, " ")
            if target and any(not _same_site(host, target) for host in hosts_named_in(shown)):
                yield Token("text", "", 0, content=f" [{target}]")
        else:
            shown += " " if token.type.endswith("break") else token.content


def _target_of(address):
    """The host that a link leads to, or at which it lets write, and to which mail address."""
    scheme, _colon, rest = address.partition(":")
    if scheme.lower() != "mailto":
        return host_of(address), ""
    mail_address = unquote(rest.partition("?")[0])
    return mail_address.rpartition("@")[2].lower() or "mailto:", mail_address


def _same_site(shown, target):
    # In the letters of the DNS: what is named in others may look like anything.
    return shown.isascii() and shown.removeprefix("www.") == target.removeprefix("www.")
