import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

from tests import ready_databases

REQUIRE_ALL = bool(os.environ.get("REQUIRE_ALL"))


def pytest_configure():
    # Unit tests need no collected files; the real server of `tests/servers.py` serves those.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # The test database lies in var/, and WhiteNoise warns of a folder that isn't there.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # Passwords are hashed slowly on purpose; what is tested here is not the hashing.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    _take_a_redis_of_its_own(settings.CACHES["default"])


def _take_a_redis_of_its_own(cache):
    """Each test process has its own: clearing a shared one would empty the others' in mid-test."""
    if "Redis" in cache["BACKEND"]:
        server, _slash, number = cache["LOCATION"].rpartition("/")
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        cache["LOCATION"] = f"{server}/{(int(number or 0) + int(worker)) % 16}"


def pytest_unconfigure(config):
    """By then all test processes are done with what lies ready for them."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        ready_databases.drop_ready(config._tmp_path_factory.getbasetemp())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With REQUIRE_ALL=1, as in CI, what is left out is a failure."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL is set, and this was left out: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _shared_folder(tmp_path_factory):
    """Of all test processes of this run."""
    folder = tmp_path_factory.getbasetemp()
    ready_databases.folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return ready_databases.folder


@pytest.fixture(scope="session")
def static_root(_shared_folder):
    from tests.servers import collect_static

    return collect_static(_shared_folder / "collected-static")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker, _shared_folder
):
    """In place of pytest-django's: one process migrates a database, and each takes a copy."""
    name = str(settings.DATABASES["default"]["TEST"].get("NAME") or "")
    server, _slash, database = os.environ.get("DATABASE_URL", "sqlite:").rpartition("/")
    sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    url = f"sqlite:///{name}" if sqlite else f"{server}/{name or f'test_{database}'}"
    ready_databases.copy_ready(url, ready_databases.MIGRATED, os.environ, _shared_folder)

    with django_db_blocker.unblock():
        # It migrates what is there, which is nothing, and takes it for the tests' own.
        configuration = setup_databases(verbosity=0, interactive=False, keepdb=True)
    yield
    with django_db_blocker.unblock():
        teardown_databases(configuration, verbosity=0)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_server(request):
    """Where a site that is really served has its database: on PostgreSQL, or "" for SQLite."""
    from tests.servers import find_postgres

    if request.param == "sqlite":
        return ""
    return find_postgres() or pytest.skip("No PostgreSQL server answers (POSTGRES_URL names one)")


@pytest.fixture(autouse=True)
def _fresh_cache():
    yield
    from django.core.cache import cache

    cache.clear()
