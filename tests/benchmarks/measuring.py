"""Rounds of load, one subject after the other, over and over: what disturbs one disturbs all."""

import statistics
import sys

from tests.benchmarks import load, processes
from tests.benchmarks.progress import Progress

WARM_UP = 0.5  # seconds
STEPS = (1_000, 4_000, 10_000, 15_000)


def measure(subjects, servers, *, rounds, seconds):
    """{name: {"cpu_ms", "per_second", "median_ms", "p99_ms", "bytes"}}, each a median of rounds."""
    found = {subject.name: [] for subject in subjects}
    progress = Progress(len(subjects) * (rounds + 1), "runs")
    for number in range(rounds + 1):
        for subject in subjects:
            one = _run(subject, *servers[subject.server], WARM_UP if number == 0 else seconds)
            if number:
                found[subject.name].append(one)
            progress.add(1)
    return {name: _medians(runs) for name, runs in found.items()}


def _run(subject, pid, port, seconds):
    requests, before = subject.make(), processes.cpu_seconds(pid)
    # Requests that may be sent but once bound the run; time does, where that is shorter.
    number = len(requests) if len(requests) > 1 else None
    answers = load.run(port, requests, seconds=seconds, number=number)
    used = processes.cpu_seconds(pid) - before
    if set(answers.statuses) != {subject.status}:
        sys.exit(f"{subject.name}: answered {dict(answers.statuses)}")
    latencies = sorted(answers.latencies)
    return {
        "cpu_ms": used * 1000 / answers.number,
        "per_second": answers.number / answers.seconds,
        "median_ms": statistics.median(latencies) * 1000,
        "p99_ms": latencies[int(len(latencies) * 0.99)] * 1000,
        "bytes": len(answers.body),
    }


def _medians(runs):
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def memory_of_one_process(pid, port, requests):
    """[(requests answered, MB that are its share, MB of them no file's), ...] of a lone worker."""
    (worker,) = processes.tree(pid)[1:]
    rows, answered = [], 0
    for step in STEPS:
        load.run(port, requests[answered:step], number=step - answered)
        answered = step
        rows.append((answered, *(round(size, 1) for size in processes.memory(worker))))
    return rows
