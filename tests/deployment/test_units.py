"""The units for systemd: right by its own word, each behind the same walls, none with a secret."""

import os
import re
import shutil
import subprocess

import pytest
from django.core.management import get_commands

from tests.deployment.rendered import DEPLOY, environment, unit
from tests.servers import ROOT

UNITS = DEPLOY / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
READ_FROM_ENVIRONMENT = re.compile(r'(?:env\.\w+\(\s*|os\.environ\.get\()"([A-Z_]+)"')


def variables():
    settings = (ROOT / "config" / "settings.py").read_text()
    server = (ROOT / "config" / "gunicorn.conf.py").read_text()
    return set(READ_FROM_ENVIRONMENT.findall(settings + server))


@pytest.fixture
def analyze(tmp_path):
    """Ask systemd-analyze about our units alone, with a program that is there."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed (apt install systemd)")
    shutil.copytree(UNITS, tmp_path / "units")
    for path in (tmp_path / "units").glob("*.service"):
        text = path.read_text().replace("/srv/notes/.venv/bin/python", shutil.which("true"))
        path.write_text(text)
    (tmp_path / "units" / "notes-web@8000.service").symlink_to("notes-web@.service")

    def run(*arguments):
        return subprocess.run(
            ["systemd-analyze", *arguments],
            cwd=tmp_path / "units",
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}/units:", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_systemd_itself_finds_nothing_wrong(analyze):
    names = [name.replace("@", "@8000") for name in SERVICES]
    timers = [path.name for path in UNITS.glob("*.timer")]

    done = analyze("verify", *(f"./{name}" for name in [*names, *timers]))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name.replace("@", "@8000") for name in SERVICES])
def test_each_is_shut_in_well(analyze, name):
    done = analyze("security", "--offline=true", "--threshold=20", name)

    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.parametrize("name", SERVICES)
def test_each_runs_a_command_that_is_there(name):
    python, *words = unit(name)["ExecStart"].split()

    assert python == "/srv/notes/.venv/bin/python"
    if words[0] == "manage.py":
        assert words[1] in get_commands()
    else:
        assert (ROOT / words[words.index("-c") + 1]).exists()


def test_the_template_of_the_environment_has_what_is_required_and_nothing_unknown():
    text = (DEPLOY / "notes.env").read_text()
    named = set(environment(text)) | set(re.findall(r"^#([A-Z_]+)=", text, re.MULTILINE))

    assert {"SECRET_KEY", "SITE_URL", "MAIL_URL", "MAIL_FROM", "TRUSTED_PROXIES"} <= named
    assert named <= variables()


def test_every_variable_stands_in_the_readme():
    table = (ROOT / "README.md").read_text()

    assert {name for name in variables() if f"`{name}`" not in table} == set()
