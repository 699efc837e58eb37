"""A moderator's reply approves what it answers: both at once, or neither."""

import pytest
from django.utils import timezone

from comments.models import Comment, Notification, Subscription, Tally
from comments.models.text_columns import values_of_text
from posts.models import Post
from tests.comments.scene import discuss
from tests.desk.pressing import (
    SCRIPT,
    address,
    at_the_desk,
    last,
    notice,
    press,
    seen,
    undo,
    undo_last,
)
from tests.factories import make_author, make_comment, make_editor, make_moderator, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_author(display_name="Mo Keller", user=make_moderator()).user


@pytest.fixture
def comment():
    return make_comment(status="pending")


def reply(desk, comment, body="Thank you, *very* much.", *, saw=None, headers=None):
    form = {"body": body, "seen": saw or seen(comment), "next": ""}
    return desk.post(address("reply", comment.pk), form, headers=headers)


def replies_to(comment):
    return Comment.objects.filter(parent=comment)


def test_both_are_public_at_once(desk, moderator, comment):
    response = reply(desk, comment)

    assert response.status_code == 303
    comment.refresh_from_db()
    made = replies_to(comment).get()
    assert (comment.status, made.status) == ("approved", "approved")
    assert (made.user, made.author_name, made.thread_id) == (moderator, "Mo Keller", comment.pk)
    assert (last(comment).by, last(comment).via) == (moderator, "desk")
    assert Tally.objects.get(post=comment.post).replies == 2


def test_it_is_never_signed_with_a_login_name(comment):
    desk = at_the_desk(make_moderator(username="mk-login"))

    reply(desk, comment)

    assert replies_to(comment).get().author_name == "Staff"


def test_its_markup_is_what_any_readers_would_be(desk, comment):
    reply(desk, comment, "<script>alert(1)</script> [a](https://example.org)")

    markup = replies_to(comment).get().body_html
    assert "<script" not in markup
    assert 'rel="nofollow ugc noopener"' in markup


@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_when_the_text_changed_meanwhile_neither_happens_and_the_words_come_back(
    desk, comment, headers
):
    Comment.objects.get(pk=comment.pk).revise([], at=timezone.now(), **values_of_text("Other."))

    response = reply(desk, comment, "My <b>words</b>.", headers=headers)

    assert response.status_code == 409
    assert "My &lt;b&gt;words&lt;/b&gt;." in response.content.decode()
    assert not replies_to(comment).exists()
    assert not comment.decisions.exists()


def test_when_somebody_decided_meanwhile_neither_happens(desk, comment):
    Comment.objects.get(pk=comment.pk).mark_as_spam(by=make_moderator())

    response = reply(desk, comment)

    assert response.status_code == 409
    assert not replies_to(comment).exists()
    comment.refresh_from_db()
    assert comment.status == "spam"


def test_on_a_closed_post_nothing_is_approved_and_it_is_said(desk, comment):
    Post.objects.filter(pk=comment.post_id).update(accepts_comments=False)

    response = reply(desk, comment, "My words.")

    assert response.status_code == 422
    page = response.content.decode()
    assert "doesn’t take replies any more" in page
    assert "My words." in page
    comment.refresh_from_db()
    assert comment.status == "pending"


@pytest.mark.parametrize("body", ["", "  ", "\u200b", "x" * 101], ids=repr)
def test_a_text_out_of_bounds_is_refused_and_kept(desk, comment, body):
    discuss(text_max_length=100)

    response = reply(desk, comment, body)

    assert response.status_code == 422
    assert body in response.content.decode()
    assert not comment.decisions.exists()


def test_a_double_click_posts_and_approves_once(desk, comment):
    reply(desk, comment, saw="pending:1")
    response = reply(desk, comment, saw="pending:1")

    assert response.status_code == 303
    assert replies_to(comment).count() == 1
    assert comment.decisions.count() == 1


def test_to_what_is_public_it_is_a_reply_alone(desk):
    comment = make_comment()

    reply(desk, comment)

    assert replies_to(comment).get().status == "approved"
    assert not comment.decisions.exists()


def test_whoever_is_mailed_is_mailed_once_undo_is_over(desk, comment):
    Subscription.objects.follow(comment.author_email, comment=comment, is_confirmed=True)

    reply(desk, comment)

    assert {mail.kind for mail in Notification.objects.all()} == {"approved", "reply"}
    assert not Notification.objects.due().exists()


def test_undo_takes_back_both(desk, comment):
    reply(desk, comment)

    undo(desk, last(comment))

    comment.refresh_from_db()
    made = replies_to(comment).get()
    assert (comment.status, made.status) == ("pending", "removed")
    assert "removed as well" in notice(desk)["text"]
    assert notice(desk)["more"] == f"/moderation/{made.pk}/"
    assert Tally.objects.get(post=comment.post).replies == 0


def test_pressed_again_undo_goes_on_to_what_was_before_and_brings_no_reply_back(desk, comment):
    earlier = make_comment(status="pending")
    press(desk, earlier, "approve")
    reply(desk, comment)

    undo_last(desk)
    undo_last(desk)

    earlier.refresh_from_db()
    assert earlier.status == "pending"
    assert replies_to(comment).get().status == "removed"


def test_undo_takes_back_the_mails_of_both_and_names_what_left(desk, comment):
    Subscription.objects.follow(comment.author_email, comment=comment, is_confirmed=True)
    reply(desk, comment)
    Notification.objects.filter(kind="reply").update(sent_at=timezone.now())

    undo(desk, last(comment))

    assert [mail.kind for mail in Notification.objects.all()] == ["reply"]
    assert "1 mail had left already" in notice(desk)["mails_gone"]


def test_a_reply_that_was_answered_stands_and_it_is_said(desk, comment):
    reply(desk, comment)
    made = replies_to(comment).get()
    make_comment(parent=made)

    undo(desk, last(comment))

    made.refresh_from_db()
    assert made.status == "approved"
    assert "stands: somebody has answered it" in notice(desk)["text"]


def test_after_undo_it_can_be_done_again(desk, comment):
    reply(desk, comment, saw="pending:1")
    undo(desk, last(comment))

    response = reply(desk, comment, saw="pending:1")

    assert response.status_code == 303
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert replies_to(comment).approved().count() == 1


def test_to_one_that_is_gone_the_words_come_back(desk, comment):
    Comment.objects.get(pk=comment.pk).withdraw()

    response = reply(desk, comment, "My words.")

    assert response.status_code == 404
    assert "My words." in response.content.decode()


def test_an_editor_replies_on_their_own_posts_alone():
    editor = make_editor()
    mine = make_comment(status="pending", post=make_post(author=make_author(user=editor)))
    theirs = make_comment(status="pending")
    desk = at_the_desk(editor)

    answers = [reply(desk, one).status_code for one in (mine, theirs)]

    assert answers == [303, 404]
    assert not replies_to(theirs).exists()
