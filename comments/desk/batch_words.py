"""What a batch came to, in words and numbers."""

from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.desk import batches, notices, selection
from comments.desk.asked import ADDRESS, HOST, NETWORK, TEXT
from comments.desk.notices import GOOD, INFO, notice
from comments.desk.wording import mails_in_words
from comments.models import Batch, Comment, Decision, Notification
from comments.text import shortened

SHOWN = 20  # of what was left as it is
ABOUT_MAX_LENGTH = 200  # characters
Verb = Batch.Verb


class Report(NamedTuple):
    text: str
    done: int
    left: list  # Comments, the first that were left as they are
    mails_gone: str
    undo: str  # the address that takes it back; "" where that was done, or is this
    undone_by: Batch | None


def about(form, selected):
    """What they have in common, and whether there was more of it than one batch takes."""
    if form.get("group"):
        told = {
            TEXT: _("The same text"), HOST: _("The same link host"),
            ADDRESS: _("The same address"), NETWORK: _("The same network"),
        }[form["by"]]  # fmt: skip
    elif form.get("all") == "1":
        told = _("All that matched the list")
    else:
        told = ""
    if selected.goes_on:
        more = _("more than %d match: these are the oldest of them") % selection.MOST
        told = f"{told}; {more}"
    return shortened(told, ABOUT_MAX_LENGTH)


def report_of(batch, viewer):
    undone_by = Batch.objects.filter(undoes=batch).first()
    can_be_undone = batch.verb != Verb.UNDO and undone_by is None and batch.decided
    return Report(
        text=in_words(batch),
        done=batch.decided + batch.missed,
        left=_left(batch, viewer),
        mails_gone=_mails_gone(batch),
        undo=_address(batch, "undo_batch") if can_be_undone else "",
        undone_by=undone_by,
    )


def notice_of(batch, viewer):
    if not batch.is_finished:
        text = _("%(done)d of %(total)d: %(what)s…") % {
            "done": batch.decided + batch.missed, "total": batch.total,
            "what": batch.get_verb_display(),
        }  # fmt: skip
        place = _address(batch, "batch")
        told = {"more": place, "more_label": _("How far it is"), "poll": place}
        return notice(text, INFO, batch=batch.pk, **told)
    report = report_of(batch, viewer)
    more = {"undo": report.undo, "undo_label": _("Undo all of it")} if report.undo else {}
    if batch.missed or batch.about:
        more |= {"more": _address(batch, "batch"), "more_label": _("Summary")}
    return notice(report.text, GOOD, mails_gone=report.mails_gone, **more)


def current_notice(request):
    """What the last action came to; of long work, how far it is by now."""
    said = notices.current(request)
    if not (said and said["poll"]):
        return said
    batch = Batch.objects.filter(pk=said["batch"]).first()
    if batch is not None:
        notices.leave(request, notice_of(batch, request.user))
    return notices.current(request)


def in_words(batch):
    """ "37 marked as spam. 2 left as they are: they changed meanwhile." """
    told = _of_decided(batch) % {"number": batch.decided}
    if batch.missed:
        told += " " + ngettext(
            "%d was left as it is: it had changed meanwhile, or is gone.",
            "%d were left as they are: they had changed meanwhile, or are gone.",
            batch.missed,
        ) % (batch.missed)
    not_reached = batch.total - batch.decided - batch.missed
    if batch.is_finished and not_reached:
        told += " " + ngettext(
            "%d was not come to: it was stopped.", "%d were not come to: it was stopped.",
            not_reached,
        ) % (not_reached)  # fmt: skip
    return told


def _of_decided(batch):
    number = batch.decided
    return {
        Verb.APPROVE: ngettext("%(number)d approved.", "%(number)d approved.", number),
        Verb.SPAM: ngettext("%(number)d filed as spam.", "%(number)d filed as spam.", number),
        Verb.REMOVE: ngettext("%(number)d removed.", "%(number)d removed.", number),
        Verb.RESTORE: ngettext(
            "%(number)d put back into the queue.", "%(number)d put back into the queue.", number
        ),
        Verb.UNDO: ngettext("%(number)d taken back.", "%(number)d taken back.", number),
    }[batch.verb]


def _left(batch, viewer):
    left = batches.left_over(batch)[:SHOWN]
    if batch.verb == Verb.UNDO:
        ids = Decision.objects.filter(pk__in=left).values("comment")
    else:
        ids = [pk for pk, _status, _revision in left]
    comments = Comment.objects.may_be_moderated_by(viewer).filter(pk__in=ids)
    return list(comments.select_related("post").order_by("pk"))


def _mails_gone(batch):
    """Of an undoing: what had left before it, for as many as were taken back."""
    if batch.verb != Verb.UNDO or not batch.is_finished:
        return ""
    sent = Notification.objects.sent().told_by(Decision.objects.filter(undone_by__batch=batch))
    by_kind = sent.order_by().values_list("kind").annotate(Count("pk", distinct=True))
    return mails_in_words(dict(by_kind))


def _address(batch, name):
    return reverse(f"moderation:{name}", args=[batch.pk])
