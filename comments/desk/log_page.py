"""Lines of the log as its page shows them, and what can be asked for."""

from itertools import groupby

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.desk import log_asked as asks
from comments.desk import log_words as words
from comments.desk import rule_names
from comments.desk.rule_names import name_of_rule
from comments.models import Comment, Decision
from comments.moderation import Via
from posts.models import Post

OFFERED = 500  # people


def shown(lines):
    """[(day, lines)], as plain words."""
    by_day = groupby(map(_line, lines), key=lambda line: timezone.localdate(line["at"]))
    return [(day, list(some)) for day, some in by_day]


def _line(line):
    if line.is_decision:
        said = _decision(line.what)
    elif line.is_batch:
        said = _batch(line.what)
    else:
        said = {"kind": "purge", "action": words.action_of_purge(line.what), "tone": "info"}
    return {"at": line.at, "can_be_undone": line.can_be_undone, **said}


def _decision(decision):
    undone = getattr(decision, "undone_by", None)
    return {
        "kind": "decision",
        "decision": decision,
        "action": words.action_of(decision),
        "tone": words.tone_of(decision),
        "who": words.who_of(decision),
        "by": decision.by_id,
        "where": decision.get_via_display() if decision.by_id else "",
        "rule": decision.rule,
        "rule_name": name_of_rule(decision.rule) if decision.rule else "",
        "comment": decision.comment,
        "undone_by": words.who_of(undone) if undone else "",
        "undone_at": undone.at if undone else None,
        "undid": words.who_of(decision.undoes) if decision.undoes_id else "",
    }


def _batch(batch):
    undone = getattr(batch, "undone_by", None)
    return {
        "kind": "batch",
        "batch": batch,
        "action": words.action_of_batch(batch),
        "tone": words.tone_of_batch(batch),
        "who": words.name_of(batch.by),
        "by": batch.by_id,
        "undone_by": words.name_of(undone.by) if undone else "",
        "undone_at": undone.created_at if undone else None,
    }


def filters_of(user, asked):
    """What the form offers, and what is asked for, in words."""
    post = Post.objects.filter(pk=asked.post).only("title").first() if asked.post else None
    return {
        "people": _people(user, asked),
        "rules": _rules(asked),
        "actions": [
            (action, label)
            for action, label in words.ACTIONS.items()
            if action != asks.PURGED or user.has_perm("comments.moderate_comment")
        ],
        "post": post.title if post else _("Post %d") % asked.post if asked.post else "",
    }


def _people(user, asked):
    """Who may decide, who did and left, and whoever is asked for and stands in this log."""
    theirs = Decision.objects.filter(by=OuterRef("pk"))
    people = get_user_model().objects.select_related("author").order_by("username")
    staff_or_former = Q(is_staff=True) | Exists(theirs.exclude(via=Via.AUTHOR))
    found = {one.pk: words.name_of(one) for one in people.filter(staff_or_former)[:OFFERED]}
    if asked.by and asked.by not in found:
        here = theirs.filter(comment__in=Comment.objects.may_be_moderated_by(user))
        found |= {one.pk: words.name_of(one) for one in people.filter(Exists(here), pk=asked.by)}
    return list(found.items())


def _rules(asked):
    """Those that there are, and one that is no more where it is asked for."""
    found = dict(rule_names.names())
    if asked.rule:
        found.setdefault(asked.rule, name_of_rule(asked.rule))
    return list(found.items())
