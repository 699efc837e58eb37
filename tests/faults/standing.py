"""What a site stands on, of our own: a PostgreSQL and a Redis that may be stopped, a small disk."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

SOON = 30  # seconds
NOT_ROOT = {"user": "postgres", "group": "postgres", "extra_groups": []}  # it refuses to serve root


class Postgres:
    """A cluster on a port of its own. `url` is as `tests.servers.served` wishes it."""

    def __init__(self, folder, port):
        self._data, self._port = folder / "data", port
        self._as = NOT_ROOT if os.geteuid() == 0 else {}
        self.url = f"postgres://postgres@127.0.0.1:{port}/postgres"

    def make(self):
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")

    def start(self):
        serving = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "-w", "-o", serving, "-l", f"{self._data}.log", "start")

    def stop(self, mode="fast"):
        """As an operator stops it; "immediate" is as good as a power cut."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-w", "-m", mode, "stop")

    def _run(self, command, *arguments):
        subprocess.run(
            [_found(command), "-D", str(self._data), *arguments], check=True, cwd=self._data.parent,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as,
        )  # fmt: skip


@contextmanager
def own_postgres():
    _found("initdb")
    # Not below the folder of the tests: that one is root's, and nobody else may pass through it.
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    postgres = Postgres(folder, _free_port())
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        postgres.make()
        postgres.start()
        yield postgres
    finally:
        postgres.stop("immediate")
        shutil.rmtree(folder)


class Redis:
    def __init__(self, port):
        self._port, self._process = port, None
        self.url = f"redis://127.0.0.1:{port}/0"

    def start(self):
        keeps_nothing = ("--save", "", "--appendonly", "no", "--bind", "127.0.0.1")
        self._process = subprocess.Popen(
            [_found("redis-server"), "--port", str(self._port), *keeps_nothing],
            stdout=subprocess.DEVNULL,
        )
        _wait_for(self._port)

    def stop(self):
        self._process.kill()
        self._process.wait()

    def hang(self):
        """It is there, and answers nothing."""
        self._process.send_signal(signal.SIGSTOP)


@contextmanager
def own_redis():
    redis = Redis(_free_port())
    redis.start()
    try:
        yield redis
    finally:
        redis.stop()


@contextmanager
def small_disk(folder, megabytes):
    """A file system of that size at `folder`; its filler is the function to take what is free."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("This needs the right to mount a file system.")
    try:
        yield folder / "filler"
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(filler):
    """Not a byte is left for anybody."""
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass


def _found(command):
    return shutil.which(command) or pytest.skip(f"There is no {command} here.")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port):
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError("It did not come up.")
