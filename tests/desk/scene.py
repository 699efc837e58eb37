"""What the desk's page says, read as a moderator reads it."""

import html
import re

from tests.comments.scene import browser

DESK = "/moderation/"
RITA = {"author_name": "Rita", "author_email": "rita@example.org"}


def desk(person, query="", pk=None):
    address = f"{DESK}{pk}/" if pk else DESK
    return browser(person).get(f"{address}?{query}")


def rows(page):
    """The ids of the list, in its order."""
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', page.text)]


def counts(page):
    """{view: number} as the page says them."""
    found = re.findall(r'data-view="(\w+)"[^>]*>[^<]*<span class="n">(\d+)</span>', page.text)
    return {view: int(number) for view, number in found}


def row(page, comment):
    """One line of the list, as text."""
    found = re.search(rf'<li id="row-{comment.pk}".*?</li>', page.text, re.DOTALL)
    return words(found[0])


def detail(page):
    return page.text[page.text.index('<section id="detail"') :].partition('<div id="notice"')[0]


def words(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def shown(moderator, comment):
    return detail(desk(moderator, pk=comment.pk))


def said(moderator, comment):
    return words(shown(moderator, comment))
