"""Replies to what isn't there, or isn't public: a clear answer, nothing stored, the words kept."""

import pytest

from comments.models import Comment
from tests.comments.reading import Form
from tests.comments.scene import browser
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

NO_NUMBERS = [
    "999999", "0", "-1", "+1", "1e20", "1.0", "²", "①", "١", "0x1", "1" * 18, "1" * 19, "9" * 4000,
    "abc", "None", "null", "[]", "1 OR 1=1", "١٢", "%", "\u200b1", "1\u200b", "\U0001d7cf",
]  # fmt: skip


@pytest.mark.parametrize("wanted", NO_NUMBERS)
def test_a_parent_that_cannot_be_is_refused(client, wanted):
    post = make_post()

    response = post_reply(client, post, to=wanted, body="Kept.")

    assert response.status_code == 403
    assert not Comment.objects.exists()
    assert Form(response).values["body"] == "Kept."


@pytest.mark.parametrize("wanted", NO_NUMBERS)
def test_there_is_no_form_for_a_parent_that_cannot_be(client, wanted):
    response = client.get(f"/posts/{make_post().slug}/reply/", {"to": wanted})

    assert response.status_code == 404


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_a_parent_that_is_not_public_is_refused(client, status):
    parent = make_comment(status=status, body="Nobody sees this.")

    response = post_reply(client, parent.post, to=parent.pk, body="Kept.")
    page = client.get(f"/posts/{parent.post.slug}/reply/", {"to": parent.pk})

    assert response.status_code == 403
    assert page.status_code == 404
    assert Comment.objects.count() == 1
    assert Form(response).values["body"] == "Kept."
    assert b"Nobody sees this." not in response.content


def test_a_moderator_cannot_reply_to_what_is_not_public_either():
    parent = make_comment(status="pending")

    response = post_reply(browser(make_moderator()), parent.post, to=parent.pk)

    assert response.status_code == 403
    assert Comment.objects.count() == 1


def test_a_parent_on_another_post_is_refused(client):
    parent, post = make_comment(), make_post()

    response = post_reply(client, post, to=parent.pk)

    assert response.status_code == 403
    assert Comment.objects.count() == 1


def test_the_form_that_comes_back_is_no_longer_a_reply(client):
    parent = make_comment(status="removed")

    response = post_reply(client, parent.post, to=parent.pk, body="Kept.", email="a@example.org")
    form = Form(response)
    again = post_reply(client, parent.post, body=form.values["body"], to=form.values["to"])

    assert form.values["to"] == ""
    assert again.status_code == 303
    assert Comment.objects.latest("pk").parent is None


def test_two_parents_in_one_form_are_not_two_replies(client):
    one, other = make_comment(), make_comment()

    post_reply(client, one.post, to=[other.pk, one.pk])

    assert Comment.objects.latest("pk").parent == one
