"""The site as it is served to readers, its processes started and ended here."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from tests.benchmarks import load
from tests.benchmarks.kept_sites import ENVIRONMENT, KEPT, ROOT

STARTS_WITHIN, STOPS_WITHIN = 60, 20  # seconds
SITE, NULL = "config.wsgi:application", "django.core.wsgi:get_wsgi_application()"


def _gunicorn(application, port, workers):
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py"]
    return [*command, "-b", f"127.0.0.1:{port}", "-w", str(workers), application]


def _granian(application, port, workers):
    name, called, _nothing = application.partition("()")
    return [
        shutil.which("granian", path=os.path.dirname(sys.executable)) or "granian",
        *("--interface", "wsgi", "--http", "1", "--no-ws", "--log-level", "warning"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "4", "--respawn-failed-workers"),
        *(["--factory"] if called else []),
        name,
    ]


SERVERS = {"gunicorn": _gunicorn, "granian": _granian}


@contextmanager
def served(server, application, first_path, *, workers=2, **environment):
    """(its process id, its port), once it has answered `first_path`."""
    port = _free_port()
    with (KEPT / "server.log").open("a") as log:
        process = subprocess.Popen(
            SERVERS[server](application, port, workers),
            cwd=ROOT,
            env={**os.environ, **ENVIRONMENT, **environment},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(process, port, first_path)
            yield process.pid, port
        finally:
            process.terminate()
            process.wait(STOPS_WITHIN)


def _wait_for(process, port, path):
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends and process.poll() is None:
        try:
            status, _head, _body = load.ask(port, load.request(path))
        except OSError:
            time.sleep(0.1)
        else:
            if status == 200:
                return
            break
    sys.exit(f"The server did not come up for {path}: see {KEPT / 'server.log'}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
