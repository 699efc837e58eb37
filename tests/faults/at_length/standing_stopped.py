"""PostgreSQL or Redis is stopped and started while readers post and read."""

import atexit
import html
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from threading import Event, Thread

import pytest

from tests.faults.evidence import SCENE, assert_nothing_is_lost, parents_in
from tests.faults.readers import BROKEN, Readers
from tests.faults.standing import own_postgres, own_redis
from tests.servers import served

HERE = SCENE + "# On a server of its own, which holds no other test's template.\n"
STOPS, READERS = 6, 6
DOWN_FOR, UP_FOR = 3, 3  # seconds
MOST_WITHOUT_REDIS = 25  # replies that each round waits for


@pytest.fixture(scope="module")
def postgres():
    """Until the very end: `tests.servers` drops its template there, having been asked later."""
    standing = ExitStack()
    atexit.register(standing.close)
    return standing.enter_context(own_postgres())


class Looking:
    """Somebody who reads all the while: the statuses, and how long the slowest took."""

    def __init__(self, site, path):
        self._host, self._path = site.url.removeprefix("http://"), path
        self.told, self.slowest, self._stopping = {}, 0.0, Event()
        self._thread = Thread(target=self._look)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._stopping.set()
        self._thread.join()

    def _look(self):
        while not self._stopping.wait(0.02):
            began = time.monotonic()
            connection = HTTPConnection(self._host, timeout=60)
            connection.request("GET", self._path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            self.told[answer.status] = self.told.get(answer.status, 0) + 1
            self.slowest = max(self.slowest, time.monotonic() - began)


def assert_words_were_kept(readers):
    assert readers.unavailable
    for body, page in readers.unavailable:
        assert f"\n{html.escape(body)}</textarea>" in page, page


def test_postgresql_is_stopped_and_started_under_load(postgres, static_root, tmp_path, figure):
    with (
        served(
            tmp_path, static_root=static_root, postgres=postgres.url, script=HERE,
            TASKS_BACKEND="django_tasks_db.DatabaseBackend",
        ) as site,
        Looking(site, "/") as looking,
        Readers(site, READERS, parents=parents_in(site)) as readers,
    ):  # fmt: skip
        for stop in range(STOPS):
            readers.wait_for_more(READERS)
            readers.go_on(UP_FOR)
            postgres.stop("immediate" if stop % 2 else "fast")
            try:
                readers.go_on(DOWN_FOR)
            finally:
                postgres.start()
        readers.wait_for_more(READERS)
        readers.stop()

        assert_nothing_is_lost(site, readers)
        log = (tmp_path / "server.log").read_text()
    assert set(readers.told) == {303, 503}, readers.told
    assert set(looking.told) <= {200, 503}, looking.told
    assert BROKEN not in readers.told
    assert_words_were_kept(readers)
    figure("stopped and started", STOPS)
    figure("acknowledged", len(readers.acknowledged))
    figure("503 pages with every word", len(readers.unavailable))
    figure("reads 200 / 503", f"{looking.told[200]} / {looking.told.get(503, 0)}")
    figure("errors past Django in the log", log.count("Error handling request"))


@pytest.mark.parametrize("how", ["stop", "hang"])
def test_redis_is_gone_under_load_and_nobody_notices(postgres, static_root, tmp_path, figure, how):
    with (
        own_redis() as redis,
        served(
            tmp_path, static_root=static_root, postgres=postgres.url, script=HERE,
            TASKS_BACKEND="django_tasks_db.DatabaseBackend", CACHE_URL=redis.url,
        ) as site,
        Looking(site, "/") as looking,
        Readers(site, READERS, parents=parents_in(site), previews=True) as readers,
    ):  # fmt: skip
        for _stop in range(STOPS):
            readers.wait_for_more(MOST_WITHOUT_REDIS)
            getattr(redis, how)()
            readers.wait_for_more(MOST_WITHOUT_REDIS)
            if how == "hang":
                redis.stop()
            redis.start()
        readers.stop()

        assert_nothing_is_lost(site, readers)
    assert set(readers.told) <= {303, 200, 429}, readers.told
    assert set(looking.told) == {200}
    figure("stopped and started", STOPS)
    figure("acknowledged", len(readers.acknowledged))
    figure("previews", readers.told[200])
    figure("slowest read, s", f"{looking.slowest:.2f}")
