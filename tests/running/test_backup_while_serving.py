"""Backed up while readers reply, restored while it serves: what was acknowledged is there."""

import sqlite3
import threading
import urllib.parse
import urllib.request
from contextlib import closing

import pytest

from tests.servers import served

pytestmark = pytest.mark.server

NO_LIMITS = """
from comments.models import DiscussionSettings
from posts.models import Post
DiscussionSettings.current()
DiscussionSettings.objects.update(
    flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0, surge_replies=0
)
"""
FIRST = 5  # replies, before anything is backed up
BODIES = "SELECT body FROM comments_comment WHERE body LIKE 'Reply number %'"


class Replying(threading.Thread):
    """A reader who never stops, and knows what was acknowledged."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url, self.acknowledged, self.enough = url, [], threading.Event()
        self.has_begun = threading.Event()

    def run(self):
        number = 0
        while not self.enough.is_set():
            number += 1
            self.reply(f"Reply number {number}.")
            self.acknowledged.append(f"Reply number {number}.")
            if number == FIRST:
                self.has_begun.set()

    def reply(self, body):
        form = {"name": "Rita", "email": "rita@example.org", "body": body}
        request = urllib.request.Request(
            self.url,
            urllib.parse.urlencode(form).encode(),
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            if "mine=" not in answer.url:
                raise AssertionError(answer.url)


def bodies(path):
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [body for (body,) in connection.execute(BODIES)]


def page(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode()


def test_what_was_acknowledged_before_is_in_the_backup_and_back_after_restoring(
    tmp_path, static_root
):
    with served(tmp_path, static_root=static_root, script=NO_LIMITS) as site:
        (slug,) = site.query("SELECT slug FROM posts_post ORDER BY published_at LIMIT 1")[0]
        url = f"{site.url}/posts/{slug}/"
        replying = Replying(f"{url}reply/")
        replying.start()
        replying.has_begun.wait(60)

        before = list(replying.acknowledged)
        site.manage("backup", str(tmp_path / "copy.sqlite3"))
        after = len(replying.acknowledged)
        replying.enough.set()
        replying.join(60)

        kept = bodies(tmp_path / "copy.sqlite3")
        assert set(before) <= set(kept) <= set(replying.acknowledged)
        assert after > len(before)  # nobody was kept waiting until it was done

        with closing(sqlite3.connect(tmp_path / "site.sqlite3", autocommit=True)) as connection:
            connection.execute("UPDATE posts_post SET title = 'A later title'")
        assert "A later title" in page(url)
        site.manage("restore", str(tmp_path / "copy.sqlite3"))

        assert "A later title" not in page(url)
        assert sorted(bodies(tmp_path / "site.sqlite3")) == sorted(kept)
        replying.reply("Reply number 0.")
        assert "Reply number 0." in bodies(tmp_path / "site.sqlite3")
