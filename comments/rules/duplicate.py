from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import Finding, Status, Verdict


def duplicate(submission):
    """The same text by the same name and e-mail in the same place, unless that was removed.

    As in WordPress: case doesn't count, inner spaces do, and without an e-mail address the name
    and the text decide.
    """
    twins = Comment.objects.filter(
        post=submission.post, fingerprint=submission.fingerprint
    ).exclude(status=Status.REMOVED)
    if submission.author_email:
        twins = twins.filter(author_email__iexact=submission.author_email)
    if twins.exists():
        return Finding(
            "duplicate", Verdict.REFUSE, _("It looks as though you’ve already said that.")
        )
    return None
