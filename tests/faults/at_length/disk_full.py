"""The disk below SQLite fills up while readers post, and has room again later."""

import html
import os
import resource
from contextlib import closing, contextmanager

import pytest

from tests.faults.evidence import SCENE, assert_nothing_is_lost, parents_in
from tests.faults.readers import BROKEN, Readers
from tests.faults.serving import Server
from tests.faults.standing import fill_up, small_disk
from tests.servers import served

READERS, TIMES = 4, 5
SIZE = 64  # MB


@contextmanager
def full_disk(folder, _server, filler):
    """What others left of the disk is taken."""
    fill_up(filler)
    yield
    filler.unlink()


@contextmanager
def longest_file(folder, server, _filler):
    """No file of the server's grows any more."""
    size = max(file.stat().st_size for file in folder.glob("site.sqlite3*"))
    pids = server.pids
    before = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids]
    for pid, (_soft, hard) in zip(pids, before, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    yield
    for pid, limits in zip(pids, before, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("trouble", [full_disk, longest_file])
def test_a_full_disk_is_said_and_nothing_is_half_written(static_root, tmp_path, figure, trouble):
    with (
        small_disk(tmp_path / "disk", SIZE) as filler,
        served(
            tmp_path / "disk", static_root=static_root, script=SCENE, SERVER_LOG_LEVEL="critical",
            LOG_LEVEL="CRITICAL", TASKS_BACKEND="django_tasks_db.DatabaseBackend",
        ) as site,
        closing(Server(site)) as server,
        Readers(site, READERS, parents=parents_in(site)) as readers,
    ):  # fmt: skip
        for time in range(1, TIMES + 1):
            readers.wait_for_more(READERS)
            with trouble(tmp_path / "disk", server, filler):
                readers.wait_for_unavailable(time * 20)
            readers.wait_for_more(READERS)
        readers.stop()

        assert_nothing_is_lost(site, readers)
        assert os.kill(server.pid, 0) is None  # and it is the same server, serving on
    assert set(readers.told) == {303, 503}, readers.told
    assert BROKEN not in readers.told
    for body, page in readers.unavailable:
        assert f"\n{html.escape(body)}</textarea>" in page
    figure("times full", TIMES)
    figure("acknowledged", len(readers.acknowledged))
    figure("503 pages with every word", len(readers.unavailable))
