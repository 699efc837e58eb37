"""Which comments a batch is about: chosen rows, all that match a list, or all that are alike.

Each is bound to what was seen. What stands beyond the page was not seen one by one: of that,
nothing is swept in that arrived since, or was edited, reported, or moved by somebody else.
"""

from datetime import UTC, datetime
from time import time
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from comments.desk.asked import WAYS, asked_for
from comments.desk.query import number_in
from comments.desk.queue import alike, matching
from comments.desk.seen import Malformed, chosen_in
from comments.models import Comment, Decision, Flag

MOST = 20_000  # comments in one batch
SECONDS_DIGITS = 11


class AnchorGone(Exception):
    """The reply by which a group is named was withdrawn, or purged."""


class Selection(NamedTuple):
    entries: list  # [id, status, revision], by post, so that few posts are locked at a time
    goes_on: bool = False  # there are more than a batch takes
    missed: int = 0  # chosen, and gone; or of all, what changed since
    left: list = ()  # of those missed, what is there, as entries


def bound(newest):
    """For the form of a list whose newest comment of all had that id."""
    return f"{newest}:{int(time())}"


def selected_by(user, form):
    """The Selection that a form of the desk asks for.

    Raises Malformed, AnchorGone, or Http404 as the list does.
    """
    if form.get("all") == "1":
        return _all_of(matching(user, asked_for(form)), form.get("upto", ""), user)
    if form.get("group"):  # not `like`, by which a list is narrowed
        if form.get("by") not in WAYS:
            raise Malformed
        anchor = number_in(form["group"])
        try:
            found = alike(user, anchor, form["by"])
        except Http404:
            raise AnchorGone from None
        return _all_of(found, form.get("upto", ""), user)
    return _chosen(user, chosen_in(form.getlist("chosen")))


def _chosen(user, chosen):
    comments = Comment.objects.may_be_moderated_by(user).filter(pk__in=chosen)
    places = sorted(comments.order_by().values_list("post", "pk"))
    entries = [[pk, *chosen[pk]] for _post, pk in places]
    return Selection(entries, missed=len(chosen) - len(entries))


def _all_of(comments, upto, user):
    newest, _colon, at = upto.partition(":")
    made_at = datetime.fromtimestamp(number_in(at, SECONDS_DIGITS), UTC) if at else timezone.now()
    changed = ExpressionWrapper(_changed_since(made_at, user), output_field=BooleanField())
    comments = comments.filter(pk__lte=number_in(newest)).annotate(changed=changed).order_by("pk")
    rows = list(comments.values_list("changed", "post", "pk", "status", "revision")[: MOST + 1])
    taken = sorted(row[1:] for row in rows[:MOST] if not row[0])
    left = [[*row[2:]] for row in rows[:MOST] if row[0]]
    entries = [[*row[1:]] for row in taken]
    return Selection(entries, goes_on=len(rows) > MOST, missed=len(left), left=left)


def _changed_since(made_at, user):
    """Edited, reported, or moved by somebody else: it may not have been on that list at all."""
    later = {"comment": OuterRef("pk"), "at__gt": made_at}
    moves = Decision.objects.filter(**later).exclude(was="").exclude(was=F("became"))
    reports = Flag.objects.filter(**later)
    return Q(edited_at__gt=made_at) | Exists(moves.exclude(by=user)) | Exists(reports)
