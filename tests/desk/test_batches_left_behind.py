"""What a worker left of a batch: the sweep goes on with it and minds everything else as well."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from comments.desk import batches
from comments.models import Batch
from tests.desk.pressing import address, select
from tests.desk.replies import statuses, waiting
from tests.desk.waiting import told, wishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(desk):
    """Of a batch of five, all; its worker never came."""
    comments = waiting(5)
    select(desk, "spam", *comments)
    Batch.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    return comments


@pytest.mark.usefixtures("_small_batches")
def test_a_lock_that_is_not_to_be_had_keeps_no_mail(left, moderator, monkeypatch):
    def in_the_way(*_arguments):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(batches, "_decide", in_the_way)
    wishing(moderator, mail="daily")

    assert moderator.email in told()

    assert statuses(left) == ["pending"] * 5


@pytest.mark.usefixtures("_small_batches")
def test_what_a_sweep_does_not_finish_is_handed_to_the_worker(left, worked_off, monkeypatch):
    monkeypatch.setattr(batches.press_on, "__defaults__", (0.0,))

    with worked_off():
        batches.resume()
        assert statuses(left) == ["spam"] * 2 + ["pending"] * 3

    assert statuses(left) == ["spam"] * 5


def test_what_took_back_a_batch_is_not_taken_back(desk):
    comments = waiting(2)
    select(desk, "spam", *comments)
    desk.post(address("undo_batch", Batch.objects.get().pk))
    undoing = Batch.objects.get(verb="undo")

    response = desk.post(address("undo_batch", undoing.pk))

    assert response.status_code in {303, 404}
    assert Batch.objects.filter(verb="undo").count() == 1
    assert statuses(comments) == ["pending"] * 2
