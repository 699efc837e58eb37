"""One comment as it stands on a page. Pure: a row in, markup out.

Markup in `body_html` is the renderer's, sanitised when it was stored; everything else that a
reader typed is escaped here.
"""

from datetime import datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language

from comments.reading.comment_words import words_of
from posts.discs import hue, initials

NAMES_PARENT_FROM = 2  # depth; a reply to a root visibly hangs on it
CLOCK = '<svg class="i" aria-hidden="true"><use href="#i-clock"/></svg>'


class Row(NamedTuple):
    """What the page needs of a comment, in the order of the columns of `page_rows`."""

    id: int
    parent_id: int | None
    thread_id: int | None
    depth: int
    status: str
    author_name: str
    author_url: str
    user_id: int | None
    is_staff: bool | None  # None for nobody's account
    is_confirmed: bool
    is_answer: bool
    is_picked: bool
    has_replies: bool
    is_listed: bool
    live_replies: int
    body_html: str
    is_edited: bool
    submitted_at: datetime


class Place(NamedTuple):
    """Where comments are shown, and to whom. In addresses "0" stands for the comment's id."""

    post_url: str
    reply_url: str  # of the form's own page; "" when the post takes no replies
    permalink: str
    report_url: str
    edit_url: str
    withdraw_url: str
    writer_id: int | None  # the user whose post it is: their comments carry the badge "Author"
    viewer_id: int | None  # who is signed in
    own_ids: frozenset  # comments whose author is looking
    mine: int | None  # the one that they have just written
    editable_since: datetime  # what is younger may still be changed by its author
    newest_first: bool
    zone: object  # tzinfo of the dates shown


def is_shown(row, place):
    """Approved comments to everybody; what waits, or was filed as spam, to its author alone."""
    if row.status == "approved":
        return True
    return row.id in place.own_ids and row.status in {"pending", "spam"}


