"""Which methods the reply form and the permalink take, and what their pages are."""

import pytest

from tests.comments.reading import Form
from tests.factories import make_comment, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "BREW"])
def test_the_reply_form_takes_no_other_method(client, method):
    response = client.generic(method, f"/posts/{make_post().slug}/reply/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_permalink_is_only_read(client, method):
    comment = make_comment()

    response = client.generic(method, comment.get_absolute_url())

    assert response.status_code == 405


def test_head_answers_as_get_without_a_body(client):
    post = make_post()

    response = client.head(f"/posts/{post.slug}/reply/")

    assert response.status_code == 200
    assert response.content == b""
    assert client.head(f"/posts/{post.slug}/").status_code == 200


def test_the_forms_own_page_is_nobody_elses(client):
    response = client.get(f"/posts/{make_post().slug}/reply/")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_forms_own_page_shows_what_it_replies_to(client):
    parent = make_comment(author_name="Paul Parent", body="The *first* word.")

    response = client.get(f"/posts/{parent.post.slug}/reply/", {"to": parent.pk})

    assert Form(response).values["to"] == str(parent.pk)
    assert "<em>first</em>" in response.content.decode()
    assert "Replying to <bdi>Paul Parent</bdi>" in response.content.decode()


def test_each_page_of_the_form_carries_its_own_nonce(client):
    address = f"/posts/{make_post().slug}/reply/"

    nonces = {Form(client.get(address)).values["nonce"] for _time in range(3)}

    assert len(nonces) == 3
    assert "" not in nonces


def test_the_post_page_carries_no_nonce_for_it_is_the_same_for_everybody(client):
    response = client.get(f"/posts/{make_post().slug}/")

    assert Form(response).values["nonce"] == ""


def test_the_form_can_be_asked_for_as_an_answer(client):
    address = f"/posts/{make_post().slug}/reply/"

    assert Form(client.get(address, {"answer": ""})).ticked == {"is_answer"}
    assert Form(client.get(address)).ticked == set()


def test_a_signed_in_person_is_not_asked_who_they_are(client):
    client.force_login(make_user(first_name="Una", last_name="Account"))

    response = client.get(f"/posts/{make_post().slug}/reply/")

    assert Form(response).values.keys().isdisjoint({"name", "email", "url"})
    assert "Una Account" in response.content.decode()


def test_there_is_no_form_where_there_is_no_post(client):
    assert client.get("/posts/nowhere/reply/").status_code == 404
    assert client.get("/posts/%F0%9F%98%80/reply/").status_code == 404
