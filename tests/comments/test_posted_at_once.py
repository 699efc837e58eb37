"""The same form from twenty processes at once, against a real server with two workers."""

import json
import subprocess
import sys
import time

import pytest

from tests.factories import reply_form
from tests.servers import served

SENDERS = 20
SEND = """
import http.client, json, sys, time, urllib.parse
host, path, form, at = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), float(sys.argv[4])
connection = http.client.HTTPConnection(host, timeout=30)
connection.connect()
time.sleep(max(0, at - time.time()))
connection.request(
    "POST", path, urllib.parse.urlencode(form),
    {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"},
)
answer = connection.getresponse()
print(answer.status, answer.headers["Location"])
"""


@pytest.fixture
def site(database_server, tmp_path, static_root):
    with served(tmp_path / "site", static_root=static_root, postgres=database_server) as site:
        yield site


@pytest.mark.server
def test_the_same_form_posted_twenty_times_at_once_is_one_comment(site):
    before = site.query("SELECT count(*) FROM comments_comment")[0][0]
    form = json.dumps(reply_form(body="Said once, sent often."))
    arguments = [site.url.removeprefix("http://"), "/posts/keep-the-lead-short/reply/", form]
    at = str(time.time() + 4)  # by then every process has started and connected

    senders = [
        subprocess.Popen(
            [sys.executable, "-I", "-c", SEND, *arguments, at], stdout=subprocess.PIPE, text=True
        )
        for _ in range(SENDERS)
    ]
    answers = {sender.communicate()[0].strip() for sender in senders}

    assert len(answers) == 1, answers
    (answer,) = answers
    status, location = answer.split()
    assert status == "303"
    assert location.startswith("/posts/keep-the-lead-short/?mine=")
    assert site.query("SELECT count(*) FROM comments_comment")[0][0] == before + 1
    said = "SELECT id FROM comments_comment WHERE body = 'Said once, sent often.'"
    assert site.query(f"SELECT count(*) FROM comments_decision WHERE comment_id = ({said})") == [
        (1,)
    ]
