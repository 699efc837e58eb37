"""What an address of the log asks for. Pure but for Http404: a query string in, values out."""

from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404

from comments.desk.query import moment_as, moment_in, number_in, one_of, read, rule_in

ACTIONS = (
    APPROVE, SPAM, REMOVE, RESTORE, KEEP, EDIT, UNDO, BY_RULE, BY_AUTHOR, PURGED,
) = (
    "approve", "spam", "remove", "restore", "keep", "edit", "undo", "rule", "author", "purged",
)  # fmt: skip
PURGE, BATCH, DECISION = range(3)  # kinds of lines; of one moment the last stands first


class Place(NamedTuple):
    """Where a line stands: the log goes on below it, whatever is decided meanwhile."""

    at: datetime
    kind: int
    id: int

    def __str__(self):
        return f"{moment_as(self.at)},{self.kind},{self.id}"


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
    return LogAsked(**read(query, READERS))


def _date(text):
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day, in the site's zone)
    except ValueError:
        raise Http404 from None
    if not 1970 < day.year < 3000:  # what every database and every zone can hold
        raise Http404
    return day


_kind = one_of({"0", "1", "2"})


def _place(text):
    at, kind, pk = text.split(",") if text.count(",") == 2 else ("", "", "")
    return Place(moment_in(at), int(_kind(kind)), number_in(pk))


READERS = {
    "by": number_in, "rule": rule_in, "post": number_in, "action": one_of(ACTIONS),
    "since": _date, "until": _date, "batch": number_in, "after": _place,
}  # fmt: skip
