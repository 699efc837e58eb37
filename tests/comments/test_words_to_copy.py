import pytest

from tests.factories import make_post, post_reply

pytestmark = pytest.mark.django_db


def test_a_post_withdrawn_while_somebody_wrote_gives_them_their_words_back(client):
    post = make_post()
    post.withdraw()

    answer = post_reply(client, post, body="Half an hour's <work>.")

    assert answer.status_code == 404
    assert "Half an hour&#x27;s &lt;work&gt;." in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_its_writer_hears_403_and_gets_their_words_back(client):
    post = make_post(status="draft")
    client.force_login(post.author.user)

    answer = post_reply(client, post, body="Too early.")

    assert answer.status_code == 403
    assert "Too early." in answer.text


def test_a_draft_and_nothing_at_all_answer_alike(client):
    draft = make_post(status="draft")

    of_draft = post_reply(client, draft, body="Anybody?")
    draft.slug = "never-was"
    of_nothing = post_reply(client, draft, body="Anybody?")

    assert of_draft.status_code == of_nothing.status_code == 404
    assert of_draft.content == of_nothing.content
    assert of_draft.headers == of_nothing.headers
