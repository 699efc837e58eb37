"""Adding terms, by whomever and however many at once: what is watched for is never weakened."""

from django.db import transaction

from comments.models import WatchedTerm

STRICTNESS = (WatchedTerm.Effect.HOLD, WatchedTerm.Effect.SPAM)


def add(terms, *, by):
    """Store each that isn't there; returns (those added or made stricter, those that were there).

    One that is in force already keeps the stricter effect and the later end; one that expired
    counts again as it was asked for now.
    """
    changed, unchanged = [], []
    with transaction.atomic():
        for wanted in sorted(terms, key=lambda term: (term.pattern, term.match)):
            stored, is_new = _stored(wanted, by)
            (changed if is_new else unchanged).append(stored)
    return changed, unchanged


def _stored(wanted, by):
    asked = {"effect": wanted.effect, "expires_at": wanted.expires_at, "note": wanted.note}
    stored, is_new = WatchedTerm.objects.get_or_create(
        pattern=wanted.pattern, match=wanted.match, defaults={**asked, "by": by}
    )
    if is_new:
        return stored, True
    stored = WatchedTerm.objects.select_for_update().get(pk=stored.pk)
    if stored.is_in_force:
        asked = {
            "effect": max(stored.effect, wanted.effect, key=STRICTNESS.index),
            "expires_at": _later(stored.expires_at, wanted.expires_at),
        }
    asked = {name: value for name, value in asked.items() if value != getattr(stored, name)}
    for name, value in asked.items():
        setattr(stored, name, value)
    if asked:
        stored.by = by
        stored.save()
    return stored, bool(asked)


def _later(one, other):
    """None is for good."""
    return max(one, other) if one and other else None
