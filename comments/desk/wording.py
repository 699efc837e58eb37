"""Decisions in words, for notices and for whoever comes second."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.desk.log_words import name_of
from comments.models import Notification
from comments.moderation import Status

Kind = Notification.Kind


def what_was_done(decision):
    """ "approved it", to stand behind a name."""
    if decision.undoes_id:
        done = what_was_done(decision.undoes)
        return _("took back what %(who)s had decided: %(what)s") % {
            "who": who_did(decision.undoes), "what": done,
        }  # fmt: skip
    if decision.is_edit:
        return _("edited it")
    if decision.was == decision.became:
        return _("let it stand")
    return {
        Status.APPROVED: _("approved it"),
        Status.SPAM: _("filed it as spam"),
        Status.REMOVED: _("removed it"),
        Status.PENDING: _("put it back into the queue"),
    }[decision.became]


def who_did(decision, viewer=None):
    if decision.by_id is None:
        return _("its author") if decision.via == "author" else _("the rules")
    return _("you") if viewer and decision.by_id == viewer.pk else name_of(decision.by)


def notice_of(decision, author_name):
    """What the moderator reads right after deciding."""
    name = author_name or _("Anonymous")
    if decision.is_edit:
        return _("Edited: %s") % name
    if decision.was == decision.became:
        return _("Left to stand: %s") % name
    return {
        Status.APPROVED: _("Approved: %s"),
        Status.SPAM: _("Filed as spam: %s"),
        Status.REMOVED: _("Removed: %s"),
        Status.PENDING: _("Put back into the queue: %s"),
    }[decision.became] % name


def mails_in_words(kinds):
    """What can't be taken back any more, and who has it; "" for none.

    `kinds` of mails, one for each, or how many there are of each.
    """
    kinds = Counter(kinds)
    if not kinds:
        return ""
    number = kinds.total()
    left = ngettext("%d mail had left already", "%d mails had left already", number) % number
    to = Counter()
    for kind, times in kinds.items():
        to[_role_of(kind)] += times
    return _("%(left)s, which nobody can take back: %(to)s.") % {
        "left": left, "to": ", ".join(_to(role, number) for role, number in to.items()),
    }  # fmt: skip


def _role_of(kind):
    return {
        Kind.APPROVED: "author", Kind.REFUSED: "author", Kind.REPLY: "parent",
        Kind.OWN_POST: "writer",
    }.get(kind, "follower")  # fmt: skip


def _to(role, number):
    return {
        "author": ngettext("to its author", "to %d authors", number),
        "parent": ngettext(
            "to the author of what it replies to", "to %d authors of what was replied to", number
        ),
        "writer": ngettext("to the writer of the post", "to writers of posts (%d)", number),
        "follower": ngettext("to %d follower", "to %d followers", number),
    }[role].replace("%d", str(number))
