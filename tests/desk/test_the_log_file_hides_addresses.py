"""The log leaves the site as a file: where a rule quotes a reader's address, its kind alone."""

import csv
import io

import pytest

from tests.comments.scene import last_comment, watch
from tests.desk.pressing import last
from tests.desk.waiting import quiet_post
from tests.factories import post_reply

pytestmark = pytest.mark.django_db
EMAIL, ADDRESS = "max@far.example", "198.51.100.78"


def exported(desk):
    text = b"".join(desk.get("/moderation/log/export/")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(autouse=True)
def _watched(client):
    for pattern, match in ((EMAIL, "address"), (ADDRESS, "network"), ("casino", "word")):
        watch(pattern, match=match)
    form = {"email": EMAIL, "body": "Win at casino."}
    assert post_reply(client, quiet_post(), ip=ADDRESS, **form).status_code == 303


def test_no_address_by_which_a_reply_was_held_is_in_it(desk):
    (line,) = exported(desk)

    assert "a watched address" in line["Reason"]
    assert "a watched network" in line["Reason"]
    assert "casino" in line["Reason"]
    assert not any(said in str(line) for said in (EMAIL, ADDRESS))


def test_what_a_moderator_wrote_is_in_it_word_by_word(desk, moderator):
    last_comment().remove(by=moderator, reason=f"“{ADDRESS}” again.")

    newest = exported(desk)[0]

    assert newest["Reason"] == last(last_comment()).reason == f"“{ADDRESS}” again."
