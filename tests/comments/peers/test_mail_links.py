"""Links mailed to readers: what they do, what they don't, and for how long."""

import time
from datetime import timedelta

import pytest
from django.core import signing

from comments.models import Comment, ConfirmedAddress, Notification, Subscription
from comments.tokens import LINK_MAX_AGE, sign_link, sign_proof, sign_unsubscribe
from tests.comments.mailroom import follow
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import edit, link_in, mails, press
from tests.comments.scene import browser, discuss, last_comment, now
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"


@pytest.fixture
def reader():
    return browser()


@pytest.fixture
def link(reader):
    """The path of a link that was mailed for confirming the address of a reply."""
    post_reply(reader, make_post(), email=ANN, confirm="on", notify="on")
    (sent,) = mails()
    return link_in(sent)


def confirm(client, path):
    return press(client, path, revision=last_comment().revision)


def state():
    return [
        list(Comment.objects.values_list("is_confirmed", "status")),
        ConfirmedAddress.objects.count(),
        list(Subscription.objects.values_list("confirmed_at")),
        list(Notification.objects.values_list("used_at")),
    ]


@carries("mail.actions-001", "mail.actions-009")
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(link, method):
    unsubscribe = f"/unsubscribe/{sign_unsubscribe(Subscription.objects.get().pk)}/"
    before = state()

    answers = [getattr(browser(), method)(path) for path in (link, unsubscribe)]

    assert state() == before
    assert {answer.status_code for answer in answers} == {405 if method == "options" else 200}
    if method == "get":
        assert b"Is this your address?" in answers[0].content
        assert b"Stop these mails?" in answers[1].content
    assert not any(answer.cookies for answer in answers)


@carries("mail.follow-001")
def test_pressing_the_button_confirms_and_again_is_no_harm(link, reader):
    first = confirm(reader, link)
    again = [confirm(reader, link), reader.get(link)]

    assert first.status_code == 303
    assert [answer.status_code for answer in again] == [303, 303]
    assert {answer["Location"] for answer in again} == {first["Location"]}
    assert str(last_comment().pk) in first["Location"]
    assert last_comment().is_confirmed
    assert (Comment.objects.count(), ConfirmedAddress.objects.count()) == (1, 1)
    assert confirm(browser(), link).status_code == 404  # used, by somebody else’s browser


@carries("mail.actions-004")
@pytest.mark.parametrize("action", ["delete", "approve", "activate", "edit"])
def test_a_link_does_one_thing(link, action):
    assert press(browser(), f"{link}{action}/").status_code == 404
    assert press(browser(), link.replace("confirm", action)).status_code == 404


@carries("mail.actions-005", "mail.actions-006", "mail.actions-007", "mail.follow-002",
         "mail.follow-006")  # fmt: skip
def test_whatever_is_not_this_link_answers_the_same(link):
    subscription = Subscription.objects.get()
    token = link.split("/")[2]
    confirming = [
        sign_link(10**9), sign_proof(1), sign_unsubscribe(subscription.pk), token[:-1], f"{token}x",
        token.swapcase(), token.split(".")[0], "garbage", "%00", "['confirm']",
    ]  # fmt: skip
    ending = [token, sign_link(subscription.pk), sign_proof(subscription.pk), "unsubscribe",
              "['unsubscribe']", sign_unsubscribe(subscription.pk)[:-1]]  # fmt: skip
    before = state()

    answers = [press(browser(), f"/confirm/{wrong}/", revision=1) for wrong in confirming]
    answers += [press(browser(), f"/unsubscribe/{wrong}/") for wrong in ending]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not any(answer.cookies for answer in answers)
    assert state() == before


