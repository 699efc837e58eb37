"""However often one form is sent, it is one comment; what is said twice is told so."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from comments import submission as submitting
from comments.models import Comment
from comments.moderation import Verdict
from comments.moderation.gate import STATUS_OF_VERDICT
from comments.rules import judge
from comments.submission import submit
from tests.comments.scene import browser, discuss, last_comment, long_ago
from tests.factories import make_comment, make_moderator, make_post, make_submission, post_reply

pytestmark = pytest.mark.django_db

SAID = {"body": "Said once.", "name": "Ann", "email": "ann@example.org", "ip": "192.0.2.1"}


def test_the_same_form_again_leads_to_the_same_comment():
    post = make_post()
    first = post_reply(browser(), post, **SAID)

    again = post_reply(browser(), post, **SAID)

    assert Comment.objects.count() == 1
    assert last_comment().decisions.count() == 1
    assert again.status_code == first.status_code == 303
    assert again.headers["Location"] == first.headers["Location"]


def test_the_browser_that_sends_it_again_gets_its_proof_again():
    post, again = make_post(), browser()
    post_reply(browser(), post, **SAID)

    response = post_reply(again, post, **SAID)

    assert "own" in response.cookies
    assert b"Said once." in again.get(response.headers["Location"]).content


@pytest.mark.parametrize("body", ["Said once.\r\n", "  Said once.", "Said once.\0"])
def test_what_cleaning_takes_away_makes_no_other_form(client, body):
    post = make_post()
    post_reply(client, post, **SAID)

    post_reply(client, post, **SAID | {"body": body})

    assert Comment.objects.count() == 1


def test_it_is_one_comment_after_a_moderator_decided_too(client):
    post = make_post()
    post_reply(client, post, **SAID)
    last_comment().approve(by=make_moderator())

    response = post_reply(client, post, **SAID)

    assert response.status_code == 303
    assert Comment.objects.get().status == "approved"


def test_a_quarter_of_an_hour_later_it_is_a_duplicate(client):
    post = make_post()
    post_reply(client, post, **SAID)
    long_ago(last_comment(), minutes=15, seconds=1)

    response = post_reply(client, post, **SAID)

    assert response.status_code == 409
    assert Comment.objects.count() == 1
    assert "own" not in response.cookies


@pytest.mark.parametrize(
    "changed",
    [
        {"ip": "192.0.2.2"},
        {"headers": {"Sec-Fetch-Site": "same-origin", "User-Agent": "Another browser"}},
        {"nonce": "another"},
    ],
)
def test_another_network_browser_or_page_is_another_submission(changed):
    post = make_post()
    discuss(flood_seconds=0)
    post_reply(browser(), post, **SAID | {"nonce": "one"})

    response = post_reply(browser(), post, **SAID | {"nonce": "one"} | changed)

    assert response.status_code == 409
    assert "own" not in response.cookies


def test_the_answer_to_a_duplicate_does_not_tell_whose_it_is():
    post = make_post()
    discuss(flood_seconds=0)
    make_comment(post=post, author_name="Ann", author_email="ann@example.org", body="Said once.")
    post_reply(browser(), post, **SAID)
    long_ago(last_comment(), hours=1)

    stranger = browser()
    response = post_reply(stranger, post, **SAID | {"ip": "203.0.113.77"})

    assert response.status_code == 409
    assert response.cookies == {}
    assert f"comment-{last_comment().pk}" not in response.content.decode()


def test_what_was_removed_may_be_said_again_when_its_time_is_over(client):
    post = make_post()
    post_reply(client, post, **SAID)
    comment = last_comment()
    comment.remove(by=make_moderator())
    long_ago(comment, minutes=16)

    response = post_reply(client, post, **SAID)

    assert response.status_code == 303
    assert Comment.objects.count() == 2
    assert last_comment().status == "pending"
    comment.refresh_from_db()
    assert comment.submission_key is None


def test_a_twin_stored_while_this_one_was_judged_is_the_same_comment(monkeypatch):
    """The same form twice at once: what the race's loser meets, step by step."""
    twin, late = make_submission(nonce="x"), None

    def judge_late(submission):
        nonlocal late
        monkeypatch.setattr(submitting, "judge", judge)
        late = late or submit(replace(submission))
        return judge(submission)

    monkeypatch.setattr(submitting, "judge", judge_late)

    assert submit(twin) == late
    assert Comment.objects.count() == 1


def test_a_twin_stored_just_before_this_one_is_the_same_comment(monkeypatch):
    twin, late = make_submission(nonce="x"), None

    def judge_early(submission):
        nonlocal late
        findings = judge(submission)
        monkeypatch.setattr(submitting, "judge", judge)
        late = late or submit(replace(submission))
        return findings

    monkeypatch.setattr(submitting, "judge", judge_early)

    assert submit(twin) == late
    assert Comment.objects.count() == 1
    assert late.decisions.count() == 1


def test_what_the_database_refuses_for_another_reason_is_not_hidden(monkeypatch):
    monkeypatch.setitem(STATUS_OF_VERDICT, Verdict.APPROVE, "no status")
    submission = make_submission(policy=discuss(holds_first_time=False))

    with pytest.raises(IntegrityError):
        submit(submission)


def test_the_same_words_on_two_posts_are_two_comments(client):
    discuss(flood_seconds=0)

    for post in (make_post(), make_post()):
        post_reply(client, post, **SAID)

    assert Comment.objects.count() == 2


def test_the_same_words_below_two_comments_are_two_comments(client):
    discuss(flood_seconds=0)
    root = make_comment()
    reply = make_comment(parent=root)

    for parent in ("", root.pk, reply.pk):
        post_reply(client, root.post, **SAID, to=parent)

    assert Comment.objects.filter(body="Said once.").count() == 3
