"""A search looks in its view, and reads letters as people do."""

import pytest

from comments.models import Comment, Flag
from tests.desk.scene import desk, rows
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def reported(**fields):
    comment = make_comment(**fields)
    Flag.objects.create(comment=comment, revision=1, reader_key=f"reader {comment.pk}")
    comment.count_open_flags()
    return comment


def test_in_reported_it_looks_through_what_is_reported(moderator, monkeypatch):
    monkeypatch.setattr("comments.desk.queue.SEARCHED", 2)
    found = reported(body="A lighthouse.")
    for _number in range(3):
        make_comment(body="A newer one, which nobody reported.")

    assert rows(desk(moderator, "view=reported&q=lighthouse")) == [found.pk]


def test_reported_can_be_asked_inside_another_query():
    found = reported()
    other = make_comment()

    among = Comment.objects.filter(pk__in=Comment.objects.reported().values("pk"))

    assert set(among) == {found}
    assert other not in among


@pytest.mark.parametrize("typed", ["ärger", "Ärger", "ÄRGER"])
def test_letters_beyond_z_are_found_in_either_case(moderator, typed):
    found = make_comment(status="pending", body="Ärger im Team.")

    assert rows(desk(moderator, f"q={typed}")) == [found.pk]
