"""The log: what was decided, by whom, and what was purged; the newest first, a page at a time.

Decisions of a batch are one line, until asked for. Where no index leads to what is asked for, so
many decisions are looked through and no more: the page says so, and goes on from there.
"""

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Max, Q
from django.utils import timezone

from comments.desk import log_asked as asks
from comments.desk.log_asked import BATCH, DECISION, PURGE, Place
from comments.models import Batch, Comment, Decision, Purge
from comments.moderation import Status, Via

LINES = 50  # on a page
SEARCHED = 50_000  # decisions, for one page
ROWS_AT_ONCE = 1000  # of the file
MOVED, BY_PEOPLE = ~Q(was=F("became")), Q(by__isnull=False, undoes__isnull=True)
OF_ACTION = {
    asks.APPROVE: BY_PEOPLE & MOVED & Q(became=Status.APPROVED),
    asks.SPAM: BY_PEOPLE & MOVED & Q(became=Status.SPAM),
    asks.REMOVE: BY_PEOPLE & MOVED & Q(became=Status.REMOVED),
    asks.RESTORE: BY_PEOPLE & MOVED & Q(became=Status.PENDING),
    asks.KEEP: BY_PEOPLE & ~MOVED & Q(is_edit=False),
    asks.EDIT: BY_PEOPLE & Q(is_edit=True),
    asks.UNDO: Q(undoes__isnull=False),
    asks.BY_RULE: Q(by__isnull=True) & ~Q(via=Via.AUTHOR),
    asks.BY_AUTHOR: Q(by__isnull=True, via=Via.AUTHOR),
}
VERBS_OF_BATCHES = {asks.APPROVE, asks.SPAM, asks.REMOVE, asks.RESTORE, asks.UNDO}


class Line(NamedTuple):
    place: Place
    what: Any  # a Decision, a Batch or a Purge
    can_be_undone: bool = False

    @property
    def at(self):
        return self.place.at

    @property
    def is_decision(self):
        return self.place.kind == DECISION

    @property
    def is_batch(self):
        return self.place.kind == BATCH


class Page(NamedTuple):
    lines: list
    after: Place | None  # where the next one begins; None on the last
    is_bounded: bool  # not everything was looked through


def page_of(user, asked):
    """One page of what this user may see of what is asked for, as Lines."""
    decisions, floor = _searched(_decisions(user, asked), asked)
    found = [
        *_first(decisions, DECISION, "at", asked, in_full=_in_full),
        *_first(_batches(user, asked), BATCH, "created_at", asked),
        *_first(purges_of(user, asked), PURGE, "at", asked),
    ]
    found.sort(key=lambda line: line.place, reverse=True)
    is_bounded = floor is not None and len(found) <= LINES
    if is_bounded:
        found = [line for line in found if line.place >= floor]
        return Page(_with_undo(found), floor, is_bounded)
    lines = _with_undo(found[:LINES])
    return Page(lines, lines[-1].place if len(found) > LINES else None, is_bounded)


def stretches_of(user, asked):
    """Every decision that is asked for, those of batches as well: lists of some, read in turn."""
    while True:
        decisions, floor = _searched(_decisions(user, asked, folds_batches=False), asked)
        below = _below(decisions, DECISION, "at", asked.after)
        some = _in_order(below, "at", ROWS_AT_ONCE, in_full=_in_full)
        yield some
        if len(some) == ROWS_AT_ONCE:
            asked = asked._replace(after=Place(some[-1].at, DECISION, some[-1].pk))
        elif floor:
            asked = asked._replace(after=floor)
        else:
            return


def _in_full(decisions):
    return decisions.select_related(*WITH).only(*ONLY)


WITH = ("comment__post", "by__author", "undoes__by__author", "undone_by__by__author")
ONLY = (
    "comment", "by", "undoes", "comment__post", "undoes__by", "undone_by__by",
    "comment__status", "comment__revision", "comment__author_name", "comment__post__title",
    "revision", "was", "became", "via", "reason", "rule", "at", "is_edit", "batch",
    *(
        f"{whose}{part}"
        for whose in ("", "undoes__", "undone_by__")
        for part in ("by__username", "by__first_name", "by__last_name", "by__author__display_name")
    ),
    "undoes__was", "undoes__became", "undoes__is_edit", "undoes__via", "undoes__at",
    "undoes__undoes", "undone_by__at", "undone_by__undoes",
)  # fmt: skip


