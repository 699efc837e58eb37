"""`make bench`: queries and CPU time of the post page and of posting, in one process.

Each figure is the median of several runs of the whole WSGI application, middleware included, on a
fresh database of its own (SQLite, or what DATABASE_URL names; that one must be empty). The null
view is Django answering an empty page through the same middleware.
"""

import io
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta

ROUNDS, REQUESTS = 5, 40
REPLIES = (10, 200, 10_000)
DEPTH = 4  # of each thread: a chain
OTHER_PAGES = {
    "its last page": "page=125",
    "its newest first": "order=newest",
    "its answers": "show=answers",
}


def main():
    with tempfile.TemporaryDirectory() as folder:
        _configure(folder)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure()


def _configure(folder):
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ENV_FILE": os.devnull,
        "DEMO": "1",
        "SITE_URL": "http://testserver",
        "SECRET_KEY": "only-for-benchmarks-" * 3,
        "MAIL_URL": "memory:",
        "MAIL_FROM": "notes@example.org",
        "LOG_LEVEL": "ERROR",
    }
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")


def _measure():
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from comments.models import DiscussionSettings

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    application = get_wsgi_application()
    DiscussionSettings.current()
    DiscussionSettings.objects.update(
        flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0
    )

    pages = {f"post page, {number:,} replies": _make_post(number) for number in REPLIES}
    subjects = {"null view": ("GET", "/null/", None)}
    subjects |= {name: ("GET", f"/posts/{post.slug}/", None) for name, post in pages.items()}
    print(f"{'':34}{'queries':>8}{'CPU-ms':>9}{'bytes':>9}")
    for name, (method, path, body) in subjects.items():
        _report(name, application, lambda m=method, p=path, b=body: _environ(m, p, b))
    busiest = pages[f"post page, {REPLIES[-1]:,} replies"]
    path = f"/posts/{busiest.slug}/"
    for name, query in OTHER_PAGES.items():
        _report(name, application, lambda q=query: _environ("GET", path, None, q))
    target = pages["post page, 200 replies"]
    number = iter(range(10**6))
    _report(
        "posting a reply",
        application,
        lambda: _environ("POST", f"/posts/{target.slug}/reply/", _form(next(number))),
    )


def _report(name, application, environ):
    for _warm_up in range(5):
        _call(application, environ())
    queries = _count_queries(application, environ())
    medians = []
    for _round in range(ROUNDS):
        environs = [environ() for _request in range(REQUESTS)]
        started = time.process_time()
        for prepared in environs:
            size = _call(application, prepared)
        medians.append((time.process_time() - started) * 1000 / REQUESTS)
    print(f"{name:34}{queries:>8}{statistics.median(medians):>9.2f}{size:>9}", flush=True)


def _count_queries(application, environ):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _call(application, environ)
    return len(captured)


def _call(application, environ):
    statuses = []
    chunks = application(environ, lambda status, _headers, _info=None: statuses.append(status))
    size = sum(map(len, chunks))
    chunks.close()
    if statuses[0][:3] not in {"200", "303"}:
        sys.exit(f"{environ['PATH_INFO']} answered {statuses[0]}")
    return size


def _environ(method, path, body, query=""):
    body = (body or "").encode()
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "198.51.100.7",
        "HTTP_HOST": "testserver",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "HTTP_USER_AGENT": "bench",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _form(number):
    from urllib.parse import urlencode

    return urlencode(
        {
            "body": f"A thought of *some* length, number {number}. " + "It goes on a little. " * 12,
            "name": "Rita Reader",
            "email": f"rita{number}@example.org",
            "url": "",
            "subject": "",
            "to": "",
            "nonce": "",
        }
    )


def _make_post(replies):
    from comments.models import Comment, Tally
    from tests.factories import make_post

    post = make_post(
        title=f"A post with {replies} replies",
        tags=["AI", "Taste", "Craft"],
        body="## Findings\n\n" + "1. **Label** Some text that goes on for a while.\n" * 5,
    )
    threads = _threads(post, replies)
    for level in range(DEPTH):
        Comment.objects.bulk_create(
            [_below(thread, level) for thread in threads if level < len(thread)], batch_size=500
        )
    Tally.hold(post.pk)
    Tally.recount(Comment.objects, post.pk, threads[0][0].pk)
    return post


def _threads(post, replies):
    """Unsaved comments, thread by thread."""
    from django.utils import timezone

    from comments.markdown import render_comment
    from comments.models import Comment
    from comments.moderation import Status

    body, now = "A thought of *some* length. " * 10, timezone.now()
    comments = [
        Comment(
            post=post,
            status=Status.APPROVED,
            body=body,
            body_html=render_comment(body),
            author_name=f"Reader Number {number % 50}",
            author_email=f"reader{number}@example.org",
            fingerprint=str(number),
            is_answer=number % 5 == 0,
            submitted_at=now - timedelta(minutes=replies - number),
        )
        for number in range(replies)
    ]
    return [comments[start : start + DEPTH] for start in range(0, replies, DEPTH)]


def _below(thread, level):
    """The comment of that level, its parent being stored."""
    comment = thread[level]
    comment.depth, comment.has_replies = level, level + 1 < len(thread)
    if level:
        comment.parent, comment.thread = thread[level - 1], thread[0]
    else:
        comment.is_listed, comment.live_replies = True, len(thread) - 1
    return comment


if __name__ == "__main__":
    main()
