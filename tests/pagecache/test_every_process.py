"""Several server processes, and changes by others: a real site, on each database."""

import http.client
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.servers import ROOT, served

pytestmark = pytest.mark.server

POST = "/posts/world-models-and-the-value-of-taste/"
ASKED = 24  # times: enough to meet every one of three processes
THEN_DIE = """
import os, signal
from comments.models import Comment
from tests.factories import make_comment
from posts.models import Post
{lines}
os.kill(os.getpid(), signal.SIGKILL)
"""
APPROVE = f"""
post = Post.objects.get(slug={POST.split("/")[2]!r})
make_comment(post=post, status="pending", body="Seen at once.").approve(by=None)
"""
REMOVE_AND_RENAME = """
Comment.objects.get(body='Seen at once.').remove(by=None)
Post.objects.update(title='All of them renamed')
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, static_root, database_server):
    folder = tmp_path_factory.mktemp("every-process")
    with served(folder, static_root=static_root, postgres=database_server, workers=3) as site:
        yield site


def change(site, lines):
    """By a process that is killed right after its commit."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", THEN_DIE.format(lines=lines)],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode < 0, done.stderr


def asked_often(site, path):
    """The bodies that some connections get, each of them new: any process may answer."""
    bodies = []
    for _ in range(ASKED):
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=20)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        bodies.append(answer.read())
        connection.close()
    return bodies


def test_every_process_shows_a_reply_once_it_is_approved_and_not_once_it_is_removed(site):
    assert len(set(asked_often(site, POST))) == 1
    asked_often(site, "/")

    change(site, APPROVE)
    shown = asked_often(site, POST)
    change(site, REMOVE_AND_RENAME)
    removed = asked_often(site, POST)

    assert all(b"Seen at once." in body for body in shown)
    assert not any(b"Seen at once." in body for body in removed)
    # Nor does any show the old name of a post.
    assert all(b"All of them renamed" in body for body in asked_often(site, "/"))
