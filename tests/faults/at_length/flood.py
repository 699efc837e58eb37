"""Ten thousand spam replies by as many networks, and how long readers wait meanwhile."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from multiprocessing import get_context
from statistics import median, quantiles
from threading import Event
from urllib.parse import urlencode

from tests.benchmarks import load
from tests.desk.served_desk import counts_are_right
from tests.faults.evidence import SCENE, assert_database_is_whole
from tests.servers import served

SPAM = int(os.environ.get("FAULT_SPAM", "10000"))
SPAMMERS = 8  # connections at once
READERS, EACH_WAITS = 8, 0.05  # seconds between a reader's pages
QUIET_FOR = 20  # seconds, before the flood and after it
WATCHED = """
from comments.models import WatchedTerm
WatchedTerm.objects.create(pattern="casino", match="word", effect="spam")
"""


def test_how_long_readers_wait_in_a_flood(database_server, static_root, tmp_path, figure):
    with served(
        tmp_path, static_root=static_root, postgres=database_server, script=SCENE + WATCHED,
        TASKS_BACKEND="django_tasks_db.DatabaseBackend", TRUSTED_PROXIES="127.0.0.1/32",
        LOG_LEVEL="ERROR",
    ) as site:  # fmt: skip
        slugs = [slug for (slug,) in site.query("SELECT slug FROM posts_post ORDER BY id LIMIT 4")]
        host = site.url.removeprefix("http://")
        pages = ["/", *[f"/posts/{slug}/" for slug in slugs]]

        before = reading(host, pages, lambda: time.sleep(QUIET_FOR))
        # In a process of its own: who measures is not to wait for who spams.
        with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
            spam = elsewhere.submit(flood, int(host.rpartition(":")[2]), slugs[0], SPAM)
            meanwhile = reading(host, pages, spam.result)
            statuses, seconds = spam.result()
        after = reading(host, pages, lambda: time.sleep(QUIET_FOR))

        assert statuses == {303: SPAM}
        assert site.query("SELECT count(*) FROM comments_comment WHERE body LIKE '%casino%'") == [
            (SPAM,)
        ]
        assert counts_are_right(site)
        assert_database_is_whole(site)
    quiet = before + after
    figure("spam replies, a second", f"{SPAM / seconds:.0f}")
    for name, waits in (("alone", quiet), ("in the flood", meanwhile)):
        figure(f"pages {name}", len(waits))
        figure(f"median {name}, ms", f"{median(waits) * 1000:.2f}")
        figure(f"99th percentile {name}, ms", f"{percentile_99(waits) * 1000:.2f}")
    figure("99th percentile, times", f"{percentile_99(meanwhile) / percentile_99(quiet):.2f}")


def reading(host, pages, until):
    """How long each page took, in seconds, of some readers who read until that returns."""
    stopping = Event()

    def read(reader):
        connection, waits = HTTPConnection(host, timeout=60), []
        for number in count(reader):
            if stopping.wait(EACH_WAITS):
                connection.close()
                return waits
            began = time.perf_counter()
            connection.request("GET", pages[number % len(pages)])
            answer = connection.getresponse()
            answer.read()
            waits.append(time.perf_counter() - began)
            assert answer.status == 200
        raise AssertionError

    with ThreadPoolExecutor(READERS) as threads:
        runs = [threads.submit(read, reader) for reader in range(READERS)]
        until()
        stopping.set()
        return [wait for run in runs for wait in run.result()]


def percentile_99(waits):
    return quantiles(waits, n=100)[-1]


def flood(port, slug, number):
    """({status: how often}, seconds)."""
    answers = load.run(
        port, [_spam(port, slug, one) for one in range(number)], number=number, connections=SPAMMERS
    )
    return dict(answers.statuses), answers.seconds


def _spam(port, slug, number):
    form = {
        "body": f"The best casino, number {number}!", "name": f"Winner {number}",
        "email": f"winner{number}@example.org", "url": "", "subject": "", "to": "",
        "nonce": f"spam{number}",
    }  # fmt: skip
    return load.request(
        f"/posts/{slug}/reply/", method="POST", host=f"127.0.0.1:{port}",
        body=urlencode(form).encode(), Content_Type="application/x-www-form-urlencoded",
        Sec_Fetch_Site="same-origin", X_Forwarded_For=f"198.{18 + number // 65536}."
        f"{number // 256 % 256}.{number % 256}",
    )  # fmt: skip
