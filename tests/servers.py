"""The site as it is really served: its own process, database and collected files."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests import ready_databases
from tests.ready_databases import MIGRATED, copy_ready, made_once

ROOT = Path(__file__).parent.parent
STARTS_WITHIN = 30  # seconds


class Site:
    """A served copy of the site; `query` looks into its database past all of its code."""

    def __init__(self, url, environment, database):
        self.url, self.environment, self.database = url, environment, database

    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def query(self, sql):
        return self.database(sql)


@contextmanager
def served(folder, *, static_root, postgres="", workers=2, fill=True, script="", **environment):
    """Serve a fresh site from `folder`; with `postgres`, a server's address, in a new database.

    It has the demo, unless `fill` is False, and what `script` makes in Django's shell.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    with _new_database(folder, postgres) as (database_url, database):
        site = Site(
            f"http://127.0.0.1:{port}",
            {
                **{key: value for key, value in os.environ.items() if key != "CACHE_URL"},
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "ENV_FILE": os.devnull,
                "DEMO": "1",
                "DATABASE_URL": database_url,
                "SITE_URL": f"http://127.0.0.1:{port}",
                "SECRET_KEY": settings.SECRET_KEY,
                "MAIL_URL": "memory:",
                "STATIC_ROOT": str(static_root),
                "BIND": f"127.0.0.1:{port}",
                "WEB_WORKERS": str(workers),
                "TASKS_BACKEND": "django.tasks.backends.immediate.ImmediateBackend",
                **environment,
            },
            database,
        )
        commands = [*MIGRATED, *([["fill_demo"]] if fill else [])]
        commands += [["shell", "-c", script]] if script else []
        among = ready_databases.folder or Path(static_root).parent
        copy_ready(database_url, commands, site.environment, among)
        log = (folder / "server.log").open("w")
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi"],
            cwd=ROOT,
            env=site.environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(site.url, server, folder / "server.log")
            yield site
        finally:
            server.terminate()
            server.wait()
            log.close()


@contextmanager
def working(site):
    """The site's worker, its own process; killed at the end, as a worker may be."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval=0.1"],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        worker.kill()
        worker.wait()


def collect_static(folder):
    """Collect and compress the static files once, whichever test process comes first."""

    def collect():
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "STATIC_ROOT": str(folder / "static")},
            check=True,
        )

    folder.mkdir(parents=True, exist_ok=True)
    made_once(folder / "collected", collect)
    return folder / "static"


def find_chromium():
    # The same engine without a window to draw around each page: a quarter of the processor's time.
    shells = ("chromium-headless-shell", "chrome-headless-shell")
    names = (*shells, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def find_postgres():
    """The address of a PostgreSQL server that lets us in, or ""."""
    import psycopg

    address = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return ""
    return address


@contextmanager
def _new_database(folder, postgres):
    if not postgres:
        path = folder / "site.sqlite3"

        def ask(sql):
            connection = sqlite3.connect(path)
            try:
                return connection.execute(sql).fetchall()
            finally:
                connection.close()

        yield f"sqlite:///{path}", ask
        return
    import psycopg

    server, _slash, _name = postgres.rpartition("/")
    name = f"notes_{os.getpid()}_{time.monotonic_ns()}"

    def ask_postgres(sql, database=name):
        with psycopg.connect(f"{server}/{database}", autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    try:
        yield f"{server}/{name}", ask_postgres
    finally:
        ask_postgres(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", "postgres")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url, server, log):
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url + "/feed/", timeout=5).close()
        except urllib.error.HTTPError:
            return  # it answers, if only to say that this is not its host
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not come up:\n{log.read_text()}")
