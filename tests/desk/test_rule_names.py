"""Every rule has a name that people know it by."""

import re
from pathlib import Path

import pytest

from comments.desk.rule_names import NAMES, REFUSING, name_of_rule

COMMENTS = Path(__file__).parents[2] / "comments"


def rules():
    sources = (path.read_text("utf-8") for path in COMMENTS.rglob("*.py"))
    found = (re.findall(r'Finding\(\s*"(\w+)"', source) for source in sources)
    return sorted({rule for rules in found for rule in rules})


def test_all_that_find_anything_have_one():
    assert set(rules()) == NAMES.keys() | REFUSING.keys()


@pytest.mark.parametrize(
    ("rule", "name"),
    [("watched_terms", "Watched terms"), ("flood", "Too many in a short time")],
)
def test_it_is_said_in_full(rule, name):
    assert str(name_of_rule(rule)) == name


def test_one_that_is_no_more_is_said_as_it_was_called():
    assert name_of_rule("too_cheerful") == "Too cheerful"
