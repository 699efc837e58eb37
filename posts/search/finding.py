"""Asking the index. What stands in a title comes first, then in core message and question."""

from itertools import product

from django.db import connection, connections
from django.db.models.expressions import RawSQL
from django.utils import timezone

from posts.search import asked, fts5, tsvector

REACHES = ("title", "lead", "words")  # each holds the one before
FOUND_AT_MOST = 300  # posts: nobody turns thirty pages, and a common word is in every post


def ids_holding(words, using):
    """SQL for the ids of all posts, drafts too, that hold every word; None: nothing to search."""
    if connections[using].vendor == "sqlite":
        query, sql = asked.for_fts5(words), fts5.any_post()
    else:
        query, sql = asked.for_tsquery(words), tsvector.any_post()
    return RawSQL(sql, [query]) if query else None  # noqa: S611 (constants)


def best_first(words, *, at_most=FOUND_AT_MOST):
    """Ids of public posts: by where the words stand, then whole before begun, then newest.

    A list of at most so many: the nearest words are asked for first, and once there are enough
    nobody asks for others.
    """
    if connection.vendor == "sqlite":
        compose, public, until = asked.for_fts5, fts5.public, _last_rowid_until(timezone.now())
    else:
        compose, public, until = asked.for_tsquery, tsvector.public, timezone.now()
    queries = dict.fromkeys([compose(words, whole=True), compose(words)])
    found = {}
    with connection.cursor() as cursor:
        for reach, query in product(REACHES, filter(None, queries)):
            cursor.execute(public(reach), [query, until, at_most])
            found |= dict.fromkeys(pk for (pk,) in cursor.fetchall())
            if len(found) >= at_most:
                break
    return list(found)[:at_most]


def _last_rowid_until(moment):
    return ((int(moment.timestamp()) + 1) << fts5.ID_BITS) - 1
