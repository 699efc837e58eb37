"""Whoever runs the purge by hand sees how far it is; a log gets the sum alone."""

import io

import pytest
from django.core.management import call_command

from comments import purging
from tests.desk.old_replies import old

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def _in_small_steps(monkeypatch):
    monkeypatch.setattr(purging, "ROWS_AT_ONCE", 2)
    for _number in range(3):
        old(status="spam")


def test_on_a_terminal_each_step_is_shown():
    terminal = Terminal()

    call_command("purge", stdout=terminal)

    shown = terminal.getvalue()
    assert shown.index("spam: 2 …") < shown.index("spam: 3 …") < shown.index("spam: 3\n")


def test_in_a_log_stands_the_sum():
    log = io.StringIO()

    call_command("purge", stdout=log)

    assert log.getvalue() == "spam: 3\n"
