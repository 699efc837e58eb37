"""Lines of the log in words: for its page, and for its file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.desk import log_asked as asks
from comments.models import Batch, Purge
from comments.moderation import Status, Via

ACTIONS = {
    asks.APPROVE: gettext_lazy("Approved"),
    asks.SPAM: gettext_lazy("Filed as spam"),
    asks.REMOVE: gettext_lazy("Removed"),
    asks.RESTORE: gettext_lazy("Put back into the queue"),
    asks.KEEP: gettext_lazy("Let stand"),
    asks.EDIT: gettext_lazy("Edited"),
    asks.UNDO: gettext_lazy("Taken back"),
    asks.BY_RULE: gettext_lazy("By a rule"),
    asks.BY_AUTHOR: gettext_lazy("By its author"),
    asks.PURGED: gettext_lazy("Purged"),
}
BY_PEOPLE = {
    Status.APPROVED: gettext_lazy("Approved"),
    Status.SPAM: gettext_lazy("Filed as spam"),
    Status.REMOVED: gettext_lazy("Removed"),
    Status.PENDING: gettext_lazy("Put back into the queue"),
}
BY_RULES = BY_PEOPLE | {
    Status.APPROVED: gettext_lazy("Let through"),
    Status.PENDING: gettext_lazy("Held"),
}
TONES = {
    Status.APPROVED: "good", Status.SPAM: "bad", Status.REMOVED: "bad", Status.PENDING: "info",
}  # fmt: skip


def action_of(decision):
    """What was done, in a word or two."""
    if decision.undoes_id:
        return _("Took back: %s") % action_of(decision.undoes)
    if decision.is_edit:
        return _("Edited")
    if decision.was == decision.became:
        return _("Let stand")
    return str((BY_PEOPLE if decision.by_id else BY_RULES)[decision.became])


def tone_of(decision):
    return "info" if decision.undoes_id or decision.is_edit else TONES[decision.became]


def tone_of_batch(batch):
    return {Batch.Verb.APPROVE: "good", Batch.Verb.SPAM: "bad", Batch.Verb.REMOVE: "bad"}.get(
        batch.verb, "info"
    )


def name_of(user):
    """For moderators among themselves: a login name where there is no other."""
    author = getattr(user, "author", None)
    return (author and author.display_name) or user.get_full_name() or user.get_username()


def who_of(decision):
    if decision.by_id:
        return name_of(decision.by)
    return _("its author") if decision.via == Via.AUTHOR else _("the rules")


def action_of_batch(batch):
    return ngettext("%(action)s: %(number)d reply", "%(action)s: %(number)d replies",
                    batch.decided) % {
        "action": Batch.Verb(batch.verb).label, "number": batch.decided,
    }  # fmt: skip


def action_of_purge(purge):
    number = purge.number
    return {
        Purge.What.SPAM: ngettext(
            "%d spam reply deleted by the purge", "%d spam replies deleted by the purge", number
        ),
        Purge.What.REMOVED: ngettext(
            "%d removed reply deleted by the purge",
            "%d removed replies deleted by the purge", number,
        ),
        Purge.What.NETWORKS: ngettext(
            "The network of %d reply forgotten by the purge",
            "The networks of %d replies forgotten by the purge", number,
        ),
        Purge.What.MAILS: ngettext(
            "%d record of mail deleted by the purge",
            "%d records of mails deleted by the purge", number,
        ),
    }[purge.what] % number  # fmt: skip
