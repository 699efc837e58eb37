"""One line of the list in words. Pure: a Row and a record in, what the template shows out."""

import html
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.desk.rule_names import short_name_of_rule
from comments.text import shortened, without_tags

EXCERPT = 220  # characters: a little more than two lines hold
READ_FOR_EXCERPT = 2_000  # characters of markup
REASONS_SHOWN = 2


class Shown(NamedTuple):
    row: object
    name: str
    label: str  # of its box
    address: str
    excerpt: str
    age: str
    why: list  # (words, tone)
    to: str
    record: str
    links: str
    reports: str
    is_current: bool = False


def shown(row, address, record, now, *, is_current):
    name = row.author_name or _("Anonymous")
    return Shown(
        row=row,
        name=name,
        label=_("Select the reply by %(name)s") % {"name": name},
        address=address,
        excerpt=excerpt_of(row.body_html) or _("Without words: its author had them erased."),
        age=age_of(row.submitted_at, now),
        why=why_held(row.findings),
        to=_("to %(name)s") % {"name": row.parent_name or _("Anonymous")} if row.parent_id else "",
        record=record,
        links=words_of_links(row.body_html),
        reports=words_of_reports(row.open_flags),
        is_current=is_current,
    )


def excerpt_of(body_html, length=EXCERPT):
    """The first words of rendered markup, plain: to be escaped like anything a reader typed."""
    markup = body_html[:READ_FOR_EXCERPT]
    markup = markup[: markup.rfind("<")] if markup.rfind("<") > markup.rfind(">") else markup
    text = html.unescape(without_tags(markup.replace("<", " <")))
    return shortened(" ".join(text.split()), length)


def age_of(at, now):
    """How long ago, in the one unit that says most."""
    seconds = max(0, int((now - at).total_seconds()))
    for unit, words in _UNITS:
        if seconds >= unit:
            return words() % {"number": seconds // unit}
    return _("now")


_UNITS = (
    (86_400, lambda: _("%(number)d d")),
    (3_600, lambda: _("%(number)d h")),
    (60, lambda: _("%(number)d min")),
)


def why_held(findings):
    """The strictest findings, each in a word or two, with the tone of its verdict."""
    return [
        (short_name_of_rule(finding["rule"]), "bad" if finding["verdict"] == "SPAM" else "check")
        for finding in findings[:REASONS_SHOWN]
    ]


def words_of_links(body_html):
    number = body_html.count("<a href=")
    return ngettext("%d link", "%d links", number) % number if number else ""


def words_of_reports(number):
    return ngettext("%d report", "%d reports", number) % number if number else ""
