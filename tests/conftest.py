import os
from pathlib import Path

import pytest
from django.conf import settings

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With REQUIRE_ALL=1, as in CI, what is left out is a failure."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL is set, and this was left out: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """Shared by all test processes of this run."""
    from tests.servers import collect_static

    return collect_static(tmp_path_factory.getbasetemp().parent / f"static-{os.getppid()}")


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
