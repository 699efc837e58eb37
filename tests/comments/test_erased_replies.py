"""Replies whose author is erased keep place, decisions and counts; nothing brings words back."""

import pytest

from comments.models import Comment, ConfirmedAddress, Decision, Flag, SignedName, Tally
from comments.readers.erasing import erase
from tests.comments.erased_reader import EMAIL, NAME, WORDS, erases, hers
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


def test_kept_words_are_signed_anonymous(life):
    reader, posted, _answer = life

    erases(reader)

    page = browser().get(posted.post.get_absolute_url()).content.decode()
    assert WORDS in page
    assert "Anonymous" in page
    assert NAME not in page


def test_replies_keep_their_place_under_a_tombstone(life):
    reader, posted, answer = life

    erases(reader, words="remove")

    page = browser().get(posted.post.get_absolute_url()).content.decode()
    assert WORDS not in page
    assert "tombstone" in page
    assert answer.body in page
    answer.refresh_from_db()
    assert answer.parent_id == posted.pk


@pytest.mark.parametrize("words", ["keep", "remove"])
def test_what_is_counted_is_right_afterwards(life, words):
    reader, posted, _answer = life

    erases(reader, words=words)

    for tally in Tally.objects.all():
        approved = Comment.objects.approved().filter(post=tally.post)
        assert tally.replies == approved.count()
        assert tally.threads == Comment.objects.listed().filter(post=tally.post).count()
    root = Comment.objects.get(pk=posted.pk)
    assert (root.is_listed, root.live_replies) == (True, 1)


@pytest.mark.parametrize("words", ["keep", "remove"])
def test_decisions_keep_who_decided_what_and_no_personal_text(life, words):
    reader, posted, _answer = life
    before = list(posted.decisions.values_list("pk", "was", "became", "by", "at"))

    erases(reader, words=words)

    after = list(posted.decisions.values_list("pk", "was", "became", "by", "at"))
    assert after[: len(before)] == before
    assert set(Decision.objects.filter(comment=posted).values_list("reason", flat=True)) == {""}
    assert not Flag.objects.exclude(reason="").exists()
    assert Flag.objects.count() == 1


def test_taking_words_away_is_its_authors_decision(life):
    reader, posted, _answer = life

    erases(reader, words="remove")

    decision = posted.decisions.last()
    assert (decision.became, decision.by, decision.via) == ("removed", None, "author")


def test_findings_keep_rule_and_verdict_alone(life):
    reader, posted, _answer = life
    rules = [finding["rule"] for finding in Comment.objects.get(pk=posted.pk).findings]

    erases(reader)

    findings = Comment.objects.get(pk=posted.pk).findings
    assert "watched_terms" in rules
    assert [finding["rule"] for finding in findings] == rules
    assert all((f["reason"], f["evidence"]) == ("", []) for f in findings)


def test_moderators_can_still_read_the_page_of_such_a_comment(life):
    reader, posted, _answer = life

    erases(reader)

    page = browser(make_moderator()).get(f"/admin/comments/comment/{posted.pk}/change/")
    assert page.status_code == 200


@pytest.mark.parametrize("verb", ["approve", "restore", "mark_as_spam"])
def test_nothing_brings_erased_words_back_as_an_empty_comment(life, verb):
    reader, posted, _answer = life
    erases(reader, words="remove")
    comment = Comment.objects.get(pk=posted.pk)

    assert not getattr(comment, verb)(by=make_moderator())

    comment.refresh_from_db()
    assert comment.status == "removed"


def test_nor_does_whoever_had_it_before_their_eyes(life):
    reader, _posted, _answer = life
    seen = Comment.objects.get(body=f"{WORDS}, pending")
    erases(reader, words="remove")

    assert not seen.approve(by=make_moderator())

    assert not Comment.objects.approved().filter(pk=seen.pk).exists()


def test_who_moderates_what_was_erased_meanwhile_brings_no_name_back():
    """They have it loaded with its name; the address may have been confirmed anew."""
    seen = hers(status="pending")
    erases()
    ConfirmedAddress.confirm(EMAIL)

    assert seen.approve(by=make_moderator())

    assert seen.author_name == NAME
    assert not SignedName.objects.exists()


def test_queries_do_not_grow_with_what_was_said_in_one_thread(django_assert_max_num_queries):
    discuss(flags_to_hold=0)
    post = make_post()
    root = make_comment(post=post)
    for _time in range(60):
        hers(parent=root, findings=[{"rule": "links", "verdict": "HOLD", "reason": "x"}])

    with django_assert_max_num_queries(60):
        erase(ConfirmedAddress.confirm(EMAIL), removes_words=True)

    assert Decision.objects.filter(became="removed", via="author").count() == 60
    assert Tally.objects.get(post=post).replies == 1
    root.refresh_from_db()
    assert root.live_replies == 0
