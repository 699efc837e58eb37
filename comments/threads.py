"""Rows of one post's comments to nested HTML, in one pass. Pure: rows in, markup out.

A thread is never recursed in a template: 100 comments cost 46 ms that way. Markup in `body_html`
is the renderer's, sanitised when it was stored; everything else that a reader typed is escaped
here.
"""

from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext, ngettext

from posts.discs import hue, initials

INDENTED_TO = 3  # deeper replies stand below each other, with "to X"
NAMES_PARENT_FROM = 2
CLOCK = '<svg class="i" aria-hidden="true"><use href="#i-clock"/></svg>'


class Row(NamedTuple):
    """What the page needs of a comment, in the order of `FIELDS` as `values_list` gives it."""

    id: int
    parent_id: int | None
    depth: int
    status: str
    author_name: str
    author_url: str
    user_id: int | None
    is_answer: bool
    submitted_at: datetime
    body_html: str


FIELDS = Row._fields


class Place(NamedTuple):
    """Where a thread is shown, and to whom."""

    reply_url: str  # of the form's own page; "" when the post takes no replies
    permalink: str  # with "0" in place of the comment's id
    writer_id: int | None  # the user whose post it is: their comments carry the badge "Author"
    own_ids: frozenset  # comments whose author is looking
    zone: object  # tzinfo of the dates shown


class Thread(NamedTuple):
    html: str
    replies_count: int  # approved comments
    answers_count: int  # approved comments that answer the question


def render_thread(rows, place):
    """Nest `rows`, any order, and return a Thread; its html is "" when nothing is to be shown.

    Approved comments are shown to everybody, waiting ones (and those filed as spam, which look the
    same) only where `place.own_ids` has them. Whatever else has live replies leaves a tombstone.
    """
    rows = sorted(rows, key=lambda row: row.id)
    shown = {row.id: row for row in rows if _is_shown(row, place)}
    kept = set(shown)
    for row in reversed(rows):  # children before parents: a child's id is the greater
        if row.id in kept and row.parent_id is not None:
            kept.add(row.parent_id)
    children = defaultdict(list)
    for row in rows:
        if row.id in kept:
            children[row.parent_id].append(row)
    approved = [row for row in rows if row.status == "approved"]
    html = _Writer(place, shown, children).thread() if children[None] else ""
    return Thread(html, len(approved), sum(row.is_answer for row in approved))


def _is_shown(row, place):
    if row.status == "approved":
        return True
    return row.id in place.own_ids and row.status in {"pending", "spam"}


@lru_cache(maxsize=512)
def _day(year, month, day, _language):
    return format_date(datetime(year, month, day), "j F Y")  # noqa: DTZ001 (already local)


class _Drawn(NamedTuple):
    name: str  # escaped; "" for none
    disc: str


@lru_cache(maxsize=2048)
def _drawn(name):
    """How a name is drawn; names come back, in one thread and in the next."""
    disc = f'<span class="av h{hue(name)}" aria-hidden="true">{escape(initials(name))}</span>'
    return _Drawn(escape(name), disc)


