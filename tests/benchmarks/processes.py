"""What a server's processes have used: processor time and memory, from /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid):
    """The process and all below it."""
    children = [
        child
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [pid, *(found for child in children for found in tree(int(child)))]


def cpu_seconds(pid):
    """User and system time of all processes of a tree, and of what has ended below it."""
    return sum(_ticks(one) for one in tree(pid)) / TICKS


def memory(pid):
    """One process, in MB: (its share of all memory, its share of what is no file's)."""
    rollup = dict(
        line.split()[:2] for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    )
    return int(rollup["Pss:"]) / 1024, int(rollup["Pss_Anon:"]) / 1024


def _ticks(pid):
    # The name, in brackets, may hold anything; utime, stime, cutime and cstime are 14 to 17.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))
