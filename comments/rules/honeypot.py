from django.utils.translation import gettext as _

from comments.moderation import Finding, Span, Verdict


def honeypot(submission):
    """Holds and doesn't refuse: a browser's autofill or a curious reader may fill it too."""
    filled = submission.honeypot.strip()
    if not filled:
        return None
    return Finding(
        "honeypot",
        Verdict.HOLD,
        _("Filled in the field that people don’t see."),
        (Span("honeypot", 0, len(filled[:200]), filled[:200]),),
    )
