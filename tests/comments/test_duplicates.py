"""The same text by the same person in the same place: told so, whatever became of the first."""

import pytest

from comments.models import Comment
from tests.comments.scene import browser, discuss, last_comment, long_ago
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

SAID = {"body": "I said that.", "name": "Ann", "email": "ann@example.org"}


@pytest.fixture
def post():
    post = make_post()
    post_reply(browser(), post, **SAID)
    long_ago(last_comment(), hours=2)
    return post


@pytest.mark.parametrize(
    "changed",
    [{}, {"body": "I SAID THAT."}, {"name": "ANN"}, {"email": "ANN@example.ORG"},
     {"body": " I said that.\r\n"}, {"name": " Ann "}, {"name": "A\u200bnn"}, {"url": "a.test"}],
)  # fmt: skip
def test_this_was_said_before(client, post, changed):
    response = post_reply(client, post, **SAID | changed)

    assert response.status_code == 409
    assert "already said that" in response.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [{"body": "I said that"}, {"body": "I  said that."}, {"name": "Anna"}],
)
def test_this_was_not(client, post, changed):
    assert post_reply(client, post, **SAID | changed).status_code == 303


@pytest.mark.parametrize("guess", [SAID["email"], "anna@example.org", "ann@example.com"])
def test_a_guessed_address_is_answered_as_any_other(client, post, guess):
    answer = post_reply(client, post, **SAID | {"email": guess})

    assert answer.status_code == 409
    assert not answer.cookies


@pytest.mark.parametrize("verb", ["approve", "mark_as_spam"])
def test_whatever_became_of_the_first(client, post, verb):
    getattr(last_comment(), verb)(by=make_moderator())

    assert post_reply(client, post, **SAID).status_code == 409


def test_what_was_removed_may_be_said_again(client, post):
    last_comment().remove(by=make_moderator())

    assert post_reply(client, post, **SAID).status_code == 303


def test_elsewhere_it_is_no_duplicate(client, post):
    discuss(flood_seconds=0)
    root = make_comment(post=post)

    assert post_reply(client, post, **SAID, to=root.pk).status_code == 303
    assert post_reply(client, make_post(), **SAID).status_code == 303


def test_without_a_mail_address_name_and_text_decide(client, post):
    discuss(requires_name_and_email=False)

    assert post_reply(client, post, **SAID | {"email": ""}).status_code == 409
    assert post_reply(client, post, **SAID | {"email": "", "name": "Bob"}).status_code == 303


def test_staff_are_told_too():
    post, moderator = make_post(), make_moderator()
    post_reply(browser(moderator), post, body="Once.")
    long_ago(last_comment(), hours=1)

    assert post_reply(browser(moderator), post, body="Once.").status_code == 409
