"""What has come to wait for a moderator since they last heard: bounded, however much waits."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from comments.models import Comment, Decision, Tally
from comments.moderation import Status

# A transaction that is under way may still bring what was submitted some moments before.
SETTLED = timedelta(seconds=15)


def settled_at():
    return timezone.now() - SETTLED


def new_to(user, since, upto, *, limit, of_all=None):
    """At most `limit` comments that others wrote, the longest waiting first.

    `since` None: all that waits is new to them. `of_all`: what they may moderate, where it is
    known: everything, or what stands on their own posts.
    """
    waiting = _theirs(user, of_all).awaiting_moderation().exclude(user=user)
    waiting = waiting.select_related("post", "parent").filter(submitted_at__lte=upto)
    arrived = waiting if since is None else waiting.filter(submitted_at__gt=since)
    found = list(arrived.oldest_first()[:limit])
    if since is not None and len(found) < limit:
        again = waiting.filter(submitted_at__lte=since, pk__in=_put_back(since, upto))
        found = [*again.oldest_first()[:limit], *found][:limit]
    return found


def number_waiting(user):
    """From the tallies: nothing is counted one by one."""
    tallies = Tally.objects.filter(waiting__gt=0)
    if not user.has_perm("comments.moderate_comment"):
        tallies = tallies.filter(post__author__user=user)
    return tallies.aggregate(number=Sum("waiting"))["number"] or 0


def _theirs(user, of_all):
    if of_all is None:
        return Comment.objects.may_be_moderated_by(user)
    return Comment.objects.all() if of_all else Comment.objects.filter(post__author__user=user)


def _put_back(since, upto):
    """What was judged before, and came to wait again: edited, or reported by many.

    Unbounded, for most of it may be decided by now: whoever asks for some takes those that wait.
    """
    by_rules = Decision.objects.filter(at__gt=since, at__lte=upto, by=None).exclude(was="")
    return by_rules.filter(became=Status.PENDING).order_by().values("comment")
