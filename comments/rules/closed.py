from django.utils.translation import gettext as _

from comments.moderation import Finding, Verdict


def closed(submission):
    if not submission.policy.accepts_comments_on(submission.post):
        return Finding("closed", Verdict.REFUSE, _("This post doesn’t take replies any more."))
    return None


def needs_account(submission):
    if submission.policy.requires_account and submission.user is None:
        return Finding("needs_account", Verdict.REFUSE, _("Sign in to reply."))
    return None
