"""Everything that was decided, reported, noted and changed about one comment: one query."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from comments.desk.records import aware
from comments.models import Flag
from comments.moderation import Status, Via

SHOWN = 50  # of each kind, the newest
NONE = "CAST(NULL AS bigint)"  # PostgreSQL takes a bare one for text
NAME = "COALESCE(NULLIF(TRIM(u.first_name || ' ' || u.last_name), ''), u.username, '')"
EVENTS = f"""
    SELECT * FROM (
        SELECT d.at, 'decision' AS what, d.id, {NAME} AS who, d.revision, d.was, d.became, d.via,
            d.reason AS said, d.rule, CASE WHEN d.is_edit THEN 1 ELSE 0 END AS is_edit,
            d.undoes_id, undoing.id AS undone_by, d.by_id
        FROM comments_decision d LEFT JOIN auth_user u ON u.id = d.by_id
        LEFT JOIN comments_decision undoing ON undoing.undoes_id = d.id
        WHERE d.comment_id = %s ORDER BY d.id DESC LIMIT {SHOWN}
    ) decisions
    UNION ALL SELECT * FROM (
        SELECT at, 'flag', id, '', revision, kind, '', '', reason, '', 0, {NONE}, {NONE}, {NONE}
        FROM comments_flag WHERE comment_id = %s ORDER BY id DESC LIMIT {SHOWN}
    ) flags
    UNION ALL SELECT * FROM (
        SELECT n.at, 'note', n.id, {NAME}, 0, '', '', '', n.text, '', 0, {NONE}, {NONE}, n.by_id
        FROM comments_note n LEFT JOIN auth_user u ON u.id = n.by_id
        WHERE n.comment_id = %s ORDER BY n.id DESC LIMIT {SHOWN}
    ) notes
    UNION ALL SELECT * FROM (
        SELECT e.at, 'text', e.id, {NAME}, e.revision, '', '', '', e.body, '', 0, {NONE}, {NONE},
            e.by_id
        FROM comments_earliertext e LEFT JOIN auth_user u ON u.id = e.by_id
        WHERE e.comment_id = %s ORDER BY e.id DESC LIMIT {SHOWN}
    ) texts
"""  # noqa: S608 (put together from constants)


class Event(NamedTuple):
    at: datetime
    what: str
    id: int
    who: str
    revision: int
    was: str  # of a flag its kind
    became: str
    via: str
    said: str  # a reason, a note, an earlier text
    rule: str
    is_edit: int
    undoes: int | None
    undone_by: int | None
    by_id: int | None

    @property
    def kind(self):
        return Flag.Kind(self.was).label

    @property
    def is_standing(self):
        return not (self.undoes or self.undone_by)

    @property
    def words(self):
        """What a decision did."""
        if self.undoes:
            return _("Undone: %(status)s again") % {"status": Status(self.became).label}
        if self.is_edit:
            return _("Text changed")
        if self.was == self.became:
            return _("Let it stand")
        if self.was:
            return Status(self.became).label
        return _("Arrived: %(status)s") % {"status": Status(self.became).label}

    @property
    def by_whom(self):
        if self.by_id:
            return f"{self.who}, {Via(self.via).label}"
        return _("its author") if self.via == Via.AUTHOR else _("the rules")


class Events:
    """Each list in the order in which it happened."""

    def __init__(self, comment, events):
        self.comment, self._events = comment, events

    def _of(self, what):
        return sorted((one for one in self._events if one.what == what), key=lambda one: one.id)

    @cached_property
    def decisions(self):
        return self._of("decision")

    @cached_property
    def notes(self):
        return self._of("note")

    @cached_property
    def texts(self):
        return self._of("text")

    @cached_property
    def flags(self):
        """Pairs of a report and whether it is open: about this text, decided on by nobody since."""
        decided = [one.at for one in self.decisions if one.is_standing and one.by_id]
        return [(flag, self._is_open(flag, decided)) for flag in self._of("flag")]

    def _is_open(self, flag, decided):
        return flag.revision == self.comment.revision and not any(at >= flag.at for at in decided)


def events_of(comment):
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [comment.pk] * 4)
        rows = [Event._make(columns) for columns in cursor.fetchall()]
    return Events(comment, [row._replace(at=aware(row.at)) for row in rows])
