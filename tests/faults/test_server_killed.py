"""SIGKILL of the whole server while readers post: what was acknowledged is there, and once."""

import os
import random
from contextlib import closing

import pytest

from tests.faults.evidence import SCENE, assert_nothing_is_lost, parents_in
from tests.faults.readers import BROKEN, Readers
from tests.faults.serving import Server
from tests.servers import served

KILLS = int(os.environ.get("FAULT_KILLS", "5"))  # on each database; `make faults` asks for more
READERS = 6
LONGEST = 0.6  # seconds from the first reply after a start to its end


@pytest.mark.server
def test_no_acknowledged_reply_is_lost_or_doubled(database_server, static_root, tmp_path, figure):
    chance = random.Random()
    with (
        served(
            tmp_path, static_root=static_root, postgres=database_server, script=SCENE,
            TASKS_BACKEND="django_tasks_db.DatabaseBackend",
        ) as site,
        closing(Server(site)) as server,
        Readers(site, READERS, parents=parents_in(site)) as readers,
    ):  # fmt: skip
        for _kill in range(KILLS):
            readers.wait_for_more()
            readers.go_on(chance.uniform(0, LONGEST))
            server.kill()
            server.start()
        readers.wait_for_more(READERS)
        readers.stop()

        assert_nothing_is_lost(site, readers)
    assert set(readers.told) == {303, BROKEN}
    figure("kills", KILLS)
    figure("acknowledged", len(readers.acknowledged))
    figure("lines broken", readers.told[BROKEN])
