"""Things that happen at the same moment, each on a connection of its own.

Of what is done here, and not at a served site, threads see what is committed: their tests are
marked `django_db(transaction=True)`.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode

from django.db import connection


def at_once(*actions):
    """What each of them returned; they begin together. What one of them raises is raised here."""
    begin = Barrier(len(actions), timeout=30)

    def run(action):
        begin.wait()
        with closing(connection):
            return action()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def beside(action):
    """The thread in which `action` runs from now on, as another request does."""

    def run():
        with closing(connection):
            action()

    thread = Thread(target=run)
    thread.start()
    return thread


def posted_at_once(site, *requests):
    """The statuses of what a served site answers to (path, form, headers), sent together."""
    connections = [HTTPConnection(site.url.removeprefix("http://"), timeout=60) for _ in requests]
    for one in connections:
        one.connect()

    def post(to_site, path, form, headers):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        with closing(to_site):
            to_site.request("POST", path, urlencode(form, doseq=True), kind | headers)
            answer = to_site.getresponse()
            answer.read()
            return answer.status

    pairs = zip(connections, requests, strict=True)
    return at_once(*[partial(post, one, *request) for one, request in pairs])