class CommentMarkup:
    """Writes the comments of one page.

    `named` holds the rows, by id, that "to X" may name; those in `on_page` stand there themselves.
    Where replies don't hang on what they answer, `is_flat`, one to nobody says so.
    """

    def __init__(self, place, named, on_page, *, is_flat=False, is_of_many_threads=False):
        self.place, self.named, self.on_page = place, named, on_page
        self.is_flat = is_flat
        self.names_parent_from = 1 if is_of_many_threads else NAMES_PARENT_FROM
        self.words = words_of(get_language())
        self.leads_to = "in_thread" if is_of_many_threads else "link"
        self.permalink = _around_id(place.permalink)
        self.report = _around_id(place.report_url)

    def item(self, row, below=""):
        """The list item, with markup of what hangs `below` it."""
        if not is_shown(row, self.place):
            words = self.words[_gone(row)]
            article = f'<article class="say tombstone"><p>{words}</p></article>'
            return f'<li id="comment-{row.id}">{article}{below}</li>\n'
        if row.status != "approved":
            return (
                f'<li id="comment-{row.id}" class="wait"><p class="note" role="status">{CLOCK}'
                f"<span><b>{self.words['waiting']}</b> {self.words['only_you']}</span></p>"
                f"{self._article(row)}{below}</li>\n"
            )
        looks = "pick" * row.is_picked + " own" * self._is_own(row)
        looks = f' class="{looks.strip()}"' if looks else ""
        return f'<li id="comment-{row.id}"{looks}>{self._article(row)}{below}</li>\n'

    def _is_own(self, row):
        return row.id in self.place.own_ids

    def _article(self, row):
        drawn = _drawn(row.author_name)
        name = drawn.name or self.words["anonymous"]
        before, after = self.permalink
        permalink = f"{before}{row.id}{after}"
        shown_name = f"<bdi>{name}</bdi>"
        if row.author_url:
            shown_name = (
                f'<a href="{escape(row.author_url)}" rel="nofollow ugc noopener">{shown_name}</a>'
            )
        local = row.submitted_at.astimezone(self.place.zone)
        day = _day(local.year, local.month, local.day, self.words["language"])
        return (
            f'<article class="say">{drawn.disc}<header class="who"><b>{shown_name}</b>'
            f"{self._badges(row)}{self._addressee(row)}"
            f'<a class="when" href="{permalink}">'
            f'<time datetime="{local.isoformat(timespec="minutes")}">'
            f"{day}, {local.hour:02}:{local.minute:02}</time>"
            f"{self.words['edited'] if row.is_edited else ''}</a></header>"
            f'<div class="text">{row.body_html}</div>'
            f"{self._actions(row, name, permalink)}</article>"
        )

    def _badges(self, row):
        badges = ""
        if row.is_confirmed:
            badges += self.words["confirmed"]
        if row.user_id is not None:
            if row.user_id == self.place.writer_id:
                badges += self.words["author"]
            elif row.is_staff:
                badges += self.words["moderator"]
        if row.is_picked:
            badges += self.words["pick"]
        if row.is_answer:
            badges += self.words["answer"]
        return badges

    def _addressee(self, row):
        if row.depth < self.names_parent_from:
            return ""
        parent = self.named.get(row.parent_id)
        if parent is None:
            return f'<span class="to">{self.words["to_nobody"]}</span>' if self.is_flat else ""
        name = _drawn(parent.author_name).name or self.words["anonymous"]
        before, after = ("#comment-", "") if parent.id in self.on_page else self.permalink
        return (
            f'<a class="to" href="{before}{parent.id}{after}">'
            f"{self.words['to']} <bdi>{name}</bdi></a>"
        )

    def _actions(self, row, name, permalink):
        links = self._for_everybody(row, name, permalink) if row.status == "approved" else ""
        if self._is_own(row):
            links += self._for_its_author(row)
        return f'<div class="act">{links}</div>' if links else ""

    def _for_everybody(self, row, name, permalink):
        words, reply = self.words, ""
        if self.place.reply_url:
            reply = (
                f'<a rel="nofollow" href="{self.place.reply_url}?to={row.id}#reply" '
                f'aria-label="{words["reply_to"]} {name}">{words["reply"]}</a>'
            )
        before, after = self.report
        return (
            f'{reply}<a href="{permalink}" aria-label="{words[self.leads_to + "_to"]} {name}">'
            f'{words[self.leads_to]}</a><a rel="nofollow" href="{before}{row.id}{after}" '
            f'aria-label="{words["report_by"]} {name}">{words["report"]}</a>'
        )

    def _for_its_author(self, row):
        """While few can have answered what it said; what waits can be taken back at any time.

        What was written from an account is that account's to change, not this browser's.
        """
        if row.user_id not in {None, self.place.viewer_id}:
            return ""
        is_fresh = row.submitted_at > self.place.editable_since
        links = ""
        if is_fresh:
            before, after = _around_id(self.place.edit_url)
            links += f'<a href="{before}{row.id}{after}">{self.words["edit"]}</a>'
        if not row.has_replies and (is_fresh or row.status != "approved"):
            before, after = _around_id(self.place.withdraw_url)
            links += f'<a href="{before}{row.id}{after}">{self.words["withdraw"]}</a>'
        return links


def _gone(row):
    if row.status == "pending":
        return "unseen"
    return "removed" if row.body_html else "erased"


def _around_id(address):
    """What stands before and after the "0" of an address: the last one, for slugs have digits."""
    before, _zero, after = address.rpartition("0")
    return before, after


@lru_cache(maxsize=512)
def _day(year, month, day, _language):
    return format_date(datetime(year, month, day), "j F Y")  # noqa: DTZ001 (already local)


class _Drawn(NamedTuple):
    name: str  # escaped; "" for none
    disc: str


@lru_cache(maxsize=2048)
def _drawn(name):
    """How a name is drawn; names come back, in one thread and in the next."""
    disc = f'<span aria-hidden="true" class="av h{hue(name)}">{escape(initials(name))}</span>'
    return _Drawn(escape(name), disc)
