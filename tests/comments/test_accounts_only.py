"""A site that lets only signed-in people reply."""

import pytest

from comments.models import Comment, DiscussionSettings
from tests.factories import make_post, make_user, post_reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def accounts_only():
    DiscussionSettings.current()
    DiscussionSettings.objects.update(requires_account=True)


@pytest.mark.parametrize("address", ["", "reply/"])
def test_others_are_told_instead_of_shown_a_form(client, address):
    post = make_post()

    page = client.get(f"{post.get_absolute_url()}{address}")

    assert "Only people who are signed in can reply here." in page.text
    assert "<form" not in page.text


def test_a_reply_of_others_is_refused_with_their_words_kept(client):
    answer = post_reply(client, make_post(), body="Let me in.")

    assert answer.status_code == 403
    assert "Let me in." in answer.text
    assert not Comment.objects.exists()


def test_a_signed_in_reader_replies_under_their_own_name(client):
    post = make_post()
    client.force_login(make_user(first_name="Ada", last_name="Lovelace"))

    page = client.get(post.get_absolute_url())
    post_reply(client, post)

    assert "Replying as <b>Ada Lovelace</b>" in page.text
    assert Comment.objects.get().author_name == "Ada Lovelace"
