"""Within fifteen minutes an author changes their own words; nobody else does, and none are lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.tokens import sign_own
from tests.comments.afterwards import address_of, author_of, edit
from tests.comments.reading import Form
from tests.comments.scene import browser, last_comment, long_ago, now, proved
from tests.factories import (
    SAME_ORIGIN,
    make_comment,
    make_moderator,
    make_post,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    return long_ago(make_comment(status="pending", body="As it was."), minutes=1)


# By whom -----------------------------------------------------------------------------------------


def test_who_posted_a_reply_edits_it_in_the_same_browser(client):
    post = make_post()
    post_reply(client, post, body="As it was.")
    comment = last_comment()
    form = Form(client.get(address_of(comment, "edit")), "edit")

    response = edit(client, comment, "As it *is*.", seen=form.values["seen"])

    assert form.values["body"] == "As it was."
    assert response.status_code == 303
    assert (
        response.headers["Location"]
        == f"/posts/{post.slug}/?mine={comment.pk}#comment-{comment.pk}"
    )
    assert "As it <em>is</em>." in client.get(response.headers["Location"]).content.decode()


def test_an_edit_changes_everything_that_follows_from_the_text(waiting):
    before = now(waiting)
    edit(author_of(waiting), waiting, "As it *is*.", is_answer="on")

    comment = now(waiting)
    assert (comment.body, comment.is_answer, comment.revision) == ("As it *is*.", True, 2)
    assert comment.body_html == "<p>As it <em>is</em>.</p>"
    assert comment.fingerprint != before.fingerprint
    assert comment.submission_key is None
    assert timezone.now() - comment.edited_at < timedelta(minutes=1)
    assert comment.submitted_at == before.submitted_at
    assert [found["rule"] for found in comment.findings] == ["first_time"]


def test_only_what_an_author_may_change_is_changed(waiting):
    """Whatever else a form holds."""
    untouched = ("status", "author_name", "author_email", "submitted_at", "post_id", "parent_id",
                 "ip_address", "user_id", "is_confirmed", "is_picked", "depth")  # fmt: skip
    before = Comment.objects.values(*untouched).get(pk=waiting.pk)

    edit(
        author_of(waiting), waiting, "Changed.", status="approved", author_name="Mona",
        name="Mona", email="x@example.org", id="1", pk="1", post="1", parent="1", to="1",
        submitted_at="2001-01-01", revision="9", is_confirmed="1", is_picked="on", user="1",
    )  # fmt: skip

    assert Comment.objects.values(*untouched).get(pk=waiting.pk) == before
    assert now(waiting).revision == 2


def test_the_proof_of_a_confirmed_address_lets_its_owner_edit():
    comment = make_comment(
        status="pending", author_email="Ann@example.org", is_confirmed=True,
        submitted_at=timezone.now(),
    )  # fmt: skip
    client = proved("ann@example.org")

    response = edit(client, comment, "Better.")

    assert now(comment).body == "Better."
    assert "Better." in client.get(response.headers["Location"]).content.decode()


def test_but_not_what_somebody_only_typed_that_address_into():
    comment = make_comment(
        status="pending", author_email="ann@example.org", submitted_at=timezone.now()
    )

    assert edit(proved("ann@example.org"), comment, "Not mine.").status_code == 404
    assert now(comment).revision == 1


def test_whoever_is_signed_in_edits_what_they_wrote():
    account = make_user()
    post_reply(browser(account), make_post())
    comment = last_comment()

    assert edit(browser(account), comment, "Better.").status_code == 303
    assert now(comment).body == "Better."


def test_what_an_account_wrote_is_not_edited_by_who_comes_after_at_that_browser():
    moderator = make_moderator()
    client = browser(moderator)
    post_reply(client, make_post())
    comment = last_comment()
    client.logout()
    client.cookies["own"] = sign_own(comment.post_id, [comment.pk])

    assert edit(client, comment, "In their name.").status_code == 404
    assert now(comment).revision == 1


def stranger(_comment):
    return browser()


def author_of_another_reply(comment):
    return author_of(make_comment(post=comment.post, status="pending"))


def author_on_another_post(comment):
    other = make_comment(status="pending")
    client = browser()
    client.cookies["own"] = sign_own(other.post_id, [comment.pk])
    return client


def prover_of_another_address(_comment):
    return proved("somebody@example.org")


def moderator_of_all(_comment):
    return browser(make_moderator())


def writer_of_the_post(comment):
    return browser(comment.post.author.user)


@pytest.mark.parametrize(
    "somebody",
    [stranger, author_of_another_reply, author_on_another_post, prover_of_another_address,
     moderator_of_all, writer_of_the_post],
)  # fmt: skip
@pytest.mark.parametrize("status", ["approved", "pending"])
def test_to_anybody_else_there_is_no_such_reply(somebody, status):
    comment = make_comment(status=status, submitted_at=timezone.now(), is_confirmed=True)
    client = somebody(comment)

    for address in (address_of(comment, "edit"), address_of(comment, "withdraw")):
        theirs, none = client.get(address), client.get(address.replace(str(comment.pk), "99999"))
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert theirs.content == none.content
        assert client.post(address, {"body": "X"}, headers=SAME_ORIGIN).status_code == 404

    assert now(comment).revision == 1


def test_on_another_posts_address_there_is_no_such_reply(waiting):
    client, other = author_of(waiting), make_post()

    address = address_of(waiting, "edit").replace(waiting.post.slug, other.slug)

    assert client.get(address).status_code == 404


def test_nor_while_the_post_is_withdrawn(waiting):
    client = author_of(waiting)
    waiting.post.withdraw()

    assert client.get(address_of(waiting, "edit")).status_code == 404
    assert "What I wrote." in edit(client, waiting, "What I wrote.").content.decode()


def test_a_proof_says_nothing_of_a_reply_that_took_the_number_of_one_that_is_gone(waiting):
    """No number is given twice."""
    client = author_of(waiting)
    number = waiting.pk
    waiting.withdraw()

    other = make_comment(post=waiting.post, status="pending", submitted_at=timezone.now())

    assert other.pk > number
    assert client.get(address_of(other, "edit")).status_code == 404


# For how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "status"), [(14, 303), (15, 403), (60 * 24, 403)])
def test_for_fifteen_minutes(waiting, minutes, status):
    comment = long_ago(waiting, minutes=minutes)

    response = edit(author_of(comment), comment, "Too late?")

    assert response.status_code == status
    assert (now(comment).body == "Too late?") is (status == 303)


def test_afterwards_the_words_are_there_to_copy(waiting):
    comment = long_ago(waiting, minutes=16)
    client = author_of(comment)

    page, answer = client.get(address_of(comment, "edit")), edit(client, comment, "Too <late>.")

    assert (page.status_code, answer.status_code) == (403, 403)
    assert "As it was." in page.content.decode()
    assert "Too &lt;late&gt;." in answer.content.decode()


def test_what_was_taken_down_is_not_edited(waiting):
    client = author_of(waiting)
    waiting.remove(by=make_moderator())

    response = edit(client, waiting, "Let me in.")

    assert response.status_code == 403
    assert "Let me in." in response.content.decode()
    assert now(waiting).body == "As it was."


def test_it_may_be_edited_twice(waiting):
    client = author_of(waiting)

    edit(client, waiting, "Once.")
    edit(client, now(waiting), "Twice.")

    assert (now(waiting).body, now(waiting).revision) == ("Twice.", 3)


def test_also_when_it_was_answered_and_when_the_post_takes_no_more(waiting):
    waiting.approve(by=None)
    make_comment(parent=waiting)
    waiting.post.accepts_comments = False
    waiting.post.save()

    assert edit(author_of(waiting), waiting, "A typo less.").status_code == 303
