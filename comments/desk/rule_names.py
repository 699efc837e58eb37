"""Rules by the names that people know them by."""

from django.utils.translation import gettext_lazy as _

RULES = {
    "first_time": _("First-time author"),
    "links": _("Links"),
    "watched_terms": _("Watched terms"),
    "lookalike_name": _("Look-alike name"),
    "borrowed_address": _("Somebody else’s address"),
    "reports": _("Reported"),
    "edited": _("Edited after approval"),
    "honeypot": _("Hidden field filled in"),
    "surge": _("More replies than usual"),
    "moderate_all": _("Every reply is held"),
}


def name_of_rule(rule):
    """That of a rule which is no more, too: the log still has it."""
    return RULES.get(rule) or rule.replace("_", " ").capitalize()
