"""Rules by the names that people know them by, in full and as a word or two. Pure."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Name(NamedTuple):
    full: str
    short: str


NAMES = {
    "first_time": Name(_("First-time author"), _("New author")),
    "links": Name(_("Links"), _("Many links")),
    "watched_terms": Name(_("Watched terms"), _("Watched term")),
    "lookalike_name": Name(_("Look-alike name"), _("Look-alike name")),
    "borrowed_address": Name(_("Somebody else’s address"), _("Borrowed address")),
    "reports": Name(_("Reported"), _("Reported")),
    "edited": Name(_("Edited after approval"), _("Edited")),
    "honeypot": Name(_("Hidden field filled in"), _("Hidden field filled")),
    "surge": Name(_("More replies than usual"), _("Surge")),
    "moderate_all": Name(_("Every reply is held"), _("Every reply is held")),
}
# What is refused is never stored: only who tries a text out meets these.
REFUSING = {
    "closed": _("The post is closed"),
    "needs_account": _("Needs an account"),
    "duplicate": _("Said already"),
    "flood": _("Too many in a short time"),
    "too_long": _("Too long"),
    "parent_gone": _("What it answers is gone"),
}


def names():
    """[(rule, its name in full)] of all."""
    return [(rule, name.full) for rule, name in NAMES.items()]


def name_of_rule(rule):
    return _name_of(rule).full


def short_name_of_rule(rule):
    return _name_of(rule).short


def _name_of(rule):
    """That of a rule which is no more, too: the log still has it."""
    said = REFUSING.get(rule) or rule.replace("_", " ").capitalize()
    return NAMES.get(rule) or Name(said, said)
