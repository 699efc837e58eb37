"""Many comments decided at one press: some at once, the rest by the worker, and undone by one."""

from datetime import timedelta
from functools import partial
from time import monotonic, sleep

from django.db import OperationalError, transaction
from django.tasks import task
from django.utils import timezone

from comments.desk.deciding import VERBS
from comments.models import Batch, Comment, Decision, Tally
from comments.moderation import Via

AT_ONCE = 100  # are decided while the moderator waits
# In one transaction. Between two of them others write, for as long as this one took.
CHUNK = 200
LASTS = 5.0  # seconds, of one task: then others of the worker's have their turn
LEFT_AFTER = timedelta(minutes=2)


def start(selection, verb, *, by, about="", reason="", tells_author=False):
    """Returns the Batch, worked off already where it is small."""
    entries = selection.entries
    batch = Batch.objects.create(
        verb=verb, by=by, about=about, reason=reason, tells_author=tells_author,
        selection=[*entries, *selection.left],
        total=len(entries) + selection.missed, missed=selection.missed,
    )  # fmt: skip
    return _begun(batch)


def start_undoing(batch, *, by):
    """One press takes back what is left of a batch; what it had not come to is left alone.

    What took one back is not taken back itself: it is returned as it is.
    """
    if batch.verb == Batch.Verb.UNDO:
        return batch
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        earlier = Batch.objects.filter(undoes=batch).first()
        if earlier is not None:
            return earlier
        if not batch.is_finished:
            _finish(batch, left=[])
        comments = Comment.objects.may_be_moderated_by(by)
        decisions = Decision.objects.filter(batch=batch, undone_by=None, comment__in=comments)
        places = sorted(decisions.values_list("comment__post", "pk"))
        undoing = Batch.objects.create(
            verb=Batch.Verb.UNDO, by=by, about=batch.about, undoes=batch,
            selection=[pk for _post, pk in places], total=len(places),
        )  # fmt: skip
    return _begun(undoing)


def work_off(batch, seconds=LASTS):
    """Go on with it, chunk by chunk, for about so long; returns whether it is finished.

    Two may do so at once: each chunk locks the batch, and is decided with it or not at all.
    """
    ends = monotonic() + seconds
    while True:
        began = monotonic()
        if not _next_chunk(batch):
            return True
        if monotonic() > ends:
            return False
        sleep(monotonic() - began)


def press_on(batch, seconds=LASTS):
    """Some of it while the moderator waits; what that doesn't finish is the worker's."""
    try:
        is_finished = work_off(batch, seconds)
    except OperationalError:  # a lock that wasn't to be had: nothing of that chunk is done
        is_finished = False
    if not is_finished:
        go_on(batch)


def left_over(batch):
    """What it had to leave as it is, as `selection` has it."""
    return batch.selection if batch.is_finished else []


def unfinished():
    return Batch.objects.filter(finished_at=None)


def resume():
    """What a worker that died left behind, or that no worker came for; returns how many."""
    left = list(unfinished().filter(created_at__lt=timezone.now() - LEFT_AFTER))
    for batch in left:
        press_on(batch)
    return len(left)


@task
def work_off_batch(pk):
    """On the worker; what one run doesn't finish is another task."""
    batch = unfinished().filter(pk=pk).first()
    if batch is not None and not work_off(batch):
        go_on(batch)


def go_on(batch):
    transaction.on_commit(partial(work_off_batch.enqueue, batch.pk), robust=True)


def _begun(batch):
    if batch.total <= AT_ONCE:
        press_on(batch)
    else:
        go_on(batch)
    batch.refresh_from_db()
    return batch


def _next_chunk(batch):
    """Decide some more; returns whether there were any."""
    with transaction.atomic():
        batch = Batch.objects.select_related("by").select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.is_finished:
            return False
        done = batch.decided + batch.missed
        left = batch.selection[batch.total - done :]
        todo = batch.selection[: batch.total - done]
        chunk, rest = todo[:CHUNK], todo[CHUNK:]
        work = _undo if batch.verb == Batch.Verb.UNDO else _decide
        missed = work(batch, chunk)
        batch.decided += len(chunk) - len(missed)
        batch.missed += len(missed)
        batch.selection = rest + left + missed
        if rest:
            batch.save(update_fields=["selection", "decided", "missed"])
        else:
            _finish(batch, left + missed)
    return bool(rest)


def _finish(batch, left):
    batch.selection, batch.finished_at = left, timezone.now()
    batch.save(update_fields=["selection", "decided", "missed", "finished_at"])


def _decide(batch, chunk):
    comments = _held(batch, [pk for pk, _status, _revision in chunk])
    as_seen = [
        comments[pk]
        for pk, status, revision in chunk
        if pk in comments and (comments[pk].status, comments[pk].revision) == (status, revision)
    ]
    became = VERBS[batch.verb][1]
    how = {"reason": batch.reason, "tells_author": batch.tells_author, "batch": batch}
    decided = Comment.move_all(as_seen, became, by=batch.by, via=Via.DESK, **how)
    moved = {decision.comment_id for decision in decided}
    return [entry for entry in chunk if entry[0] not in moved]


def _undo(batch, chunk):
    decisions = Decision.objects.filter(pk__in=chunk, undone_by=None)
    comments = _held(batch, decisions.values_list("comment", flat=True))
    standing = []
    for decision in decisions.order_by("pk"):
        if decision.comment_id in comments:
            decision.comment = comments[decision.comment_id]
            standing.append(decision)
    undone = Comment.take_back_all(standing, by=batch.by, via=Via.DESK, batch=batch)
    taken = {decision.undoes_id for decision in undone}
    return [pk for pk in chunk if pk not in taken]


def _held(batch, ids):
    """{id: comment}, read behind the locks of their posts; only what its moderator may decide."""
    comments = Comment.objects.may_be_moderated_by(batch.by).filter(pk__in=list(ids)).order_by()
    Tally.hold_all(list(comments.values_list("post", flat=True).distinct()))
    return {comment.pk: comment for comment in comments}