class _Writer:
    def __init__(self, place, shown, children):
        self.place, self.shown, self.children = place, shown, children
        self.before_id, self.after_id = place.permalink.split("0", 1)
        self.summaries = {}
        self.anonymous = escape(gettext("Anonymous"))
        self.words = {
            key: escape(text)
            for key, text in {
                "author": gettext("Author"),
                "answer": gettext("Answers the question"),
                "to": gettext("to"),
                "reply": gettext("Reply"),
                "reply_to": gettext("Reply to"),
                "link": gettext("Link"),
                "link_to": gettext("Link to the reply by"),
                "waiting": gettext("Your reply is awaiting moderation."),
                "only_you": gettext(
                    "Only you can see it here. A moderator reads every first reply, "
                    "usually within a day."
                ),
                "removed": gettext("This reply was removed by a moderator."),
                "unseen": gettext("A moderator is looking at this reply."),
            }.items()
        }
        self.language = gettext("Reply")  # changes with the language: keys the dates' cache

    def thread(self):
        items = "".join(self._root(row) for row in self.children[None])
        return f'<ol class="thread">\n{items}</ol>'

    def _root(self, row):
        kids = self.children[row.id]
        if not kids:
            return self._item(row, "")
        summary = self._summary(self._live_below(row.id))
        return self._item(
            row, f'<details class="fold" open>{summary}\n{self._kids(kids, 1)}</details>'
        )

    def _summary(self, count):
        if count not in self.summaries:
            hide = ngettext("− Hide %d reply", "− Hide %d replies", count) % count
            show = ngettext("+ Show %d reply", "+ Show %d replies", count) % count
            self.summaries[count] = (
                f'<summary><span class="c">{hide}</span><span class="o">{show}</span></summary>'
            )
        return self.summaries[count]

    def _kids(self, rows, level):
        if level < INDENTED_TO:
            items = (
                self._item(
                    row, self._kids(kids, level + 1) if (kids := self.children[row.id]) else ""
                )
                for row in rows
            )
        else:
            items = (self._item(row, "") for row in self._below_each_other(rows))
        return f'<ol class="kids">\n{"".join(items)}</ol>'

    def _below_each_other(self, rows):
        """The rows and all below them, each before its own replies; any depth, no recursion."""
        stack = list(reversed(rows))
        while stack:
            row = stack.pop()
            yield row
            stack.extend(reversed(self.children[row.id]))

    def _live_below(self, root_id):
        return sum(row.id in self.shown for row in self._below_each_other(self.children[root_id]))

    def _item(self, row, below):
        if row.id not in self.shown:
            words = self.words["unseen" if row.status == "pending" else "removed"]
            article = f'<article class="say tombstone"><p>{words}</p></article>'
            return f'<li id="comment-{row.id}">{article}{below}</li>\n'
        if row.status != "approved":
            return (
                f'<li id="comment-{row.id}" class="wait"><p class="note" role="status">{CLOCK}'
                f"<span><b>{self.words['waiting']}</b> {self.words['only_you']}</span></p>"
                f"{self._article(row, is_waiting=True)}{below}</li>\n"
            )
        return f'<li id="comment-{row.id}">{self._article(row)}{below}</li>\n'

    def _article(self, row, *, is_waiting=False):
        drawn = _drawn(row.author_name)
        permalink = f"{self.before_id}{row.id}{self.after_id}"
        shown_name = f"<bdi>{drawn.name or self.anonymous}</bdi>"
        if row.author_url:
            shown_name = (
                f'<a href="{escape(row.author_url)}" rel="nofollow ugc noopener">{shown_name}</a>'
            )
        local = row.submitted_at.astimezone(self.place.zone)
        day = _day(local.year, local.month, local.day, self.language)
        return (
            f'<article class="say">{drawn.disc}<header class="who"><b>{shown_name}</b>'
            f"{self._badges(row)}{self._addressee(row)}"
            f'<a class="when" href="{permalink}">'
            f'<time datetime="{local.isoformat(timespec="minutes")}">'
            f"{day}, {local.hour:02}:{local.minute:02}</time></a></header>"
            f'<div class="text">{row.body_html}</div>'
            f"{'' if is_waiting else self._actions(row, drawn, permalink)}</article>"
        )

    def _badges(self, row):
        badges = ""
        if row.user_id is not None and row.user_id == self.place.writer_id:
            badges += f'<span class="bdg">{self.words["author"]}</span>'
        if row.is_answer:
            badges += f'<span class="bdg a">{self.words["answer"]}</span>'
        return badges

    def _addressee(self, row):
        parent = self.shown.get(row.parent_id)
        if parent is None or row.depth < NAMES_PARENT_FROM:
            return ""
        name = _drawn(parent.author_name).name or self.anonymous
        return f'<a class="to" href="#comment-{parent.id}">{self.words["to"]} <bdi>{name}</bdi></a>'

    def _actions(self, row, drawn, permalink):
        name = drawn.name or self.anonymous
        reply = ""
        if self.place.reply_url:
            reply = (
                f'<a href="{self.place.reply_url}?to={row.id}#reply" rel="nofollow" '
                f'aria-label="{self.words["reply_to"]} {name}">{self.words["reply"]}</a>'
            )
        return (
            f'<div class="act">{reply}<a href="{permalink}" '
            f'aria-label="{self.words["link_to"]} {name}">{self.words["link"]}</a></div>'
        )
