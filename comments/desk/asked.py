"""What an address of the desk asks for. Pure but for Http404: a query string in, values out."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404

from comments.text import clean_text

WAITING, REPORTED, SPAM, REMOVED, APPROVED, MINE = VIEWS = (
    "waiting", "reported", "spam", "removed", "approved", "mine",
)  # fmt: skip
TEXT, HOST, ADDRESS, NETWORK = WAYS = ("text", "host", "address", "network")
LONGEST_SEARCH, LONGEST_RULE, LONGEST_NUMBER = 200, 40, 18  # characters, digits
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Cursor(NamedTuple):
    """The last row of the page before: lists go on after it, whatever was decided above."""

    submitted_at: datetime
    id: int

    def __str__(self):
        return f"{(self.submitted_at - EPOCH) // timedelta(microseconds=1)},{self.id}"


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
    asked = {}
    for name in Asked._fields:
        values = query.getlist(name)
        if len(values) > 1:
            raise Http404
        if values and values[0]:
            asked[name] = READERS[name](values[0])
    asked = Asked(**asked)
    if bool(asked.like) != bool(asked.by) or (asked.like and asked.view != WAITING):
        raise Http404
    return asked


def number_in(text):
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise Http404
    return int(text)


def _one_of(known):
    def read(text):
        if text not in known:
            raise Http404
        return text

    return read


def _search(text):
    if len(text) > LONGEST_SEARCH:
        raise Http404
    return clean_text(text).strip()


def _rule(text):
    if not (text.isascii() and text.replace("_", "").isalnum() and len(text) <= LONGEST_RULE):
        raise Http404
    return text


def _cursor(text):
    at, _comma, pk = text.partition(",")
    if len(at) > len("9" * 16):  # microseconds, up to the year 2286
        raise Http404
    return Cursor(EPOCH + timedelta(microseconds=number_in(at)), number_in(pk))


READERS = {
    "view": _one_of(VIEWS),
    "q": _search,
    "post": number_in,
    "rule": _rule,
    "order": _one_of({"newest"}),
    "after": _cursor,
    "like": number_in,
    "by": _one_of(WAYS),
}