@carries("mail.actions-008")
def test_a_link_is_good_for_some_days(link, monkeypatch, reader):
    late = time.time() + LINK_MAX_AGE.total_seconds() + 60
    in_time = time.time() + LINK_MAX_AGE.total_seconds() - 60
    assert timedelta(days=31) > LINK_MAX_AGE

    monkeypatch.setattr(signing.time, "time", lambda: late)
    assert browser().get(link).status_code == confirm(reader, link).status_code == 404
    monkeypatch.setattr(signing.time, "time", lambda: in_time)
    assert confirm(reader, link).status_code == 303


@carries("mail.actions-010")
def test_what_was_edited_since_must_be_looked_at_again(link, reader):
    comment = last_comment()
    edit(reader, comment, "Another text than the mail quoted.")

    answer = press(reader, link, revision=1)

    assert answer.status_code == 409
    assert b"Another text than the mail quoted." in answer.content
    assert not now(comment).is_confirmed
    assert press(reader, link, revision=2).status_code == 303


@carries("mail.actions-012", "mail.follow-005")
def test_one_click_ends_the_mails_and_so_does_the_second():
    comment = make_comment(author_email="bob@example.org")
    follow(ANN, post=comment.post)
    follow("carl@example.org", post=comment.post)
    make_comment(parent=comment, status="pending").approve(by=make_moderator())
    (sent,) = mails(to=ANN)
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    path = address.removeprefix("http://testserver")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert browser().get(path).status_code == 200
    assert Subscription.objects.count() == 2

    # A mailbox provider posts from its own machines: no cookie, no origin.
    answers = [browser().post(path, {"List-Unsubscribe": "One-Click"}) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [left.email for left in Subscription.objects.all()] == ["carl@example.org"]


@carries("mail.follow-003", "mail.follow-004")
def test_one_mail_for_one_reply_and_none_for_ones_own():
    post = make_post()
    for comment in [make_comment(post=post, author_email=ANN) for _one in range(3)]:
        follow(ANN, comment=comment)
    follow(ANN, post=post)
    follow("bob@example.org", post=post)

    reply = make_comment(parent=comment, author_email="BOB@example.org", status="pending")
    reply.approve(by=make_moderator())

    assert [sent.to for sent in mails()] == [[ANN]]
    own = make_comment(parent=reply, author_email=ANN.upper(), status="pending")
    own.approve(by=make_moderator())
    assert not own.notifications.filter(email=ANN).exists()
    assert [sent.to for sent in mails()] == [["bob@example.org"]]


@carries("mail.follow-007")
def test_a_link_is_short_enough_for_every_mail_program(link):
    assert len(f"http://testserver{link}") < 200
    assert len(sign_unsubscribe(2**63)) < 100


@carries("mail.follow-008")
def test_an_address_that_nobody_confirmed_is_told_nothing(link):
    assert Subscription.objects.get().email == ANN
    waiting = last_comment()
    waiting.approve(by=make_moderator())

    make_comment(parent=waiting, status="pending").approve(by=make_moderator())

    assert not Notification.objects.exclude(kind="confirm").exists()
    assert mails() == []


@carries("mail.follow-009")
def test_a_reply_in_one_thread_is_no_news_in_another():
    post = make_post()
    mine = make_comment(post=post, author_email=ANN)
    follow(ANN, comment=mine)
    follow("bob@example.org", post=make_post())

    other = make_comment(post=post)
    make_comment(parent=other, status="pending").approve(by=make_moderator())

    assert mails() == []


@carries("mail.follow-010")
def test_the_box_says_that_it_is_about_replies_to_ones_own(reader):
    discuss(holds_first_time=False)
    page = reader.get(f"/posts/{make_post().slug}/reply/").content.decode()

    assert "Email me when someone replies to my comment" in page
    post_reply(reader, make_post(), email=ANN, notify="on")
    assert Subscription.objects.get().follows == Subscription.Follows.COMMENT
    assert Subscription.objects.get().comment == last_comment()
    plain = post_reply(reader, make_post())
    assert "mailed" not in plain["Location"]
    assert Subscription.objects.count() == 1
