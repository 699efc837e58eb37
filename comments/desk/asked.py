"""What an address of the desk asks for. Pure but for Http404: a query string in, values out."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404

from comments.desk.query import moment_as, moment_in, number_in, one_of, read, rule_in
from comments.text import clean_text

WAITING, REPORTED, SPAM, REMOVED, APPROVED, MINE = VIEWS = (
    "waiting", "reported", "spam", "removed", "approved", "mine",
)  # fmt: skip
TEXT, HOST, ADDRESS, NETWORK = WAYS = ("text", "host", "address", "network")
LONGEST_SEARCH = 200  # characters


class Cursor(NamedTuple):
    """The last row of the page before: lists go on after it, whatever was decided above."""

    submitted_at: datetime
    id: int

    def __str__(self):
        return f"{moment_as(self.submitted_at)},{self.id}"


class Asked(NamedTuple):
    view: str = WAITING
    q: str = ""
    post: int | None = None
    rule: str = ""
    order: str = ""
    after: Cursor | None = None
    like: int | None = None
    by: str = ""

    @property
    def is_newest_first(self):
        """What waits is read in the order in which it came, unless asked otherwise."""
        return self.view != WAITING or self.order == "newest"

    @property
    def is_narrowed(self):
        """Shows less than its view counts."""
        return bool(self.q or self.post or self.rule or self.like)

    def query(self, **changes):
        """The query string that asks for this, with `changes`; "" for the whole queue."""
        wanted = self._replace(**changes)
        said = {
            name: value
            for name, value in wanted._asdict().items()
            if value != Asked._field_defaults[name]
        }
        return f"?{urlencode(said)}" if said else ""

    def said(self, *left_out):
        """Name and value of what is asked for but for `left_out`: a form's hidden fields."""
        return [
            (name, value)
            for name, value in self._asdict().items()
            if name not in left_out and value != Asked._field_defaults[name]
        ]


def asked_for(query):
    """What a QueryDict asks for; of addresses that nobody would make there is no page."""
    asked = Asked(**read(query, READERS))
    if bool(asked.like) != bool(asked.by) or (asked.like and asked.view != WAITING):
        raise Http404
    return asked


def _search(text):
    if len(text) > LONGEST_SEARCH:
        raise Http404
    return clean_text(text).strip()


def _cursor(text):
    at, _comma, pk = text.partition(",")
    return Cursor(moment_in(at), number_in(pk))


READERS = {
    "view": one_of(VIEWS),
    "q": _search,
    "post": number_in,
    "rule": rule_in,
    "order": one_of({"newest"}),
    "after": _cursor,
    "like": number_in,
    "by": one_of(WAYS),
}
