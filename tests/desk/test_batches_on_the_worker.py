"""A large batch is done in chunks, and gone on with by whoever comes after a worker that died."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from comments.desk import batches
from comments.models import Batch, Comment, Decision, Tally
from tests.desk.pressing import (
    SCRIPT,
    address,
    seen,
    select,
    undo_last,
)
from tests.desk.replies import statuses, waiting
from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_small_batches")
def test_many_are_left_to_the_worker_and_the_page_shows_how_far_it_is(desk):
    comments = waiting(5)

    response = select(desk, "spam", *comments)
    page = desk.get(response["Location"]).content.decode()

    assert statuses(comments) == ["pending"] * 5
    assert '<progress max="5" value="0"' in page
    assert '<meta http-equiv="refresh"' in page


@pytest.mark.usefixtures("_small_batches")
def test_the_worker_decides_them_chunk_by_chunk(desk, worked_off):
    comments = waiting(5)

    with worked_off():
        select(desk, "spam", *comments)

    assert statuses(comments) == ["spam"] * 5
    assert Batch.objects.get().decided == 5


@pytest.mark.usefixtures("_small_batches")
def test_a_worker_that_died_is_gone_on_from_where_it_was(desk, monkeypatch):
    comments, batch = left_to_the_worker(desk)
    batches._next_chunk(batch)  # and here it is killed

    batches.work_off(batch)

    assert statuses(comments) == ["spam"] * 5
    assert Decision.objects.count() == 5


def left_to_the_worker(desk):
    comments = waiting(5)
    select(desk, "spam", *comments)
    return comments, Batch.objects.get()


@pytest.mark.usefixtures("_small_batches")
def test_killed_within_a_chunk_nothing_of_it_is_decided(desk, monkeypatch):
    comments, batch = left_to_the_worker(desk)
    monkeypatch.setattr(Batch, "save", killed)

    with pytest.raises(KeyboardInterrupt):
        batches.work_off(batch)

    assert statuses(comments) == ["pending"] * 5
    assert Tally.objects.get(post=comments[0].post).waiting == 1


def killed(*_arguments, **_more):
    raise KeyboardInterrupt


@pytest.mark.usefixtures("_small_batches")
def test_the_sweep_goes_on_with_what_was_left_behind(desk):
    comments, _batch = left_to_the_worker(desk)
    Batch.objects.update(created_at=timezone.now() - timedelta(minutes=5))

    call_command("send_owed_mail")

    assert statuses(comments) == ["spam"] * 5


def test_what_could_not_be_locked_is_left_to_the_worker(desk, worked_off, monkeypatch):
    comments, decide = waiting(2), batches._decide

    def in_the_way(*_arguments):
        monkeypatch.setattr(batches, "_decide", decide)
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(batches, "_decide", in_the_way)

    with worked_off():
        response = select(desk, "spam", *comments)

    assert response["Location"] == address("batch", Batch.objects.get().pk)
    assert statuses(comments) == ["spam", "spam"]


@pytest.mark.usefixtures("_small_batches")
def test_continue_does_it_while_the_worker_sleeps(desk):
    comments, batch = left_to_the_worker(desk)

    desk.post(address("continue_batch", batch.pk))

    assert statuses(comments) == ["spam"] * 5


@pytest.mark.usefixtures("_small_batches")
def test_who_loses_the_right_meanwhile_decides_no_more(desk, moderator):
    _comments, batch = left_to_the_worker(desk)
    batches._next_chunk(batch)
    moderator.groups.clear()

    batches.work_off(batch)

    batch.refresh_from_db()
    assert (batch.decided, batch.missed) == (2, 3)
    assert Decision.objects.count() == 2


@pytest.mark.usefixtures("_small_batches")
def test_what_changes_while_it_runs_is_left(desk):
    comments, batch = left_to_the_worker(desk)
    batches._next_chunk(batch)
    Comment.objects.get(pk=comments[4].pk).approve(by=make_moderator())

    batches.work_off(batch)

    assert statuses(comments) == ["spam"] * 4 + ["approved"]
    batch.refresh_from_db()
    assert batches.left_over(batch) == [[comments[4].pk, "pending", 1]]


@pytest.mark.usefixtures("_small_batches")
def test_for_the_script_the_page_tells_where_to_ask_again(desk, worked_off):
    comments = waiting(5)
    form = {"verb": "spam", "chosen": [f"{one.pk}:{seen(one)}" for one in comments]}
    begun = desk.post(address("start_batch"), form, headers=SCRIPT).content.decode()
    batch = Batch.objects.get()
    place = address("batch", batch.pk)
    batches.work_off(batch)

    done = desk.get(place, headers=SCRIPT).content.decode()

    assert f'data-poll="{place}"' in begun
    assert "data-poll" not in done
    assert "5 filed as spam" in done


@pytest.mark.usefixtures("_small_batches")
def test_one_that_runs_is_stopped_by_its_undoing(desk, worked_off):
    comments, batch = left_to_the_worker(desk)
    batches._next_chunk(batch)

    with worked_off():
        desk.post(address("undo_batch", batch.pk))
    batches.work_off(batch)

    assert statuses(comments) == ["pending"] * 5
    assert Decision.objects.count() == 4


@pytest.mark.usefixtures("_small_batches")
def test_a_large_one_is_undone_by_the_worker(desk, worked_off):
    comments = waiting(5)
    with worked_off():
        select(desk, "spam", *comments)

    with worked_off():
        response = undo_last(desk)

    undoing = Batch.objects.get(verb="undo")
    assert response["Location"] == address("batch", undoing.pk)
    assert statuses(comments) == ["pending"] * 5
    assert undoing.decided == 5
