"""`make bench-batches`: ten thousand waiting replies filed as spam by one batch, and it is undone.

`python -m tests.benchmarks.desk_batches NUMBER` takes another number, at most 10,000.
CPU time is that of the worker, a process of its own. Meanwhile a reader posts one reply after
another on the same posts of the served site, each as soon as the one before was answered and a
moment has gone by; before the batch they do so alone. A fresh SQLite database, or with POSTGRES=1
one on the PostgreSQL server that the tests would take.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

NUMBER, POSTS = 10_000, 20
ALONE, PAUSE = 50, 0.05  # replies without a batch; seconds between two
FILL = """
from comments.models import DiscussionSettings
from tests.benchmarks.site_of_any_size import fill
from tests.factories import make_moderator
DiscussionSettings.current()
DiscussionSettings.objects.update(
    flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0, surge_replies=0
)
fill({number}, {number}, by=make_moderator(username="bench"), posts={posts})
"""
START = """
from django.contrib.auth.models import User
from django.http import QueryDict
from comments.desk import batches
from comments.desk.selection import selected_by
bench = User.objects.get(username="bench")
form = QueryDict("view=waiting&all=1&upto={newest}")
batches.start(selected_by(bench, form), "spam", by=bench)
"""
UNDO = """
from comments.desk import batches
from comments.models import Batch
batch = Batch.objects.get()
batches.start_undoing(batch, by=batch.by)
"""
# All tasks that there are, and those that come of them.
WORK = """
import json, time
from django.core.management import call_command
print("It has started.", flush=True)
cpu, wall = time.process_time(), time.monotonic()
call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
print(json.dumps([time.process_time() - cpu, time.monotonic() - wall]))
"""
STANDING = "SELECT status, COUNT(*) FROM comments_comment WHERE id <= {newest} GROUP BY status"


def main(number):
    from tests.benchmarks.in_process import configure

    with tempfile.TemporaryDirectory() as folder:
        configure(folder)
        import django

        django.setup()
        from tests.servers import collect_static, find_postgres, served

        static = collect_static(Path(folder) / "static")
        with served(
            Path(folder) / "site", static_root=static, fill=False,
            postgres=find_postgres() if os.environ.get("POSTGRES") else "",
            TASKS_BACKEND="django_tasks_db.DatabaseBackend",
        ) as site:  # fmt: skip
            run(site, "-c", FILL.format(number=number, posts=POSTS))
            measure(site, number)


def measure(site, number):
    ((newest,),) = site.query("SELECT MAX(id) FROM comments_comment")
    database = site.environment["DATABASE_URL"].partition(":")[0]
    print(f"{number:,} waiting on {POSTS} posts, {database}, 2 web processes\n")
    print(f"{'':16}{'worker:':>8}{'':10}{'a reader:':>9}{'ms,':>11}{'ms,':>10}")
    print(f"{'':16}{'CPU-s':>8}{'seconds':>10}{'posts':>9}{'median':>11}{'longest':>10}")
    reader = Reader(site)
    report("no batch", "", "", [reader.post() for _time in range(ALONE)])
    for name, press, becomes in (("filed as spam", START, "spam"), ("undone", UNDO, "pending")):
        run(site, "-c", press.format(newest=newest))
        report(name, *work(site, reader))
        check(site, newest, {becomes: number})
    missing = site.query(f"SELECT COUNT(*) FROM comments_comment WHERE id > {newest}")
    if missing != [(reader.number,)]:
        sys.exit(f"Of {reader.number} replies posted meanwhile {missing[0][0]} are there.")


def run(site, *arguments):
    return site.manage("shell", "--verbosity=0", *arguments)


def work(site, reader):
    """(CPU seconds, seconds, how long each reply took meanwhile)"""
    from tests.servers import ROOT

    worker = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", WORK],
        cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    worker.stdout.readline()
    waits = []
    while worker.poll() is None:
        waits.append(reader.post())
    cpu, wall = json.loads(worker.stdout.read())
    return f"{cpu:.2f}", f"{wall:.1f}", waits


def report(name, cpu, wall, waits):
    milliseconds = [wait * 1000 for wait in waits]
    median, longest = statistics.median(milliseconds), max(milliseconds)
    line = f"{name:16}{cpu:>8}{wall:>10}{len(waits):>9}{median:>11.0f}{longest:>10.0f}"
    print(line, flush=True)


def check(site, newest, wanted):
    standing = Counter(dict(site.query(STANDING.format(newest=newest))))
    if standing != wanted:
        sys.exit(f"They stand otherwise than meant: {dict(standing)}")


class Reader:
    def __init__(self, site):
        self.host, self.number = site.url.removeprefix("http://"), 0
        self.slugs = [slug for (slug,) in site.query("SELECT slug FROM posts_post ORDER BY id")]

    def post(self):
        """Posts another reply, on the next post; returns how many seconds the answer took."""
        from tests.factories import SAME_ORIGIN, reply_form

        time.sleep(PAUSE)
        slug = self.slugs[self.number % len(self.slugs)]
        self.number += 1
        form = urlencode(reply_form(body=f"A reader's own thought, number {self.number}."))
        headers = {"Content-Type": "application/x-www-form-urlencoded", **SAME_ORIGIN}
        connection = http.client.HTTPConnection(self.host, timeout=60)
        with closing(connection):
            began = time.monotonic()
            connection.request("POST", f"/posts/{slug}/reply/", form, headers)
            answer = connection.getresponse()
            answer.read()
            took = time.monotonic() - began
        if answer.status != 303:
            sys.exit(f"A reply was answered {answer.status}.")
        return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER)
