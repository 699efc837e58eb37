from django.utils.translation import gettext as _

from comments.moderation import Finding, Verdict


def is_known(submission):
    """Whether trust was earned: by a confirmed address, never by a typed one.

    This browser holds the proof of the address, and something under it was approved before. A name
    and an address typed as an approved author typed them prove nothing.
    """
    return submission.is_by_staff or (submission.is_confirmed and submission.address.is_known)


def first_time(submission):
    if submission.policy.holds_first_time and not is_known(submission):
        return Finding("first_time", Verdict.HOLD, _("The author is not known yet."))
    return None
