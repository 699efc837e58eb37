"""Confirmed, a reply is judged anew: it appears if nothing else holds it."""

import pytest

from comments.models import ConfirmedAddress
from tests.comments.mailed_links import ANN, asked, known_before, links_to, press
from tests.comments.scene import browser, discuss, last_comment, proved, watch
from tests.factories import make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


def test_a_first_reply_still_waits_and_leads_to_my_replies():
    comment, link = asked()

    response = press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert response.headers["Location"] == f"/my-replies/#comment-{comment.pk}"


def test_who_is_known_has_waited_for_that_alone_and_is_published():
    known_before()
    comment, link = asked()

    response = press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "approved"
    assert comment.findings == []
    decision = comment.decisions.last()
    assert (decision.via, decision.by) == ("rule", None)
    assert response.headers["Location"] == comment.get_absolute_url()


def test_it_is_counted_at_once():
    known_before()
    comment, link = asked()

    press(browser(), link)

    page = browser().get(comment.post.get_absolute_url()).content.decode()
    assert comment.body in page
    assert "1 reply" in page


def test_what_else_holds_it_holds_on():
    known_before()
    watch("plumage")
    comment, link = asked(confirm="on", body="Nice plumage.")

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert comment.is_confirmed
    assert "watched_terms" in {finding["rule"] for finding in comment.findings}


def test_what_holds_it_by_now_is_found():
    known_before()
    comment, link = asked(confirm="on", body="Nice plumage.")
    watch("plumage")

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["watched_terms"]


def test_what_a_moderator_sent_back_to_the_queue_stays_there():
    known_before()
    comment, link = asked()
    comment.approve(by=make_moderator())
    comment.restore(by=make_moderator())

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"


@pytest.mark.parametrize("verb", ["mark_as_spam", "remove"])
def test_a_link_rescues_nothing_from_a_moderator(verb):
    known_before()
    comment, link = asked()
    getattr(comment, verb)(by=make_moderator())
    was = comment.status

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == was


def test_where_everything_is_held_it_is_held():
    known_before()
    discuss(moderates_all=True)
    comment, link = asked()

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"


def test_what_is_typed_in_a_second_browser_is_theirs_once_the_link_is_used():
    known_before()
    proved(ANN)
    ConfirmedAddress.objects.get().sign_as("Ann")
    comment, link = asked()
    rules = {finding["rule"] for finding in comment.findings}

    press(browser(), link)

    comment.refresh_from_db()
    assert rules == {"first_time", "borrowed_address", "lookalike_name"}
    assert comment.status == "approved"
    assert comment.findings == []


def test_a_name_like_a_writers_is_held_whosever_the_address_is():
    known_before()
    post = make_post()
    post_reply(browser(), post, name=post.author.display_name, email=ANN, confirm="on")
    comment, [link] = last_comment(), links_to(ANN)

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["lookalike_name"]
