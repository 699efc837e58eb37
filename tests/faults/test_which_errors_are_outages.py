"""Whether a database can't answer, or was asked what none could: by the driver's own word."""

import pytest
from django.db.utils import OperationalError

from config.running.outage import is_outage
from tests.faults.broken_databases import no_postgres_error, postgres_error, sqlite_error
from tests.servers import find_postgres

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trouble", ["locked", "full", "read-only", "gone"])
def test_a_database_of_one_file_that_cant_answer_is_an_outage(tmp_path, trouble):
    assert is_outage(sqlite_error(tmp_path, trouble))


def test_what_we_ask_wrongly_is_none(tmp_path):
    assert not is_outage(sqlite_error(tmp_path, "asked nonsense"))
    assert not is_outage(OperationalError("of nobody's driver"))
    assert not is_outage(RuntimeError("no database in it"))
    assert not is_outage(None)


def test_a_server_that_isnt_there_is_an_outage():
    assert is_outage(no_postgres_error())


@pytest.mark.parametrize(
    ("sql", "is_gone"),
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())", True),
        ("SET statement_timeout = 1; SELECT pg_sleep(9)", True),
        ("BEGIN READ ONLY; CREATE TABLE never_made (id int)", True),
        ("SELECT nonsense", False),
        ("SELECT 1 / 0", False),
    ],
)
def test_a_server_says_itself_whether_it_can_answer(sql, is_gone):
    address = find_postgres() or pytest.skip(
        "No PostgreSQL server answers (POSTGRES_URL names one)"
    )

    assert is_outage(postgres_error(address, sql)) is is_gone


def test_an_error_that_came_of_an_outage_is_one(tmp_path):
    later = RuntimeError("You can't execute queries until the end of the block.")
    later.__cause__ = sqlite_error(tmp_path, "gone")

    assert is_outage(later)
