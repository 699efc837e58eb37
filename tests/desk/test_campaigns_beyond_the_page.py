"""Two on a page may belong to many more on others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.desk.scene import desk, words
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def waiting(number, minutes_ago, **fields):
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return make_comment(status="pending", submitted_at=at, body=f"Thought {number}.", **fields)


@pytest.fixture
def post():
    return make_post()


def test_they_are_one_row_that_says_how_many(moderator, post, monkeypatch):
    monkeypatch.setattr("comments.desk.queue.ROWS", 4)
    for number in range(6):
        waiting(number, 60 - number, post=post, network="n" if number != 1 else "other")

    page = words(desk(moderator).text)

    assert "5 alike: one network" in page


def test_two_and_no_more_are_none(moderator, post, monkeypatch):
    monkeypatch.setattr("comments.desk.queue.ROWS", 4)
    for number in range(6):
        waiting(number, 60 - number, post=post, network="n" if number < 2 else f"n{number}")

    assert "alike" not in words(desk(moderator).text)
