"""The command that sweeps up what is owed: once, or again and again until it is told to stop."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.management.commands import send_owed_mail
from comments.models import Notification, Subscription
from tests.comments.mailroom import follow, mail_server, owe_reply
from tests.mail_server import MailServer
from tests.servers import ROOT

pytestmark = pytest.mark.django_db


def sweep(capsys):
    call_command("send_owed_mail")
    return capsys.readouterr().out.strip()


def test_it_announces_sends_and_says_so(capsys):
    follow("a@example.org")
    Subscription.objects.update(confirmed_at=timezone.now() - timedelta(days=1))
    owe_reply()  # on a post that was published an hour ago

    with mail_server() as server:
        said = sweep(capsys)
        said_again = sweep(capsys)

    assert said == "1 announced, 2 sent"
    assert said_again == "No mail is due."
    assert len(server.messages) == 2


def test_it_says_what_failed(capsys):
    owe_reply("a@example.org")
    owe_reply("b@example.org")

    with mail_server() as server:
        server.refused, server.postponed = {"a@example.org"}, {"b@example.org"}
        said = sweep(capsys)

    assert said == "1 given up, 1 put off"


def test_it_survives_a_database_that_hiccups(monkeypatch, caplog, capsys):
    from django.db import OperationalError

    calls, handlers = [], signal.getsignal(signal.SIGTERM)

    def deliver_due(is_stopping):
        calls.append(is_stopping())
        if len(calls) == 1:
            raise OperationalError("gone for a moment: secret@example.org")
        os.kill(os.getpid(), signal.SIGTERM)
        assert is_stopping()
        return {}

    monkeypatch.setattr(send_owed_mail, "deliver_due", deliver_due)
    monkeypatch.setattr(send_owed_mail.connection, "close", lambda: None)
    monkeypatch.setattr(send_owed_mail, "close_old_connections", lambda: None)

    call_command("send_owed_mail", "--every=0.01")

    assert calls == [False, False]
    assert "the database has trouble: OperationalError" in caplog.text
    assert "secret" not in caplog.text
    assert signal.getsignal(signal.SIGTERM) == handlers


@pytest.mark.server
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_keeps_running_and_ends_cleanly(tmp_path, name):
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "ENV_FILE": os.devnull,
    }
    with MailServer() as server:
        environment["MAIL_URL"] = server.url
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)
        sweeper = subprocess.Popen(
            [*manage, "send_owed_mail", "--every=0.1"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            # Owed while it runs, by another process.
            subprocess.run(
                [*manage, "shell", "--verbosity=0", "-c", OWE],
                cwd=ROOT,
                env=environment,
                check=True,
            )
            _wait_until(lambda: server.messages)
            sweeper.send_signal(name)
            out, errors = sweeper.communicate(timeout=20)
        finally:
            sweeper.kill()

    assert sweeper.returncode == 0
    assert out.strip() == "1 sent"
    assert "Traceback" not in errors
    assert re.search(r"Mail: 1 sent\.$", errors, re.MULTILINE)


OWE = """
from comments.models import Notification
Notification.objects.create(kind="confirm", email="rita@example.org")
"""


def _wait_until(happened, within=30):
    deadline = time.monotonic() + within
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_told_to_stop_it_finishes_the_mail_it_is_at_and_no_other():
    from comments.mail.delivery import deliver_due

    owe_reply("a@example.org")
    owe_reply("b@example.org")

    with mail_server() as server:
        done = deliver_due(is_stopping=lambda: bool(server.messages))

    assert done == {"sent": 1}
    assert Notification.objects.due().count() == 1
