"""`make bench-desk`: queries and CPU time of the moderation desk, on a small site and a large one.

One process, the whole WSGI application, medians of several rounds; each site has a fresh SQLite
database of its own. `python -m tests.benchmarks.desk COMMENTS WAITING` measures one site.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.benchmarks.in_process import configure, environ_of

SITES = ((1_000, 12), (1_000_000, 100_000))  # (comments in all, of these waiting)
ROUNDS, REQUESTS = 5, 10
PAGES = {
    "null view": "/null/",
    "waiting, list and first reply": "/moderation/",
    "its next page": "",  # as the page links to it
    "one reply's detail": "/moderation/{pk}/?part=1",
    "approved": "/moderation/?view=approved",
    "spam": "/moderation/?view=spam",
    "reported": "/moderation/?view=reported",
    "search in what waits": "/moderation/?q=reader42word",
    "log": "/moderation/log/",
}


def main():
    for comments, waiting in SITES:
        arguments = [sys.executable, "-m", "tests.benchmarks.desk", str(comments), str(waiting)]
        subprocess.run(arguments, check=True)


def measure(comments, waiting):
    with tempfile.TemporaryDirectory() as folder:
        configure(folder)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure_desk(comments, waiting)


def _measure_desk(comments, waiting):
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from comments.models import Comment
    from tests.benchmarks.site_of_any_size import fill
    from tests.factories import make_moderator

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    moderator = make_moderator()
    started = time.monotonic()
    fill(comments, waiting, by=moderator)
    there = Comment.objects.awaiting_moderation().count()
    print(
        f"\n{Comment.objects.count():,} comments, {there:,} waiting "
        f"(made in {time.monotonic() - started:.0f} s)"
    )
    print(f"{'':34}{'queries':>8}{'CPU-ms':>9}{'bytes':>9}")
    browser = Browser(get_wsgi_application(), moderator)
    oldest = Comment.objects.awaiting_moderation().order_by("submitted_at", "id").first()
    for name, path in PAGES.items():
        path = path.format(pk=oldest.pk) if path else browser.link_to_next_page("/moderation/")
        if path:
            _report(name, lambda path=path: browser.get(path))
    _report("a decision", browser.decide_next, requests=1)


class Browser:
    """A moderator who is signed in: sends cookies and what the page's forms hold."""

    def __init__(self, application, moderator):
        from django.test import Client

        client = Client()
        client.force_login(moderator)
        self.application = application
        self.cookies = {"sessionid": client.cookies["sessionid"].value}

    def get(self, path):
        return self._call("GET", *path.partition("?")[::2])

    def link_to_next_page(self, path):
        import html
        import re

        found = re.search(r'href="([^"]*[?&;]after=[^"]*)"', self.get(path))
        link = html.unescape(found[1]) if found else ""
        return link if not link or link.startswith("/") else path + link

    def decide_next(self):
        from urllib.parse import urlencode

        from comments.models import Comment

        comment = Comment.objects.awaiting_moderation().order_by("submitted_at", "id").first()
        token = "a" * 32
        self.cookies["csrftoken"] = token
        form = {"verb": "approve", "seen": f"{comment.status}:{comment.revision}",
                "csrfmiddlewaretoken": token}  # fmt: skip
        return self._call("POST", f"/moderation/{comment.pk}/decide/", "", urlencode(form))

    def _call(self, method, path, query, body=None):
        environ = environ_of(method, path, query, body or "") | {
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "HTTP_ORIGIN": "http://testserver",
            "HTTP_X_DESK": "1",
        }
        statuses = []
        chunks = self.application(environ, lambda status, *_rest: statuses.append(status))
        answer = b"".join(chunks).decode()
        chunks.close()
        if statuses[0][:3] not in {"200", "303"}:
            sys.exit(f"{path} answered {statuses[0]}")
        return answer


def _report(name, act, *, requests=REQUESTS):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    size = len(act().encode())
    with CaptureQueriesContext(connection) as captured:
        act()
        queries = len(captured)
    medians = []
    for _round in range(ROUNDS):
        started = time.process_time()
        for _request in range(requests):
            act()
        medians.append((time.process_time() - started) * 1000 / requests)
    print(f"{name:34}{queries:>8}{statistics.median(medians):>9.2f}{size:>9}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        os.environ.pop("DATABASE_URL", None)
        measure(int(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
