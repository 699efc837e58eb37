"""`make faults`: the faults at length, and at the end a table of what was seen.

    python -m tests.faults [pytest options] [-k some]

The short forms run with all other tests; a hundred kills instead of ten take their time.
"""

import os
import sys
from pathlib import Path

import pytest

KILLS = 50  # on each database
HERE = Path(__file__).parent
AT_LENGTH = sorted((HERE / "at_length").glob("[!_]*.py"))
SHORT_FORMS = [HERE / "test_server_killed.py", HERE / "test_mail_server_down.py"]


class Table:
    def pytest_terminal_summary(self, terminalreporter):
        ended = [
            report
            for outcome in ("passed", "failed", "skipped", "error")
            for report in terminalreporter.getreports(outcome)
            if report.when == "call" or report.outcome != "passed"
        ]
        for report in ended:
            terminalreporter.write_line(f"\n{report.outcome:8}{_named(report)}")
            for name, value in report.user_properties:
                terminalreporter.write_line(f"{'':8}{name:44}{value:>16}")


def _named(report):
    """Of "tests/faults/at_length/crowd.py::test_two_hundred[sqlite]" the sentence."""
    return report.nodeid.rpartition("::")[2].removeprefix("test_").replace("_", " ")


if __name__ == "__main__":
    os.environ.setdefault("FAULT_KILLS", str(KILLS))
    options = ["-p", "no:cacheprovider", "--show-capture=no", *sys.argv[1:]]
    files = map(str, [*SHORT_FORMS, *AT_LENGTH])
    sys.exit(pytest.main([*options, *files], plugins=[Table()]))
