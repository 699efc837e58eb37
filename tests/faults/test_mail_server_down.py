"""The mail server is down for an hour, and a sweeper is killed in it: each mail arrives, once."""

import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.faults.evidence import FOLLOWERS, SCENE, parents_in
from tests.faults.readers import Readers
from tests.mail_server import MailServer
from tests.servers import ROOT, served

pytestmark = pytest.mark.server

READERS, EACH = 4, 2
# A sweep each few minutes of the hour; time passes by what is due coming nearer. At its end as long
# as an attempt lasts, and the longest wait in that hour.
THE_HOUR = """
from datetime import timedelta
from django.core.management import call_command
from django.db.models import F
from comments.models import Notification
for sweep in range(15):
    call_command("send_owed_mail")
    minutes_on = F("next_attempt_at") - timedelta(minutes=4)
    Notification.objects.owed().update(next_attempt_at=minutes_on)
a_while_on = F("next_attempt_at") - timedelta(hours=1)
Notification.objects.owed().update(next_attempt_at=a_while_on)
"""
OWED = "SELECT count(*) FROM comments_notification WHERE sent_at IS NULL"
TRIED = "SELECT count(*) FROM comments_notification WHERE attempts > 0"
GIVEN_UP = "SELECT count(*) FROM comments_notification WHERE given_up_at IS NOT NULL"


@pytest.fixture
def site(static_root, tmp_path, mail):
    with served(
        tmp_path, static_root=static_root, script=SCENE, MAIL_URL=mail.url,
        TASKS_BACKEND="django_tasks_db.DatabaseBackend",
    ) as site:  # fmt: skip
        yield site


@pytest.fixture
def mail():
    server = MailServer()
    yield server
    server.stop()


def sweeping(site, *command):
    return subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=site.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def ask(site, sql):
    ((number,),) = site.query(sql)
    return number


def test_every_mail_arrives_once_the_server_is_back(site, mail, figure):
    with Readers(site, READERS, each=EACH, parents=parents_in(site)) as readers:
        readers.wait()
    owed = ask(site, OWED)
    assert owed >= FOLLOWERS * READERS * EACH

    killed = sweeping(site, "shell", "--verbosity=0", "-c", THE_HOUR)
    while not ask(site, TRIED):
        assert killed.poll() is None
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    site.manage("shell", "--verbosity=0", "-c", THE_HOUR)
    assert ask(site, OWED) == owed
    assert ask(site, GIVEN_UP) == 0

    with mail:
        both = [sweeping(site, "send_owed_mail") for _sweeper in range(2)]
        assert [one.wait() for one in both] == [0, 0]

    arrived = Counter((message.rcpt, message["Message-ID"]) for message in mail.messages)
    assert ask(site, OWED) == 0
    assert len(arrived) == owed
    assert set(arrived.values()) == {1}
    figure("owed, and arrived once", len(arrived))
