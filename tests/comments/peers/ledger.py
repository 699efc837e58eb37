"""The facts that other systems' tests and advisories hold, and what became of each with us.

A test says with `carries` which facts it plays. What we do otherwise than the fact has it stands
in `NOT_FOLLOWED` with the reason, and its test asserts what we do instead; what can't be played
here stands in `LEFT_OUT`. `test_ledger.py` sees to it that every fact is in one place, once.
"""


def carries(*facts):
    """Name the facts that a test plays: their ids, or whole tables with ids for keys."""

    def named(test):
        test.facts = [fact for given in facts for fact in _ids(given)]
        return test

    return named


def span(group, first, last):
    """The ids of a stretch of facts, both ends included."""
    return [f"{group}-{number:03}" for number in range(first, last + 1)]


def _ids(given):
    return [given] if isinstance(given, str) else list(given)
