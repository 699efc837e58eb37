"""An author changes what they said, or takes it back; and nobody else does."""

from datetime import timedelta

import pytest

from comments.models import Comment
from comments.models.comment import EDITABLE_FOR
from tests.comments.afterwards import address_of
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import edit, page_of, press
from tests.comments.scene import browser, discuss, last_comment, long_ago, now, proved, watch
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_flood_limit():
    discuss(flood_seconds=0)


@pytest.fixture
def reader():
    return browser()


def said(reader, post=None, **form):
    """A reply that this browser has just posted."""
    assert post_reply(reader, post or make_post(), **form).status_code == 303
    return last_comment()


@carries("edit-001", "edit-010")
def test_its_author_edits_it_as_often_as_they_like_at_first(reader):
    comment = said(reader)

    for text in ("Said better.", "Said best."):
        assert edit(reader, comment, text).status_code == 303
        assert now(comment).body == text

    assert now(comment).revision == 3


@carries("edit-002", "edit-003", "edit-009")
def test_to_anybody_else_it_is_not_there(reader):
    comment = said(reader, body="Between me and *the moderators*.")
    other = browser()
    said(other, comment.post)

    for stranger in (browser(), other, browser(make_moderator()), proved("x@example.org")):
        page = stranger.get(address_of(comment, "edit"))
        answer = press(stranger, address_of(comment, "edit"), body="Not mine.", seen="waiting:1")
        assert page.status_code == answer.status_code == 404
        assert b"Between me" not in page.content + answer.content
    assert now(comment).body == "Between me and *the moderators*."


@carries("edit-004", "edit-011")
def test_the_proof_of_a_withdrawn_reply_is_good_for_no_later_one(reader):
    comment = said(reader)

    assert press(reader, address_of(comment, "withdraw")).status_code == 303
    assert not Comment.objects.filter(pk=comment.pk).exists()
    later = said(browser(), comment.post, body="Somebody else’s.")
    assert later.pk != comment.pk  # no number comes back
    for verb in ("edit", "withdraw"):
        answer = press(reader, address_of(later, verb), body="Taken over.", seen="waiting:1")
        assert answer.status_code == 404
    assert now(later).body == "Somebody else’s."


@carries("edit-005")
def test_after_a_while_it_stays_as_it_was(reader):
    comment = said(reader, body="As it was.")
    long_ago(comment, minutes=EDITABLE_FOR / timedelta(minutes=1))

    answer = edit(reader, comment, "Too late.")

    assert answer.status_code == 403
    assert b"Too late." in answer.content
    assert now(comment).body == "As it was."


@carries("edit-006")
def test_a_moderator_decides_on_a_reply_and_never_rewrites_it(reader):
    comment = said(reader, body="My words.")
    moderator = browser(make_moderator())

    answers = [
        press(moderator, address_of(comment, "edit"), body="Their words.", seen="waiting:1"),
        moderator.post(f"/admin/comments/comment/{comment.pk}/change/", {"body": "Their words."}),
    ]

    assert [answer.status_code for answer in answers] == [404, 403]
    assert now(comment).body == "My words."


@carries("edit-007")
def test_an_answered_reply_may_be_edited_and_is_judged_again(reader):
    discuss(holds_first_time=False, flood_seconds=0)
    comment = said(reader)
    post_reply(browser(), comment.post, to=comment.pk)
    discuss(holds_first_time=True, flood_seconds=0)

    assert edit(reader, comment, "Something else.").status_code == 303

    assert now(comment).status == "pending"
    assert "Something else." not in page_of(comment.post)
    assert press(reader, address_of(comment, "withdraw")).status_code == 409


@carries("edit-008")
@pytest.mark.parametrize(("effect", "status"), [("hold", "pending"), ("spam", "spam")])
def test_a_watched_term_in_an_edit_is_found_as_in_a_new_reply(reader, effect, status):
    discuss(holds_first_time=False, flood_seconds=0)
    watch("casino", effect=effect)
    comment = said(reader)

    assert edit(reader, comment, "The casino is open.").status_code == 303

    assert now(comment).status == status
    assert "casino" not in page_of(comment.post)


@carries("edit-012")
def test_what_a_moderator_approved_waits_for_them_again_when_it_changes(reader):
    comment = said(reader)
    now(comment).approve(by=make_moderator())
    discuss(holds_first_time=False, flood_seconds=0)  # no rule has anything against it

    assert edit(reader, comment, "Something else.").status_code == 303

    assert now(comment).status == "pending"
    assert "Something else." not in page_of(comment.post)


@carries("edit-013")
def test_what_was_taken_down_can_not_be_edited_back(reader):
    comment = said(reader, body="Bad words.")
    now(comment).remove(by=make_moderator())

    answer = edit(reader, comment, "Good words.")

    assert answer.status_code == 403
    assert (now(comment).status, now(comment).body) == ("removed", "Bad words.")


@carries("edit.delete-001")
def test_of_what_a_moderator_removes_moderators_keep_the_words_and_readers_nothing():
    comment = make_comment(body="Bad words.", author_name="Rude Rita", is_picked=True)
    make_comment(parent=comment)

    comment.remove(by=make_moderator())

    page = page_of(comment.post)
    assert now(comment).body == "Bad words."
    assert "Bad words." not in page
    assert "Rude Rita" not in page
    assert f"comment-{comment.pk}" not in page_of(comment.post, show="picks")


@carries("edit.delete-002")
def test_of_what_its_author_withdraws_nothing_is_kept(reader):
    comment = said(reader, name="Rita", email="rita@example.org", notify="on")

    assert press(reader, address_of(comment, "withdraw")).status_code == 303

    assert not Comment.objects.exists()
    assert comment.decisions.count() == 0
    assert "Rita" not in page_of(comment.post, reader)


@carries("field.website-002", "field.author-002", "field.website-003", "field.author-003")
def test_an_edit_is_of_the_text_alone(reader, desk):
    breaking_out = "http://x.com/?'onmouseover='alert(document.domain)'x='"
    comment = said(reader, name="Rita", url="https://rita.example/")
    typed = {"url": breaking_out, "website": breaking_out, "author_url": breaking_out}
    typed |= dict.fromkeys(["name", "author", "author_name"], "<script>alert(1)</script>")

    assert edit(reader, comment, "Better.", **typed).status_code == 303
    by_moderator = desk.post(f"/admin/comments/comment/{comment.pk}/change/", typed)

    assert by_moderator.status_code == 403
    kept = now(comment)
    assert (kept.body, kept.author_name, kept.author_url) == (
        "Better.",
        "Rita",
        "https://rita.example/",
    )
