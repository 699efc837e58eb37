"""With a reader's network goes what rules quoted of it, and of their browser."""

import pytest

from comments.models import Comment
from comments.moderation import REASON_MAX_LENGTH
from comments.purging import purge, would_purge
from tests.comments.scene import last_comment, now, watch
from tests.desk.old_replies import ago
from tests.desk.waiting import quiet_post
from tests.factories import make_moderator, post_reply

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"


def held_long_ago(client, **form):
    assert post_reply(client, quiet_post(), ip=ADDRESS, **form).status_code == 303
    comment = last_comment()
    comment.approve(by=make_moderator(), reason="“203.0.113.7” is my neighbour’s.")
    Comment.objects.update(submitted_at=ago(days=120))
    comment.decisions.update(at=ago(days=120))
    return comment


def quoted(comment):
    """What rules said of it, wherever that is kept."""
    reasons = comment.decisions.filter(by=None).values_list("reason", flat=True)
    return f"{now(comment).findings} {list(reasons)}"


@pytest.mark.parametrize(
    ("match", "pattern"),
    [("network", ADDRESS), ("network", "203.0.113.0/24"), ("word", ADDRESS)],
)
def test_the_address_by_which_a_term_found_it_is_forgotten(client, match, pattern):
    watch(pattern, match=match)
    comment = held_long_ago(client)
    assert "203.0.113" in quoted(comment)

    assert purge() == {"networks": 1}

    assert "203.0.113" not in quoted(comment)
    assert now(comment).findings[0]["rule"] == "watched_terms"


def test_the_browser_by_which_a_term_found_it_is_forgotten(client):
    watch("netscape")
    client.defaults["HTTP_USER_AGENT"] = "Netscape 4 of the town library"
    comment = held_long_ago(client)

    purge()

    assert now(comment).user_agent == ""
    assert now(comment).findings[0]["evidence"] == []


def test_what_was_found_in_its_words_stays(client):
    watch("casino")
    watch("203.0.113.0/24", match="network")
    comment = held_long_ago(client, body="Win at casino.")

    purge()

    finding = now(comment).findings[0]
    assert [(span["field"], span["text"]) for span in finding["evidence"]] == [("body", "casino")]
    assert "“casino”" in finding["reason"]
    assert "“casino”" in comment.decisions.get(by=None).reason


def test_what_a_moderator_wrote_is_left_alone(client):
    watch("203.0.113.0/24", match="network")
    comment = held_long_ago(client)

    purge()

    assert ADDRESS in comment.decisions.exclude(by=None).get().reason


def test_half_an_address_at_the_end_of_a_reason_is_forgotten(client):
    watch("203.0.113.0/24", match="network")
    comment = held_long_ago(client)
    cut = f"Watched terms: {'“casino”, ' * 30}“203.0.1…"
    assert len(cut) <= REASON_MAX_LENGTH
    comment.decisions.filter(by=None).update(reason=cut)

    purge()

    assert "203.0" not in comment.decisions.get(by=None).reason


def test_what_was_forgotten_but_for_its_evidence_is_forgotten_once(client):
    watch("203.0.113.0/24", match="network")
    comment = held_long_ago(client)
    Comment.objects.update(ip_address=None, network="", user_agent="")

    assert would_purge() == {"networks": 1}
    assert purge() == {"networks": 1}
    assert purge() == {} == would_purge()

    assert "203.0.113" not in quoted(comment)
