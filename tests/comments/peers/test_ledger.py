"""Every fact is carried over by one test, or left out with the reason."""

import importlib
from collections import Counter
from pathlib import Path

from tests.comments.peers.ledger import span
from tests.comments.peers.outcomes import COUNTS, LEFT_OUT, NOT_FOLLOWED

FACTS = [fact for group, count in COUNTS.items() for fact in span(group, 1, count)]


def carried():
    """The facts that the tests beside this file say they play."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = importlib.import_module(f"{__package__}.{path.stem}")
        for value in vars(module).values():
            yield from getattr(value, "facts", ())


def test_no_fact_is_carried_over_twice():
    assert [fact for fact, times in Counter(carried()).items() if times > 1] == []


def test_every_fact_is_carried_over_or_left_out_with_its_reason():
    assert len(FACTS) == 670
    assert set(carried()) | set(LEFT_OUT) == set(FACTS)
    assert set(carried()) & set(LEFT_OUT) == set()
    assert all(LEFT_OUT.values())


def test_what_is_not_followed_is_played_all_the_same():
    assert set(NOT_FOLLOWED) <= set(carried())
    assert all(NOT_FOLLOWED.values())
