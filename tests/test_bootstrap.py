"""What `make demo` and `make test` say on a machine that lacks something."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from tests.servers import ROOT

TOOLS = ("sh", "dirname", "cmp", "mkdir", "rm", "cp")


@pytest.fixture
def checkout(tmp_path):
    """A copy of the start script alone, on a machine with the barest tools."""
    shutil.copy(ROOT / "bootstrap.sh", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def run(checkout, *arguments, **environment):
    return subprocess.run(
        ["./bootstrap.sh", *arguments],
        cwd=checkout,
        env={"PATH": str(checkout / "bin"), "HOME": str(checkout), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_python_that_is_new_enough_one_line_says_what_to_install(checkout):
    old = checkout / "bin" / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)

    result = run(checkout)

    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert "Python 3.12 or newer" in line
    assert "Python 3.9.2" in line


def test_without_a_network_one_line_says_what_to_check(checkout):
    (checkout / "bin" / "python3").symlink_to(sys.executable)

    result = run(
        checkout,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_CONFIG_FILE=os.devnull,
        PIP_NO_CACHE_DIR="1",
        PIP_RETRIES="0",
    )

    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert "Check the network" in line


def test_a_port_that_is_taken_is_named_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        result = subprocess.run(
            [sys.executable, "-m", "config.demo"],
            cwd=ROOT,
            env={**os.environ, "PORT": port},
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert port in line
    assert "make demo PORT=" in line
