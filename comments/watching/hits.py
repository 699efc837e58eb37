"""What became of what watched terms found: one query, however many terms and hits there are."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from comments.models import TermHit
from comments.moderation import Status


@dataclass(frozen=True)
class Hits:
    """Of one term. What was approved all the same tells that it catches too much."""

    number: int = 0
    last_at: datetime | None = None
    approved: int = 0
    waiting: int = 0
    spam: int = 0
    removed: int = 0


def with_hits(terms):
    """The same terms, as a list; each has its `found`, a Hits."""
    terms = list(terms)
    counted = (
        TermHit.objects.filter(term__in=[term.pk for term in terms])
        .values("term")
        .order_by()
        .annotate(number=Count("pk"), last_at=Max("at"), **_by_fate())
    )
    found = {row.pop("term"): Hits(**row) for row in counted}
    for term in terms:
        term.found = found.get(term.pk, Hits())
    return terms


def _by_fate():
    fates = {
        "approved": Status.APPROVED, "waiting": Status.PENDING, "spam": Status.SPAM,
        "removed": Status.REMOVED,
    }  # fmt: skip
    return {name: Count("pk", filter=Q(comment__status=status)) for name, status in fates.items()}
