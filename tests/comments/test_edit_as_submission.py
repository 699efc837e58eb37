"""To the rules an edited comment is a submission, as it would be posted today."""

import pytest

from comments.models import Comment
from comments.submission import Submission
from tests.comments.afterwards import address_of, edit
from tests.comments.scene import browser, discuss, just_said, last_comment
from tests.factories import make_comment, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db


def test_a_stored_comment_reads_as_it_was_submitted():
    parent = make_comment()
    comment = just_said(parent=parent, author_url="https://a.example/", is_answer=True)
    comment.user = make_user()

    submission = Submission.of_comment(comment, body="Changed.")

    assert (submission.post, submission.parent, submission.user) == (
        comment.post, parent, comment.user
    )  # fmt: skip
    assert submission.body == "Changed."
    for field in ("author_name", "author_email", "author_url", "is_answer", "ip_address"):
        assert getattr(submission, field) == getattr(comment, field)
    assert submission.address is None
    assert not submission.is_confirmed


def test_its_fingerprint_is_that_of_the_same_words_posted():
    post_reply(browser(), make_post(), body="Some words.")
    comment = last_comment()

    assert Submission.of_comment(comment).fingerprint == comment.fingerprint


def test_what_its_author_then_posts_again_is_new():
    """The first text's key is free: those words aren't anywhere any more."""
    discuss(flood_seconds=0)
    client, post = browser(), make_post()
    form = {"body": "First words.", "email": "ann@example.org", "ip": "192.0.2.1"}
    post_reply(client, post, **form)
    edit(client, last_comment(), "Second words.")

    post_reply(client, post, **form)

    bodies = set(Comment.objects.values_list("body", flat=True))
    assert bodies == {"First words.", "Second words."}
    assert client.get(address_of(last_comment(), "edit")).status_code == 200
