"""A watched term as it is stored: put in order, refused if it could match nothing, once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from comments.models import WatchedTerm
from tests.comments.scene import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_terms_hold")]


@pytest.mark.parametrize(
    ("match", "pattern", "stored"),
    [("word", "  casino ", "casino"), ("network", "192.0.2.9/24", "192.0.2.0/24"),
     ("network", " 2001:DB8::1 ", "2001:db8::1/128"), ("domain", "www.Example.ORG", "example.org"),
     ("domain", "https://example.org/x", "example.org"),
     ("network", "::ffff:192.0.2.9", "192.0.2.9/32"),
     ("address", " Ann@Example.org", "ann@example.org")],
)  # fmt: skip
def test_a_term_is_put_in_order(match, pattern, stored):
    term = WatchedTerm(pattern=pattern, match=match)

    term.full_clean()

    assert term.pattern == stored


@pytest.mark.parametrize(
    ("match", "pattern"),
    [("word", ""), ("word", "  "), ("word", "\u200b\u00ad"), ("substring", "\u2800"),
     ("network", "nonsense"), ("network", "192.0.2.0/33"), ("network", "1.2.3"), ("network", ""),
     ("domain", "."), ("domain", "www."), ("domain", "https://"), ("domain", "two words"),
     ("domain", "a,b"), ("address", "example.org"), ("address", "ann@"), ("word", "x" * 201)],
)  # fmt: skip
def test_a_term_that_could_match_nothing_is_refused(match, pattern):
    term = WatchedTerm(pattern=pattern, match=match)

    with pytest.raises(ValidationError) as refused:
        term.full_clean()
    assert set(refused.value.message_dict) == {"pattern"}


def test_a_term_is_watched_once_for_each_way_of_matching():
    watch("casino")
    watch("casino", match="substring")

    with pytest.raises(IntegrityError):
        watch("casino", effect="spam")
