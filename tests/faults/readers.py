"""Readers who post, each on a thread of their own, and know what they were told."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from threading import Event
from urllib.parse import urlencode

PATIENCE = 60  # seconds that a browser waits for an answer
BROKEN = "line broken"


class Readers:
    """So many who reply at once, over and over; what isn't answered is sent again as it was.

    `acknowledged` are the texts that a 303 was received for, `sent` those that left at all, and
    `told` counts the answers: statuses, and BROKEN where none came.
    """

    def __init__(self, site, number, *, each=None, parents=(), pause=0.0, previews=False):
        self._host = site.url.removeprefix("http://")
        self._slugs = [slug for (slug,) in site.query(POSTS)]
        self._parents, self._each, self._pause = dict(parents), each, pause
        self._previews = previews
        self.number = number
        self.acknowledged, self.sent, self.told = set(), set(), Counter()
        self.unavailable = []  # (text, page) wherever that was a 503
        self.took = []  # seconds, of each answer
        self._stopping = Event()

    def __enter__(self):
        self._threads = ThreadPoolExecutor(self.number)
        self._runs = [self._threads.submit(self._run, reader) for reader in range(self.number)]
        return self

    def __exit__(self, *_exception):
        self.stop()

    def stop(self):
        self._stopping.set()
        self.wait()

    def wait(self):
        for run in self._runs:
            run.result()
        self._threads.shutdown()

    def wait_for_more(self, number=1, within=120):
        """Until so many further texts were acknowledged."""
        wanted, deadline = len(self.acknowledged) + number, time.monotonic() + within
        while len(self.acknowledged) < wanted:
            if time.monotonic() > deadline:
                raise AssertionError(f"Nobody can post any more: {self.told}")
            time.sleep(0.005)

    def wait_for_unavailable(self, number, within=120):
        """Until so many were told in all that the site can't take it now."""
        deadline = time.monotonic() + within
        while len(self.unavailable) < number:
            if time.monotonic() > deadline:
                raise AssertionError(f"It goes on as before: {self.told}")
            time.sleep(0.005)

    def go_on(self, seconds):
        """Meanwhile whoever asks waits."""
        self._stopping.wait(seconds)

    def _run(self, reader):
        chance, count = random.Random(reader), 0
        while not self._stopping.is_set() and (self._each is None or count < self._each):
            count += 1
            slug = chance.choice(self._slugs)
            to = self._parents.get(slug, "") if chance.random() < 0.5 else ""
            self._post_until_taken(slug, f"Said by {reader}, the {count}th time.", to, reader)
            if self._pause:
                self._stopping.wait(self._pause)

    def _post_until_taken(self, slug, body, to, reader):
        form = {
            "body": body, "name": f"Reader {reader}", "email": f"reader{reader}@example.org",
            "url": "", "subject": "", "to": to, "nonce": body,
        }  # fmt: skip
        headers = {"Sec-Fetch-Site": "same-origin"}
        self.sent.add(body)
        if self._previews:
            look = post(self._host, f"/posts/{slug}/reply/preview/", {"body": body}, headers)
            self.told[look[0]] += 1
        while True:
            began = time.monotonic()
            status, answer = post(self._host, f"/posts/{slug}/reply/", form, headers)
            self.told[status] += 1
            self.took.append(time.monotonic() - began)
            if status == 303:
                self.acknowledged.add(body)
                return
            if status == 503:
                self.unavailable.append((body, answer))
            if self._stopping.is_set():
                return
            time.sleep(0.05)


POSTS = "SELECT slug FROM posts_post WHERE status = 'published' ORDER BY id LIMIT 4"


def post(host, path, form, headers):
    """(status, page), or (BROKEN, "") where the line broke before there was an answer."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection(host, timeout=PATIENCE)
    try:
        connection.request("POST", path, urlencode(form), kind | headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, HTTPException):
        return BROKEN, ""
    finally:
        connection.close()
