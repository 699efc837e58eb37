"""A served site whose server is killed and started again, as the machine's own manager would."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.servers import ROOT

STARTS_WITHIN = 60  # seconds, on a machine that has much else to do
PROC = Path("/proc")


class Server:
    """The processes that serve `site`, whichever server it is: as it was started, so again."""

    def __init__(self, site):
        self.site = site
        self.pid = _started_by_us(site)
        self._command = _words_of(self.pid, "cmdline")
        said_at = PROC / str(self.pid) / "fd" / "2"
        self._log = os.open(said_at, os.O_WRONLY | os.O_APPEND)
        self._process = None

    @property
    def pids(self):
        return [self.pid, *_below(self.pid)]

    def kill(self):
        """All of it at one moment, and nothing of it hears of it before."""
        for pid in self.pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def start(self):
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=self.site.environment, stdout=self._log, stderr=self._log
        )
        self.pid = self._process.pid

    def wait_until_up(self):
        host, port = self.site.url.removeprefix("http://").split(":")
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection((host, int(port)), 1):
                return
            time.sleep(0.02)
        raise RuntimeError("The server did not come up again.")

    def close(self):
        self.kill()
        os.close(self._log)


def _started_by_us(site):
    """The process that `tests.servers.served` started for this site."""
    bound = f"BIND={site.environment['BIND']}"
    for pid in _children(os.getpid()):
        if bound in _words_of(pid, "environ") and "manage.py" not in _words_of(pid, "cmdline"):
            return pid
    raise RuntimeError("Nobody serves this site.")


def _children(pid):
    tasks = (PROC / str(pid) / "task").glob("*/children")
    found = []
    for task in tasks:
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def _below(pid):
    found = []
    for child in _children(pid):
        found += [child, *_below(child)]
    return found


def _words_of(pid, what):
    with suppress(OSError):
        words = (PROC / str(pid) / what).read_bytes().split(b"\0")
        return [os.fsdecode(word) for word in words if word]
    return []
