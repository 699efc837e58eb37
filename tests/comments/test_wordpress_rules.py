"""What WordPress 7.1 makes of a comment, as facts measured on it, played through our own site.

Each case of the table beside this file is a real POST of the reply form (or a moderator's verb, or
a look at the page), never a rule called alone. WordPress's disallowed comments go to its trash:
that is our spam. Its form errors are 200, ours 422.
"""

import json
from pathlib import Path

import pytest

from tests.comments.wordpress_replay import LACKING, PLAYED

pytestmark = pytest.mark.django_db

CASES = {
    case["id"]: case
    for case in json.loads(Path(__file__).with_name("wordpress_rules.json").read_text("utf-8"))
}
ANSWERS = {
    "no such post": 404,
    "not open": 403,
    "parent not public": 403,
    "form": 422,
    "duplicate": 409,
    "flood": 429,
}
THE_ACCOUNTS = "the account’s"

# id: (why we don't follow WordPress, what we do instead; None where there is nothing to play).
NOT_FOLLOWED = {
    "links-09": ("an address in BBCode becomes a link here, so it counts", {"status": "pending"}),
    "links-17": ("an address in typed HTML becomes a link, so it counts", {"status": "pending"}),
    "modkeys-16": ("tags don't hide a term", {"status": "pending"}),
    "modkeys-18": ("terms see what was typed, not our own markup", {"status": "approved"}),
    "modkeys-20": ("typographic quotes don't hide a term", {"status": "pending"}),
    "modkeys-22": ("full-width letters are letters", {"status": "pending"}),
    "dup-02": ("an address that decides could be guessed", {"refused": "duplicate"}),
    "dl-28": ("a term is a term, 0 too", {"files_as_spam": True}),
    "dl-32": ("invisible letters don't hide a term", {"files_as_spam": True}),
    "prev-04": ("a typed address is never trust", {"status": "pending"}),
    "prev-08": ("a typed address is never trust", {"status": "pending"}),
    "sub-07": ("posts have no passwords", None),
    "sub-09": (
        "accounts have no website",
        {"status": "approved", "stored": {"name": THE_ACCOUNTS, "email": THE_ACCOUNTS, "url": ""}},
    ),
    "sub-13": ("posts are drafts or published, never private", None),
    "sub-15": ("posts are drafts or published, never private", None),
    "sub-27": ("an address may have the 254 characters of RFC 5321", {"status": "approved"}),
    "sub-37": ("terms see what was typed, not repaired markup", {"status": "approved"}),
    "sub-53": ("a name has at most 100 characters", {"refused": "form"}),
    "sub-59": (
        "HTML is shown as typed; only the address in it is a link",
        {"status": "approved", "lacks": '<a href="http://x.example/" target'},
    ),
    "sub-63": ("a reply belongs to a comment of its own post", {"refused": "parent not public"}),
    "status-07": ("restore means back to the queue, from anywhere", {"status": "pending"}),
    "status-09": ("deleting is purging, which is no moderator's verb", None),
    "status-11": ("deleting is purging, which is no moderator's verb", None),
    "preview-03": ("the proof is signed, so it needs no ten-minute limit", {"sees": True}),
}


def test_every_exception_is_in_the_table():
    assert set(NOT_FOLLOWED) <= set(CASES)


def test_every_case_is_played_or_has_its_reason():
    unplayed = {case_id for case_id, (_reason, ours) in NOT_FOLLOWED.items() if ours is None}

    assert {case["about"] for case in CASES.values()} <= set(PLAYED)
    assert unplayed == set(LACKING)
    assert all(reason for reason, _ours in NOT_FOLLOWED.values())
    assert len(CASES) == 107


@pytest.mark.parametrize("case_id", CASES)
def test_case(case_id):
    case = CASES[case_id]
    _reason, expected = NOT_FOLLOWED.get(case_id, ("", case["then"]))
    if expected is None:
        assert not LACKING[case_id]()
        return

    seen = PLAYED[case["about"]](case)

    for fact, value in expected.items():
        if fact == "stored":
            wanted = {
                field: seen["account"][field] if text == THE_ACCOUNTS else text
                for field, text in value.items()
            }
            assert seen["stored"] == seen["stored"] | wanted
        elif fact == "lacks":
            assert value not in seen["markup"]
        elif fact == "refused":
            assert seen["answer"] == ANSWERS[value]
        else:
            assert seen[fact] == value
