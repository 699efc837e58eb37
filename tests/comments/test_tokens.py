"""The proof of one's own comments: signed, for one post, for thirty days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing

from comments.tokens import OWN_COMMENTS_KEPT, OWN_COOKIE_MAX_AGE, read_own, sign_own


def test_a_proof_gives_back_what_it_was_made_of():
    assert read_own(7, sign_own(7, [3, 1, 2, 3])) == [1, 2, 3]


def test_a_proof_is_for_one_post():
    assert read_own(8, sign_own(7, [1])) == []


@pytest.mark.parametrize(
    "change", [lambda p: "1-" + p, lambda p: p[:-1], lambda p: p + "x", lambda p: p.replace(".",
    ":"),
               str.upper, lambda p: p.split(".")[0], lambda p: "999" + p[p.index("."):]],
)  # fmt: skip
def test_a_forged_proof_proves_nothing(change):
    assert read_own(7, change(sign_own(7, [1, 22]))) == []


@pytest.mark.parametrize(
    "proof", [None, "", ".", "..", "1", "a.b.c", "\0", "é.é.é", "1" * 5000, "1..."]
)
def test_nonsense_proves_nothing(proof):
    assert read_own(7, proof) == []


def test_an_old_proof_proves_nothing(monkeypatch):
    made = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: made)
    proof = sign_own(7, [1])

    monkeypatch.setattr(signing.time, "time", lambda: made + OWN_COOKIE_MAX_AGE - 1)
    assert read_own(7, proof) == [1]
    later = made + timedelta(seconds=OWN_COOKIE_MAX_AGE + 1).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert read_own(7, proof) == []


def test_another_sites_key_makes_no_proof(settings):
    proof = sign_own(7, [1])

    settings.SECRET_KEY = "another" * 10

    assert read_own(7, proof) == []


def test_of_many_comments_the_newest_are_kept():
    proof = sign_own(7, range(10**12, 10**12 + 100))

    assert read_own(7, proof) == list(range(10**12 + 100 - OWN_COMMENTS_KEPT, 10**12 + 100))
    assert len(proof) < 400
