from datetime import timedelta
from math import ceil

from django.db.models import Max, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import Finding, Verdict


def flood(submission):
    """One reader, one reply in some seconds; counted from rows, per address and per network.

    Whoever is signed in is counted by account alone: a classroom shares one network.
    """
    pause = submission.policy.flood_seconds
    if not pause or submission.is_by_staff:
        return None
    span = timedelta(seconds=pause)
    # In both directions: of two tabs that post at once, the later may be stored first.
    latest = (
        Comment.objects.alias(email_folded=Lower("author_email"))
        .filter(_by_the_same_reader(submission), submitted_at__gt=submission.submitted_at - span)
        .filter(submitted_at__lt=submission.submitted_at + span)
        .aggregate(latest=Max("submitted_at"))["latest"]
    )
    if latest is None:
        return None
    wait = ceil((latest + span - submission.submitted_at).total_seconds())
    return Finding(
        "flood",
        Verdict.REFUSE,
        _("You are posting replies too quickly. Please wait a moment, then post again."),
        retry_after=min(max(wait, 1), pause),
    )


def _by_the_same_reader(submission):
    if submission.user is not None:
        return Q(user=submission.user)
    same = Q(pk=None)
    if submission.network:
        same |= Q(network=submission.network)
    if submission.author_email:
        same |= Q(email_folded=submission.author_email.lower())
    return same
