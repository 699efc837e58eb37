from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import Finding, Status, Verdict


def duplicate(submission):
    """The same text under the same name in the same place, unless that was removed.

    Case doesn't count, inner spaces do. The e-mail address is not asked, other than in WordPress:
    whoever can read a name and a text could else try out addresses until one is refused.
    """
    twins = Comment.objects.filter(
        post=submission.post, fingerprint=submission.fingerprint
    ).exclude(status=Status.REMOVED)
    if submission.comment is not None:  # edited: it is no twin of itself
        twins = twins.exclude(pk=submission.comment.pk)
    if twins.exists():
        return Finding(
            "duplicate", Verdict.REFUSE, _("It looks as though you’ve already said that.")
        )
    return None
