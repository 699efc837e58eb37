"""A site that is set up wrongly doesn't start, and says why in one line."""

import os
import subprocess
import sys

import pytest

from tests import ready_databases
from tests.ready_databases import MIGRATED, copy_ready
from tests.servers import ROOT, served

PRODUCTION = {
    "ENV_FILE": os.devnull,
    "DEMO": "0",
    "SECRET_KEY": "0123456789" * 6,
    "SITE_URL": "https://notes.example.org",
    "MAIL_URL": "submission://user:pw@smtp.example.org",
    "MAIL_FROM": "notes@example.org",
}
OURS = {*PRODUCTION, "DATABASE_URL", "CACHE_URL", "TASKS_BACKEND", "ALLOWED_HOSTS"}


def run(*arguments, **environment):
    inherited = {key: value for key, value in os.environ.items() if key not in OURS}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_URL", "MAIL_URL", "MAIL_FROM"])
@pytest.mark.parametrize(
    "command",
    [("manage.py", "check"), ("-m", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi")],
    ids=["manage", "gunicorn"],
)
def test_each_required_variable_is_named_when_it_is_missing(missing, command):
    environment = {key: value for key, value in PRODUCTION.items() if key != missing}

    result = run(*command, **environment, BIND="127.0.0.1:0")

    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert missing in line
    assert "README" in line


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("SITE_URL", "http://notes.example.org", "https://"),
        ("SITE_URL", "https://", "SITE_URL"),
        ("SECRET_KEY", "short", "openssl"),
        ("DEMO", "perhaps", "DEMO"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_one_line(variable, value, named):
    result = run("manage.py", "check", **{**PRODUCTION, variable: value})

    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert named in line


def test_the_deployment_check_is_clean_under_production_settings(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"}

    result = run("manage.py", "check", "--deploy", "--fail-level=WARNING", **PRODUCTION, **database)

    assert result.returncode == 0, result.stderr


def test_the_deployment_check_refuses_a_database_with_the_demos_logins(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"}
    demo = {**os.environ, **PRODUCTION, "DEMO": "1"}
    copy_ready(database["DATABASE_URL"], [*MIGRATED, ["fill_demo"]], demo, ready_databases.folder)

    result = run("manage.py", "check", "--deploy", "--database=default", **PRODUCTION, **database)

    assert result.returncode != 0
    assert "comments.E001" in result.stderr


def test_the_demo_fills_no_real_site(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"}
    environment = {**os.environ, **PRODUCTION}
    copy_ready(database["DATABASE_URL"], MIGRATED, environment, ready_databases.folder)

    result = run("manage.py", "fill_demo", **PRODUCTION, **database)

    assert result.returncode != 0
    assert "DEMO=1" in result.stderr


@pytest.mark.server
def test_production_answers_carry_the_headers_that_earn_an_a_plus(tmp_path):
    import urllib.request

    with served(
        tmp_path / "site",
        static_root=tmp_path,
        fill=False,
        **PRODUCTION,
        TRUSTED_PROXIES="127.0.0.1/32",
    ) as site:
        request = urllib.request.Request(
            site.url + "/feed/",
            headers={"Host": "notes.example.org", "X-Forwarded-Proto": "https"},
        )
        with urllib.request.urlopen(request) as answer:
            headers = answer.headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers
