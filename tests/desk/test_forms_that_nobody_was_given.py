"""A form or an address that the desk never made: it decides nothing, and no words are lost."""

import pytest

from comments.models import Batch, Decision
from tests.desk.pressing import SCRIPT, address, last, press
from tests.desk.replies import statuses, waiting
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "form",
    [
        {"verb": "delete"},
        {"verb": ""},
        {"seen": ""},
        {"seen": "pending"},
        {"seen": "pending:x"},
        {"seen": "pending:-1"},
        {"seen": "pending:1:1"},
        {"seen": "pending:²"},
        {"seen": "gone:1"},
        {"seen": "pending:" + "9" * 40},
        {"seen": "pend\0ing:1"},
        {"reason": "x" * 501},
        {"reason": "x" * 100_000},
    ],
    ids=lambda form: repr(form)[:40],
)
@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_a_form_that_nobody_was_given_decides_nothing(desk, form, headers):
    comment = make_comment(status="pending")
    form = {"verb": "approve", "seen": "pending:1", "reason": "Kept words.", **form}

    response = desk.post(f"/moderation/{comment.pk}/decide/", form, headers=headers)

    assert response.status_code == 422
    assert 'id="detail"' in response.content.decode()
    assert form["reason"] in response.content.decode()
    assert not comment.decisions.exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"chosen": ["x"]},
        {"chosen": ["1:pending"]},
        {"chosen": ["1:gone:1"]},
        {"chosen": ["9" * 30 + ":pending:1"]},
        {"all": "1"},
        {"all": "1", "upto": "x"},
        {"all": "1", "upto": "1:x"},
        {"all": "1", "upto": "5:" + "9" * 11 + "0"},
        {"all": "1", "upto": "5", "view": "\0"},
        {"all": "1", "upto": "5", "post": "x"},
        {"group": "x", "by": "text", "upto": "5"},
        {"group": "1", "by": "body", "upto": "5"},
        {"verb": "undo", "chosen": []},
        {"verb": "keep"},
        {"verb": ""},
        {"reason": "x" * 501},
    ],
    ids=lambda form: repr(form)[:40],
)
@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_nor_does_one_for_many(desk, form, headers):
    waiting()
    form = {"verb": "spam", **form}

    response = desk.post(address("start_batch"), form, headers=headers)

    assert response.status_code in {200, 303, 422}
    assert not Decision.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("number", [1_000, 10_000, 60_000])
@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
def test_a_selection_without_end_is_refused_in_words_before_it_is_read(desk, number, headers):
    chosen = [f"{pk}:pending:1" for pk in range(1, number + 1)]
    form = {"verb": "spam", "chosen": chosen}

    response = desk.post(address("start_batch"), form, headers=headers)

    assert response.status_code == 413
    assert 'id="notice"' in response.text
    assert "more than the desk takes at once: nothing was done" in response.text
    assert not Batch.objects.exists()


def test_a_decision_is_not_lost_for_an_address_without_end(desk):
    (comment,) = waiting()

    response = press(desk, comment, "spam", headers={"X-Desk": "?" + "a&" * 2000})

    assert response.status_code == 200
    assert statuses([comment]) == ["spam"]


def test_a_strange_list_in_its_address_loses_no_decision(desk):
    comment = make_comment(status="pending")

    desk.post(
        f"/moderation/{comment.pk}/decide/?view=%00&after=x",
        {"verb": "approve", "seen": "pending:1"},
    )

    assert last(comment).became == "approved"
