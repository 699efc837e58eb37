"""An address is erased while something else goes on with its proof: nothing of it survives."""

import threading

import pytest
from django.db import transaction
from django.utils import timezone

from comments import submission as submitting
from comments.models import Comment, ConfirmedAddress, Subscription
from comments.readers import editing, erasing
from comments.readers.editing import ChangedMeanwhile, as_its_author_sees
from comments.rules import judge
from comments.submission import submit
from tests.at_once import beside
from tests.factories import make_comment, make_post, make_submission

ANN = "ann@example.org"


at_once = pytest.mark.django_db(transaction=True)  # each thread has a connection of its own


@pytest.fixture
def address(db):
    """Of a known reader, with an approved reply."""
    make_comment(author_email=ANN, author_name="Ann", is_confirmed=True)
    address = ConfirmedAddress.confirm(ANN)
    address.sign_as("Ann")
    return address


def erase(address, words="keep"):
    erasing.erase(ConfirmedAddress.objects.get(pk=address.pk), removes_words=words == "remove")


def as_it_is_judged(monkeypatch, module, then):
    """Call `then` once, right after judging: what another request does in between."""

    def judge_and(submission):
        findings = judge(submission)
        monkeypatch.setattr(module, "judge", judge)
        then()
        return findings

    monkeypatch.setattr(module, "judge", judge_and)


@pytest.mark.parametrize("name", ["Ann", "Ann Lee"])
@pytest.mark.parametrize("words", ["keep", "remove"])
def test_a_reply_that_was_judged_already_is_stored_as_anybodys(monkeypatch, address, name, words):
    sent = make_submission(author_email=ANN, author_name=name, address=address)
    as_it_is_judged(monkeypatch, submitting, lambda: erase(address, words))

    comment = submit(sent)

    assert (comment.status, comment.is_confirmed) == ("pending", False)
    assert [finding["rule"] for finding in comment.findings] == ["first_time"]
    assert not ConfirmedAddress.objects.exists()


@at_once
def test_a_reply_on_its_way_into_a_post_where_she_said_nothing_yet_is_erased_as_well(address):
    """The eraser doesn't know of that post, and waits for the address alone."""
    is_stored, eraser = threading.Event(), None

    def follow_and_wait(comment):
        nonlocal eraser
        Subscription.objects.follow(ANN, comment=comment, is_confirmed=True)
        eraser = beside(lambda: [is_stored.set(), erase(address)])
        is_stored.wait(5)
        eraser.join(0.5)  # it must wait until this transaction ends
        assert eraser.is_alive()

    submit(
        make_submission(author_email=ANN, author_name="Ann", address=address, then=follow_and_wait)
    )
    eraser.join(20)

    assert not Comment.objects.under(ANN).exists()
    assert not Comment.objects.filter(is_confirmed=True).exists()
    assert not Subscription.objects.exists()
    assert not ConfirmedAddress.objects.exists()


@at_once
def test_following_while_erasing_waits_for_neither(address):
    """Both lock the address first, and then what it follows."""
    post = make_post()
    Subscription.objects.follow(ANN, post=post, is_confirmed=True)
    eraser = None

    def look_at_followers(_comment):
        nonlocal eraser
        eraser = beside(lambda: erase(address))
        eraser.join(0.5)
        list(Subscription.objects.of_post(post).kept())

    submit(
        make_submission(
            post=post, author_email=ANN, author_name="Ann", address=address, then=look_at_followers
        )
    )
    eraser.join(20)

    assert not Subscription.objects.exists()
    assert not ConfirmedAddress.objects.exists()


@pytest.mark.parametrize("words", ["keep", "remove"])
def test_an_edit_that_was_judged_already_is_not_stored(monkeypatch, address, words):
    comment = make_comment(
        author_email=ANN, author_name="Ann", is_confirmed=True, submitted_at=timezone.now()
    )
    as_it_is_judged(monkeypatch, editing, lambda: erase(address, words))

    with pytest.raises(ChangedMeanwhile):
        editing.edit(
            comment, seen=as_its_author_sees(comment), body="Ann’s new words.", is_answer=False,
            address=address,
        )  # fmt: skip

    stored = Comment.objects.get(pk=comment.pk)
    assert "new words" not in stored.body
    assert (stored.is_confirmed, stored.author_email, stored.author_name) == (False, "", "")
    assert (comment.author_email, comment.author_name) == ("", "")  # it was looked at again


def test_erased_by_the_first_click_of_two_there_is_nothing_left_to_do(address):
    twice = ConfirmedAddress.objects.get(pk=address.pk)
    erase(address)
    again = make_comment(author_email=ANN)

    erasing.erase(twice, removes_words=True)

    again.refresh_from_db()
    assert again.author_email == ANN  # typed by somebody afterwards


@at_once
def test_followed_while_it_is_ended_it_is_followed_anew():
    """A mail would name a subscription that is gone by the time it is stored."""
    post = make_post()
    Subscription.objects.follow(ANN, post=post, is_confirmed=True)
    has_ended = threading.Event()
    followed = []

    def follow():
        has_ended.wait(5)
        with transaction.atomic():
            subscription = Subscription.objects.follow(ANN, post=post, is_confirmed=False)
            followed.append(subscription.pk)

    follower = beside(follow)
    with transaction.atomic():
        Subscription.objects.get().stop()
        has_ended.set()
        follower.join(0.5)
    follower.join(20)

    assert list(Subscription.objects.values_list("pk", "confirmed_at")) == [(followed[0], None)]
