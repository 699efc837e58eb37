"""What markup made of a comment may hold."""

import re

from comments import markdown
from comments.markdown import LINK_REL, TAGS
from tests.comments.reading import Elements

ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}


def is_clean(markup):
    elements = Elements(markup)
    assert elements.tags <= TAGS
    for tag, attributes in elements.all:
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        if tag == "a":
            assert attributes["rel"] == LINK_REL
            assert re.match("https?://|mailto:", attributes.get("href", "mailto:"), re.I)
        if "start" in attributes:
            assert attributes["start"].isdecimal()
    assert markdown._cleaner.clean(markup) == markup
    return True
