"""The page that erases: it asks first, its browser forgets, and a network may five times a day."""

import json
from urllib.parse import quote

import pytest

from comments.models import Comment
from comments.tokens import PROOF_COOKIE
from tests.comments.erased_reader import EMAIL, NAME, erases, hers
from tests.comments.mailed_links import send
from tests.comments.scene import proved

pytestmark = pytest.mark.django_db


def test_the_browser_forgets():
    reader = proved(EMAIL)
    reader.cookies["reader"] = quote(json.dumps({"name": NAME, "email": EMAIL, "url": ""}))

    response = erases(reader)

    assert response.cookies[PROOF_COOKIE]["max-age"] == 0
    assert response.cookies["reader"]["max-age"] == 0


def test_the_saved_name_of_somebody_else_stays():
    reader = proved(EMAIL)
    reader.cookies["reader"] = quote(json.dumps({"name": "Bob", "email": "bob@example.org"}))

    assert "reader" not in erases(reader).cookies


def test_the_page_asks_before_it_does_anything():
    hers(), hers()
    reader = proved(EMAIL)

    page = reader.get("/my-replies/erase/").content.decode()

    assert "2 replies" in page
    assert "Keep my words, signed Anonymous" in page
    assert Comment.objects.filter(author_name=NAME).count() == 2


@pytest.mark.parametrize("words", ["", "all", "\0"])
def test_without_a_choice_nothing_is_erased(words):
    hers()

    response = erases(words=words)

    assert response.status_code == 422
    assert "Nothing was erased" in response.content.decode()
    assert Comment.objects.get().author_name == NAME


def test_one_network_erases_five_times_a_day():
    """Floods and links are counted from rows: erasing begins each count anew."""
    statuses = [erases().status_code for _time in range(5)]
    comment = hers()

    refused = erases()

    assert statuses == [200] * 5
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Nothing was erased" in refused.content.decode()
    comment.refresh_from_db()
    assert comment.author_name == NAME
    assert (
        send(proved(EMAIL), "/my-replies/erase/", ip="192.0.2.8", words="keep").status_code == 200
    )
