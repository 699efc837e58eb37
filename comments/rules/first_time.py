from django.utils.translation import gettext as _

from comments.moderation import Finding, Verdict


def is_known(submission):
    """Whether trust was earned: by a confirmed address, never by a typed one.

    Until addresses can be confirmed, nobody but staff is known; a name and an e-mail address
    typed as an approved author typed them prove nothing.
    """
    return submission.is_by_staff


def first_time(submission):
    if submission.policy.holds_first_time and not is_known(submission):
        return Finding("first_time", Verdict.HOLD, _("The author is not known yet."))
    return None
