from django.utils.translation import gettext as _

from comments.moderation import Finding, Verdict


def moderate_all(submission):
    if submission.policy.moderates_all:
        return Finding("moderate_all", Verdict.HOLD, _("Every reply is held on this site."))
    return None
