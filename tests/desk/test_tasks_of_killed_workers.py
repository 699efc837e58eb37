"""A killed worker's task stays marked as running for ever: after a while it is cleared as well."""

import pytest
from django_tasks_db.models import DBTaskResult

from comments.leftovers import clear_leftovers, leftovers
from tests.desk.old_replies import ago

pytestmark = pytest.mark.django_db


def running(days):
    return DBTaskResult.objects.create(
        status="RUNNING", task_path="a.task", args_kwargs={}, backend_name="default",
        queue_name="default", started_at=ago(days=days), exception_class_path="", traceback="",
    )  # fmt: skip


def test_what_has_been_running_for_two_weeks_is_nobodys():
    running(15)
    young = running(13)

    assert list(leftovers().values()) == [1]
    assert list(clear_leftovers().values()) == [1]

    assert DBTaskResult.objects.get() == young
