"""What an address of the log asks for. Pure but for Http404: a query string in, values out."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404

from comments.desk.asked import number_in

ACTIONS = (
    APPROVE, SPAM, REMOVE, RESTORE, KEEP, EDIT, UNDO, BY_RULE, BY_AUTHOR, PURGED,
) = (
    "approve", "spam", "remove", "restore", "keep", "edit", "undo", "rule", "author", "purged",
)  # fmt: skip
LONGEST_RULE = 40  # characters
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PURGE, BATCH, DECISION = range(3)  # kinds of lines; of one moment the last stands first


class Place(NamedTuple):
    """Where a line stands: the log goes on below it, whatever is decided meanwhile."""

    at: datetime
    kind: int
    id: int

    def __str__(self):
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)},{self.kind},{self.id}"


class LogAsked(NamedTuple):
    by: int | None = None
    rule: str = ""
    post: int | None = None
    action: str = ""
    since: date | None = None
    until: date | None = None
    batch: int | None = None
    after: Place | None = None

    @property
    def is_narrowed(self):
        return self._replace(after=None) != LogAsked()

    @property
    def folds_batches(self):
        """Not where only some of a batch's decisions are asked for."""
        return not (self.batch or self.post or self.rule)

    @property
    def shows_purges(self):
        return self.action in {"", PURGED} and not (self.by or self.rule or self.post or self.batch)

    def query(self, **changes):
        wanted = self._replace(after=None)._replace(**changes)._asdict()
        said = {name: value for name, value in wanted.items() if value}
        return f"?{urlencode(said)}" if said else ""


def asked_for(query):
    """What a QueryDict asks for; of addresses that nobody would make there is no page."""
    asked = {}
    for name, read in READERS.items():
        values = query.getlist(name)
        if len(values) > 1:
            raise Http404
        if values and values[0]:
            asked[name] = read(values[0])
    return LogAsked(**asked)


def _action(text):
    if text not in ACTIONS:
        raise Http404
    return text


def _rule(text):
    if not (text.isascii() and text.replace("_", "").isalnum() and len(text) <= LONGEST_RULE):
        raise Http404
    return text


def _date(text):
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day, in the site's zone)
    except ValueError:
        raise Http404 from None
    if not 1970 < day.year < 3000:  # what every database and every zone can hold
        raise Http404
    return day


def _place(text):
    at, kind, pk = text.split(",") if text.count(",") == 2 else ("", "", "")
    if len(at) > len("9" * 16) or kind not in {"0", "1", "2"}:  # microseconds, until 2286
        raise Http404
    return Place(EPOCH + timedelta(microseconds=number_in(at)), int(kind), number_in(pk))


READERS = {
    "by": number_in, "rule": _rule, "post": number_in, "action": _action,
    "since": _date, "until": _date, "batch": number_in, "after": _place,
}  # fmt: skip
