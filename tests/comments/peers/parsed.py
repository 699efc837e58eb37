"""Markup as a browser's parser reads it: html5ever, which is what nh3 parses with."""

import re
from urllib.parse import urlsplit

import nh3

from comments.markdown import LINK_REL, TAGS
from tests.comments.reading import Elements

SCHEMES = {"http", "https", "mailto"}
# All of this would be kept if it were there: what this parser drops can't hide from the test.
ACTIVE = {
    "base", "button", "embed", "form", "iframe", "img", "input", "link", "math", "meta", "noscript",
    "object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "xmp",
}  # fmt: skip
ATTRIBUTES = {
    "action", "class", "formaction", "href", "id", "name", "onclick", "onerror", "onfocus",
    "onload", "onmouseover", "rel", "src", "srcdoc", "start", "style", "target", "title",
}  # fmt: skip


def parsed(markup):
    """`markup` read and written again by an HTML5 parser that takes nothing away."""
    return nh3.clean(
        markup,
        tags=nh3.ALLOWED_TAGS | TAGS | ACTIVE,
        clean_content_tags=set(),
        attributes={"*": ATTRIBUTES},
        url_schemes=SCHEMES | {"javascript", "data", "vbscript"},
        strip_comments=False,
        link_rel=None,
    )


def has_no_active_content(markup):
    """Nothing but the elements and attributes of a comment, and links to the web and mail."""
    elements = Elements(parsed(markup))
    assert elements.tags <= TAGS
    for tag, attributes in elements.all:
        assert set(attributes) <= {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        if tag == "a":
            assert attributes.get("rel") == LINK_REL
            assert scheme_of(attributes.get("href", "mailto:")) in SCHEMES
    return True


def scheme_of(address):
    """As the URL standard has it: blanks and controls at the ends, tabs and breaks don't count."""
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    return urlsplit(address).scheme.lower()


def tags_of(markup):
    """The tags alone, as they stand: what is not text."""
    return " ".join(re.findall(r"<[^<>]*>", parsed(markup)))
