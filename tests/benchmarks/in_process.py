"""The site in this very process: what its pages ask of the database.

`python -m tests.benchmarks.in_process PATH ...` prints, as JSON, the number of queries of each, on
the site that DATABASE_URL names.
"""

import io
import json
import os
import sys


def configure(folder):
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


def _count_queries(paths):
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    application, found = get_wsgi_application(), {}
    for path in paths:
        for _warm_up in range(2):
            with CaptureQueriesContext(connection) as captured:
                _call(application, environ_of("GET", *path.partition("?")[::2]))
        found[path] = len(captured)
    print(json.dumps(found))


def _call(application, environ):
    statuses = []
    chunks = application(environ, lambda status, *_rest: statuses.append(status))
    chunks.close()
    if statuses[0][:3] != "200":
        sys.exit(f"{environ['PATH_INFO']} answered {statuses[0]}")


def environ_of(method, path, query="", body=""):
    body = body.encode()
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


if __name__ == "__main__":
    _count_queries(sys.argv[1:])
