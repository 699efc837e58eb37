"""Two hundred readers who press the button at the same moment, again and again."""

from collections import Counter

from tests.faults.evidence import SCENE, assert_nothing_is_lost, parents_in
from tests.faults.readers import Readers
from tests.servers import served

CROWD, EACH = 200, 3


def test_two_hundred_posters_at_once(database_server, static_root, tmp_path, figure):
    with served(
        tmp_path, static_root=static_root, postgres=database_server, script=SCENE,
        TASKS_BACKEND="django_tasks_db.DatabaseBackend",
    ) as site:  # fmt: skip
        with Readers(site, CROWD, each=EACH, parents=parents_in(site)) as readers:
            readers.wait()

        assert_nothing_is_lost(site, readers)
        log = (tmp_path / "server.log").read_text()
    assert readers.told == Counter({303: CROWD * EACH})
    assert "database is locked" not in log
    assert "ERROR" not in log
    figure("at once", CROWD)
    figure("acknowledged", len(readers.acknowledged))
    figure("slowest answer, s", f"{max(readers.took):.1f}")
