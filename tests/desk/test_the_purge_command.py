"""The command says what it does, and with --dry-run only says it."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from comments.models import (
    Comment,
)
from tests.desk.old_replies import ago, old
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def test_the_command_says_what_it_did_and_a_dry_run_does_nothing(capsys):
    old(status="spam")
    root = old(status="removed")
    make_comment(parent=root)

    call_command("purge", "--dry-run")
    assert capsys.readouterr().out == "spam: 1\nremoved replies: 1\n"
    assert Comment.objects.count() == 3
    call_command("purge")

    assert capsys.readouterr().out == "spam: 1\nremoved replies: 1\n"
    call_command("purge")
    assert capsys.readouterr().out == "There is nothing to purge.\n"


def test_the_command_clears_what_signing_in_and_tasks_leave_behind(capsys):
    for number, days in enumerate((-1, 1)):
        Session.objects.create(session_key=f"key-{number}", expire_date=ago(days=days))
    for status, days in (("SUCCESSFUL", 15), ("FAILED", 15), ("SUCCESSFUL", 1), ("READY", 15)):
        is_finished = status != "READY"
        DBTaskResult.objects.create(
            status=status, task_path="a.task", args_kwargs={}, backend_name="default",
            queue_name="default", finished_at=ago(days=days) if is_finished else None,
            exception_class_path="", traceback="",
        )  # fmt: skip

    call_command("purge", "--dry-run")
    assert capsys.readouterr().out == "expired sessions: 1\nresults of tasks: 2\n"
    call_command("purge")

    assert capsys.readouterr().out == "expired sessions: 1\nresults of tasks: 2\n"
    assert Session.objects.get().session_key == "key-0"
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL", "READY"}