def _decisions(user, asked, *, folds_batches=True):
    decisions = Decision.objects.filter(_between(asked, "at"))
    if not user.has_perm("comments.moderate_comment"):
        decisions = decisions.filter(comment__in=Comment.objects.may_be_moderated_by(user))
    if asked.by:
        decisions = decisions.filter(by=asked.by)
    if asked.post:
        decisions = decisions.filter(comment__post=asked.post)
    if asked.batch:
        return decisions.filter(batch=asked.batch)
    if folds_batches and asked.folds_batches:
        return decisions.filter(~_in_seen_batch(user))
    return decisions


def _searched(decisions, asked):
    """The decisions that are asked for, and where the looking ended: None for everywhere."""
    if asked.action == asks.PURGED:
        return decisions.none(), None
    looks_for = OF_ACTION[asked.action] if asked.action else Q()
    if asked.rule:
        looks_for &= Q(rule=asked.rule)
    if not looks_for:
        return decisions, None
    newest = _below(decisions, DECISION, "at", asked.after).order_by("-at", "-pk")
    floor = newest.values_list("at", "pk")[SEARCHED - 1 : SEARCHED].first()
    among = Decision.objects.filter(looks_for, pk__in=newest.values("pk")[:SEARCHED])
    return among, floor and Place(floor[0], DECISION, floor[1])


def _seen_batches(user):
    """Whole: of an editor's those that they pressed themselves, on posts of theirs."""
    if user.has_perm("comments.moderate_comment"):
        return Batch.objects.all()
    return Batch.objects.filter(by=user)


def _in_seen_batch(user):
    if user.has_perm("comments.moderate_comment"):
        return Q(batch__isnull=False)
    return Q(batch__isnull=False, batch__by=user)


def _batches(user, asked):
    batches = _seen_batches(user).filter(_between(asked, "created_at"))
    if not asked.folds_batches or asked.action not in {"", *VERBS_OF_BATCHES}:
        return batches.none()
    if asked.by:
        batches = batches.filter(by=asked.by)
    if asked.action:
        batches = batches.filter(verb=asked.action)
    return batches.select_related("by__author", "undoes", "undone_by__by__author").defer(
        "selection", "undoes__selection", "undone_by__selection"
    )


def purges_of(user, asked):
    if not (asked.shows_purges and user.has_perm("comments.moderate_comment")):
        return Purge.objects.none()
    return Purge.objects.filter(_between(asked, "at"))


def _between(asked, at):
    found = Q()
    if asked.since:
        found &= Q(**{f"{at}__gte": _midnight(asked.since)})
    if asked.until:
        found &= Q(**{f"{at}__lt": _midnight(asked.until + timedelta(days=1))})
    return found


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def _first(rows, kind, at, asked, *, in_full=None):
    some = _in_order(_below(rows, kind, at, asked.after), at, LINES + 1, in_full=in_full)
    return [Line(Place(getattr(row, at), kind, row.pk), row) for row in some]


def _in_order(rows, at, number, *, in_full=None):
    """The newest `number`: which ones first, by an index alone, and what is joined to them then.

    Told both at once, SQLite may join all there are before it sorts them.
    """
    order = (f"-{at}", "-pk")
    if in_full is None:
        return list(rows.order_by(*order)[:number])
    chosen = list(rows.order_by(*order).values_list("pk", flat=True)[:number])
    return list(in_full(rows.model.objects.filter(pk__in=chosen)).order_by(*order))


def _below(rows, kind, at, after):
    if after is None:
        return rows
    if kind != after.kind:
        return rows.filter(**{f"{at}__{'lte' if kind < after.kind else 'lt'}": after.at})
    # Both, so that the index leads there: an OR alone would read from its beginning.
    older = Q(**{f"{at}__lt": after.at}) | Q(pk__lt=after.id)
    return rows.filter(older, **{f"{at}__lte": after.at})


def _with_undo(lines):
    """Says of each whether it can be taken back now: it stands, and nothing came after it."""
    decisions = [line.what for line in lines if line.is_decision and _may_stand(line.what)]
    comments = {decision.comment_id for decision in decisions}
    last = Decision.objects.standing().filter(comment__in=comments).order_by()
    last = dict(last.values_list("comment").annotate(Max("pk")))
    edits = Decision.objects.edits_of(comments)
    undoable = {
        one.pk
        for one in decisions
        if last.get(one.comment_id) == one.pk
        and one.comment.status == one.became
        and one.comment.reads_as_when(one, edits.get(one.comment_id, ()))
    }
    return [
        line._replace(
            can_be_undone=line.what.pk in undoable
            if line.is_decision
            else line.is_batch and _is_undoable(line.what)
        )
        for line in lines
    ]


def _may_stand(decision):
    return decision.by_id and not decision.undoes_id and not hasattr(decision, "undone_by")


def _is_undoable(batch):
    is_undone = hasattr(batch, "undone_by")
    return bool(batch.is_finished and batch.decided and batch.verb != "undo" and not is_undone)
