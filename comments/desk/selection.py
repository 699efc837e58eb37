"""Which comments a batch is about: chosen rows, all that match a list, or all that are alike.

Each is bound to what was seen. What stands beyond the page was not seen one by one: of that,
nothing that arrived or was edited after the list was made is swept in.
"""

from datetime import UTC, datetime
from time import time
from typing import NamedTuple

from comments.desk.asked import WAYS, asked_for
from comments.desk.queue import alike, matching
from comments.desk.seen import ID_DIGITS, Malformed, chosen_in
from comments.models import Comment

MOST = 20_000  # comments in one batch
SECONDS_DIGITS = 11


class Selection(NamedTuple):
    entries: list  # [id, status, revision], by post, so that few posts are locked at a time
    goes_on: bool = False  # there are more than a batch takes
    missed: int = 0  # chosen, and gone


def bound(newest):
    """For the form of a list whose newest comment of all had that id."""
    return f"{newest}:{int(time())}"


def selected_by(user, form):
    """The Selection that a form of the desk asks for; raises Malformed, or Http404 as the list."""
    if form.get("all") == "1":
        return _taken(_within(matching(user, asked_for(form)), form.get("upto", "")))
    if form.get("like"):
        if form.get("by") not in WAYS:
            raise Malformed
        found = alike(user, _number(form["like"]), form["by"])
        return _taken(_within(found, form.get("upto", "")))
    return _chosen(user, chosen_in(form.getlist("chosen")))


def _chosen(user, chosen):
    comments = Comment.objects.may_be_moderated_by(user).filter(pk__in=chosen)
    places = sorted(comments.order_by().values_list("post", "pk"))
    entries = [[pk, *chosen[pk]] for _post, pk in places]
    return Selection(entries, missed=len(chosen) - len(entries))


def _within(comments, upto):
    newest, _colon, at = upto.partition(":")
    comments = comments.filter(pk__lte=_number(newest))
    if at:
        made_at = datetime.fromtimestamp(_number(at, SECONDS_DIGITS), UTC)
        comments = comments.exclude(edited_at__gt=made_at)
    return comments


def _taken(comments):
    rows = list(comments.order_by("pk").values_list("post", "pk", "status", "revision")[: MOST + 1])
    taken = sorted(rows[:MOST])
    return Selection([[*row[1:]] for row in taken], goes_on=len(rows) > MOST)


def _number(text, digits=ID_DIGITS):
    if not (text.isascii() and text.isdecimal() and len(text) <= digits):
        raise Malformed
    return int(text)
