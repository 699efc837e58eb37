"""The log as a file: the same lines, each decision one of its own, read some at a time."""

from heapq import merge

from django.utils.translation import gettext as _

from comments.desk import log_words as words
from comments.desk.log import purges_of, stretches_of
from comments.desk.rule_names import name_of_rule
from comments.desk.spreadsheet import lines_of
from comments.mail.veiled import without_addresses
from comments.moderation import Status


def file_of(user, asked):
    """Lines of CSV; readers' names are in it as the log shows them, no addresses of theirs."""
    decisions = ((one.at, _decision(one)) for some in stretches_of(user, asked) for one in some)
    purges = ((one.at, _purge(one)) for one in purges_of(user, asked))
    in_order = merge(decisions, purges, key=lambda line: line[0], reverse=True)
    return lines_of(_header(), (cells for _at, cells in in_order))


def _header():
    return [
        _("When"), _("Who"), _("Action"), _("Was"), _("Became"), _("Where"), _("Rule"),
        _("Reason"), _("Reply"), _("Revision"), _("Author"), _("Post"), _("Batch"),
        _("Taken back by"), _("Taken back at"),
    ]  # fmt: skip


def _decision(decision):
    undone = getattr(decision, "undone_by", None)
    return [
        _time(decision.at),
        words.who_of(decision),
        words.action_of(decision),
        Status(decision.was).label if decision.was else "",
        decision.get_became_display(),
        decision.get_via_display(),
        name_of_rule(decision.rule) if decision.rule else "",
        decision.reason if decision.by_id else without_addresses(decision.reason),
        decision.comment_id,
        decision.revision,
        decision.comment.author_name,
        decision.comment.post.title,
        decision.batch_id or "",
        words.who_of(undone) if undone else "",
        _time(undone.at) if undone else "",
    ]


def _purge(purge):
    said = words.action_of_purge(purge)
    return [_time(purge.at), _("the purge"), said, *[""] * (len(_header()) - 3)]


def _time(moment):
    return moment.isoformat(timespec="seconds")
