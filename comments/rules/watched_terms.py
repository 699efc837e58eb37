import json
from functools import lru_cache

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import WatchedTerm
from comments.moderation import Finding, Verdict
from comments.rules.term_index import TermIndex, Watched
from comments.rules.term_matchers import SPANS_KEPT, Searched
from comments.text import shortened

VERDICTS = {WatchedTerm.Effect.HOLD: Verdict.HOLD, WatchedTerm.Effect.SPAM: Verdict.SPAM}
TERMS_NAMED, REASON_MAX_LENGTH = 10, 300
# By hand, and in one value: it is asked for every reply, and a thousand rows would cost more to
# fetch than a text takes to be searched for them.
IN_FORCE = """
    SELECT {together} FROM comments_watchedterm WHERE expires_at IS NULL OR expires_at > %s
"""
TOGETHER = {
    "sqlite": 'json_group_array(json_array(id, pattern, "match", effect))',
    "postgresql": 'json_agg(json_build_array(id, pattern, "match", effect) ORDER BY id)::text',
}


def watched_terms(submission):
    """The strictest effect of all terms that match; every match is evidence."""
    matches = terms_in_force().found_in(Searched(submission))
    if not matches:
        return None
    verdict = max(VERDICTS[term.effect] for term, _spans in matches)
    named = ", ".join(f"“{term.pattern}”" for term, _spans in matches[:TERMS_NAMED])
    named += " …" if len(matches) > TERMS_NAMED else ""
    return Finding(
        "watched_terms",
        verdict,
        shortened(_("Watched terms: %(terms)s") % {"terms": named}, REASON_MAX_LENGTH),
        tuple(span for _term, spans in matches for span in spans)[:SPANS_KEPT],
        terms=tuple(term.pk for term, _spans in matches),
    )


def terms_in_force():
    """As the database has them at this moment; put in order anew only when they have changed."""
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE.format(together=TOGETHER[connection.vendor]), [moment])
        (told,) = cursor.fetchone()
    return _index_of(told or "[]")


@lru_cache(maxsize=2)  # one goes out of force while requests of the same moment still ask for it
def _index_of(told):
    return TermIndex(Watched(*values) for values in json.loads(told))
