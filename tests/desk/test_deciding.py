"""One decision from the desk: bound to what was seen, recorded, said."""

import pytest

from comments.models import Comment, Notification, Tally
from posts.models import Post
from tests.comments.mailroom import follow
from tests.desk.pressing import SCRIPT, last, notice, press, seen
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("verb", "became"),
    [("approve", "approved"), ("spam", "spam"), ("remove", "removed")],
)
def test_a_decision_is_made_and_recorded_as_from_the_desk(desk, moderator, verb, became):
    comment = make_comment(status="pending")

    response = press(desk, comment, verb)

    assert response.status_code == 303
    comment.refresh_from_db()
    assert comment.status == became
    decision = last(comment)
    assert (decision.by, decision.via, decision.was) == (moderator, "desk", "pending")


def test_back_to_the_queue_is_a_decision_too(desk):
    comment = make_comment(status="spam")

    press(desk, comment, "restore")

    assert last(comment).became == "pending"


def test_the_notice_names_the_author_and_offers_undo(desk):
    comment = make_comment(status="pending", author_name="Ida <b>")

    press(desk, comment, "approve")

    assert notice(desk)["text"] == "Approved: Ida <b>"
    assert notice(desk)["undo"].startswith(f"/moderation/decisions/{last(comment).pk}/undo/")


def test_it_leads_to_the_next_item_of_the_same_list(desk):
    comment, following = make_comment(status="pending"), make_comment(status="pending")
    form = {"verb": "approve", "seen": seen(comment), "next": following.pk}

    response = desk.post(f"/moderation/{comment.pk}/decide/?view=waiting&q=thought", form)

    assert response["Location"] == f"/moderation/{following.pk}/?q=thought"


@pytest.mark.parametrize("following", ["", "x", "-1", "//evil.test", "9" * 30])
def test_without_a_next_item_it_leads_back_to_the_list(desk, following):
    comment = make_comment(status="pending")

    response = press(desk, comment, "approve", next=following)

    assert response["Location"] == "/moderation/"


def test_for_the_script_the_answer_holds_the_counts_and_the_notice(desk):
    comment, _other = make_comment(status="pending"), make_comment(status="pending")

    response = press(desk, comment, "approve", headers=SCRIPT)

    assert response.status_code == 200
    page = response.content.decode()
    assert 'id="views"' in page
    assert 'id="notice"' in page
    assert "Approved: Rita Reader" in page
    assert 'Waiting <span class="n">1</span>' in page
    assert "<main" not in page


def test_for_the_script_what_comes_back_into_its_list_comes_as_a_row(desk):
    comment = make_comment(status="spam")

    response = press(desk, comment, "restore", headers=SCRIPT)

    assert f'id="row-{comment.pk}"' in response.content.decode()


def test_a_reason_is_kept_and_told_to_the_author_who_follows(desk):
    comment = make_comment(status="pending")
    follow(comment.author_email, comment=comment)

    press(desk, comment, "remove", reason="Off topic.", tells_author="on")

    assert last(comment).reason == "Off topic."
    assert Notification.objects.get().kind == "refused"


def test_without_the_tick_its_author_is_not_mailed(desk):
    comment = make_comment(status="pending")
    follow(comment.author_email, comment=comment)

    press(desk, comment, "remove", reason="Off topic.")

    assert not Notification.objects.exists()


def test_a_mail_waits_as_long_as_undo_stands_beside_it(desk):
    comment = make_comment(status="pending")
    follow(comment.author_email, comment=comment)

    press(desk, comment, "approve")

    assert not Notification.objects.due().exists()


def test_a_double_click_decides_once_and_is_told_as_done(desk):
    comment = make_comment(status="pending")

    press(desk, comment, "approve", saw="pending:1")
    response = press(desk, comment, "approve", saw="pending:1")

    assert response.status_code == 303
    assert comment.decisions.count() == 1
    assert "so already" in notice(desk)["text"]
    assert Tally.objects.get(post=comment.post).replies == 1


def test_what_is_so_already_needs_no_decision(desk):
    comment = make_comment(status="spam")

    response = press(desk, comment, "spam")

    assert response.status_code == 303
    assert not comment.decisions.exists()


def test_what_was_reported_is_left_to_stand(desk):
    comment = reported()

    press(desk, comment, "keep")

    comment.refresh_from_db()
    assert comment.open_flags == 0
    assert (last(comment).was, last(comment).became) == ("approved", "approved")


def test_to_approve_what_is_public_and_reported_is_to_let_it_stand(desk):
    comment = reported()

    press(desk, comment, "approve")

    comment.refresh_from_db()
    assert comment.open_flags == 0


def test_a_double_click_lets_it_stand_once(desk):
    comment = reported()

    press(desk, comment, "keep")
    press(desk, comment, "keep")

    assert comment.decisions.count() == 1


def reported():
    comment = make_comment()
    comment.flags.create(revision=1, reader_key="a")
    comment.count_open_flags()
    return comment


def test_a_reply_is_picked_and_picked_no_more(desk):
    comment = make_comment()

    press(desk, comment, "pick")
    comment.refresh_from_db()
    is_picked = comment.is_picked
    press(desk, comment, "unpick")

    comment.refresh_from_db()
    assert (is_picked, comment.is_picked) == (True, False)


def test_on_a_post_withdrawn_meanwhile_it_is_decided_and_said_that_nobody_sees_it(desk):
    comment = make_comment(status="pending")
    Post.objects.filter(pk=comment.post_id).update(status="draft")

    press(desk, comment, "approve")

    assert last(comment).became == "approved"
    assert "no reader sees it" in notice(desk)["text"]


@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_for_one_that_is_gone_there_is_a_page_with_the_words_that_were_typed(desk, headers):
    comment = make_comment(status="pending")
    Comment.objects.get(pk=comment.pk).withdraw()

    response = press(desk, comment, "remove", reason="My <i>words</i>.", headers=headers)

    assert response.status_code == 404
    page = response.content.decode()
    assert "isn’t here any more" in page
    assert "My &lt;i&gt;words&lt;/i&gt;." in page
