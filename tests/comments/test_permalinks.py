"""Permalinks lead to the comment in its place, for whoever may see it."""

import pytest

from tests.comments.scene import browser
from tests.factories import make_author, make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_comment_in_its_place(client):
    comment = make_comment()

    response = client.get(comment.get_absolute_url())

    assert response.status_code == 302
    assert response.headers["Location"] == f"/posts/{comment.post.slug}/#comment-{comment.pk}"
    page = client.get(response.headers["Location"]).content.decode()
    assert f'id="comment-{comment.pk}"' in page


def test_moderators_are_led_there_too():
    comment = make_comment()

    response = browser(make_moderator()).get(comment.get_absolute_url())

    assert response.headers["Location"].startswith(f"/posts/{comment.post.slug}/")


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_public_has_none(client, status):
    assert client.get(make_comment(status=status).get_absolute_url()).status_code == 404


def test_nor_has_what_stands_on_a_withdrawn_post(client):
    comment = make_comment()
    comment.post.withdraw()

    assert client.get(comment.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_whoever_may_decide_is_led_to_the_decision(status):
    author = make_author()
    comment = make_comment(post=make_post(author=author), status=status)

    for user in (author.user, make_moderator()):
        response = browser(user).get(comment.get_absolute_url())
        assert response.headers["Location"] == f"/admin/comments/comment/{comment.pk}/change/"


def test_an_editor_of_another_post_is_led_nowhere():
    comment = make_comment(status="pending")

    assert browser(make_author().user).get(comment.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "number", ["0", "999999", "9" * 18, "9" * 19, "-1", "1e5", "%31%00", "٣", "²", "1/x", "abc"]
)
def test_a_number_that_nobody_has_leads_nowhere(client, number):
    assert client.get(f"/comments/{number}/").status_code == 404


def test_a_slug_in_any_alphabet_leads_there_too(client):
    comment = make_comment(post=make_post(slug="führung-日本"))

    response = client.get(comment.get_absolute_url())

    assert client.get(response.headers["Location"]).status_code == 200
