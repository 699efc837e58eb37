"""`make bench`: what each page costs a server, on a site of a million comments.

Real servers, asked over sockets by this process; their processor time is counted by the system
(user and system time of all their processes), so ours is none of it. SQLite, and PostgreSQL where a
server answers (POSTGRES_URL; with Redis where CACHE_URL names one). What was measured is printed,
and stands in var/bench/results.json and docs/looks/bench.svg.
"""

import argparse
import json
import os
import platform
import sys
from contextlib import ExitStack
from datetime import UTC, datetime

from tests.benchmarks import drawing, kept_sites, load, table
from tests.benchmarks.kept_sites import KEPT, ROOT, Size, copy_in_postgres, copy_in_sqlite
from tests.benchmarks.measuring import STEPS, measure, memory_of_one_process
from tests.benchmarks.serving import NULL, SERVERS, SITE, served
from tests.benchmarks.site_of_any_size import path_of
from tests.benchmarks.subjects import PAST_THE_CACHE, REPLIES, WEIGHED, subjects
from tests.benchmarks.weight import weigh

COMMENTS, POSTS, SEARCHED = 1_000_000, 1_000, 20_000
SESSION = """
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.force_login(User.objects.get(username="bench"))
print(client.cookies["sessionid"].value)
"""


def main():
    asked = _arguments()
    sizes = (
        Size("conversation", asked.comments, POSTS, tuple(sorted({*REPLIES, WEIGHED}))),
        Size("library", 0, asked.posts),
    )
    KEPT.mkdir(parents=True, exist_ok=True)
    kept_sites.manage("sqlite://:memory:", "collectstatic", "--no-input", "--verbosity=0")
    results = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "server": asked.server,
        "python": platform.python_version(),
        "comments": asked.comments,
        "posts_searched": asked.posts,
        "rounds": asked.rounds,
        "seconds": asked.seconds,
        "databases": {},
    }
    for name, copies in _databases(asked, sizes):
        with ExitStack() as stack:
            addresses = [stack.enter_context(copy()) for copy in copies]
            results["databases"][name] = measured = _measure(asked, *addresses)
        print("\n", *table.lines(name, measured), sep="\n", flush=True)
    (KEPT / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    if asked.draw:
        (ROOT / "docs" / "looks" / "bench.svg").write_text(drawing.draw(results))


def _arguments():
    from tests.servers import find_postgres

    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--comments", type=int, default=COMMENTS)
    parser.add_argument("--posts", type=int, default=SEARCHED, help="that are searched")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2, help="of each subject in a round")
    parser.add_argument("--server", choices=SERVERS, default="gunicorn")
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="one database")
    parser.add_argument("--no-drawing", dest="draw", action="store_false")
    asked = parser.parse_args()
    asked.postgres = "" if asked.only == "sqlite" else find_postgres()
    if asked.only == "postgres" and not asked.postgres:
        sys.exit("No PostgreSQL server answers: see POSTGRES_URL in tests/servers.py.")
    return asked


def _databases(asked, sizes):
    """Pairs of a name and what makes a copy of each site."""
    if asked.only != "postgres":
        yield "SQLite", [lambda size=size: copy_in_sqlite(size) for size in sizes]
    if asked.postgres:
        name = "PostgreSQL, Redis" if os.environ.get("CACHE_URL") else "PostgreSQL"
        yield name, [lambda size=size: copy_in_postgres(size, asked.postgres) for size in sizes]


def _measure(asked, conversation, library):
    session = kept_sites.manage(conversation, "shell", "--verbosity=0", "-c", SESSION).split()[-1]
    weighed, null = path_of(WEIGHED), {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.null"}
    with ExitStack() as stack:

        def serve(application, path, **environment):
            return stack.enter_context(served(asked.server, application, path, **environment))

        servers = {
            "null": serve(NULL, "/null/", **null),
            "conversation": serve(SITE, "/", DATABASE_URL=conversation),
            "library": serve(SITE, "/", DATABASE_URL=library),
        }
        ports = {name: port for name, (_pid, port) in servers.items()}
        weight = {one: weigh(ports["conversation"], weighed, one) for one in ("gzip", "br")}
        every = list(subjects(ports, session))
        figures = measure(every, servers, rounds=asked.rounds, seconds=asked.seconds)
    with served(asked.server, SITE, "/", workers=1, DATABASE_URL=conversation) as one:
        memory = memory_of_one_process(*one, _mixed(STEPS[-1]))
    past = [path_of(number) + PAST_THE_CACHE for number in REPLIES]
    paths = [*past, "/" + PAST_THE_CACHE]
    queries = kept_sites.run("-m", "tests.benchmarks.in_process", *paths, DATABASE_URL=conversation)
    return {
        "figures": figures, "memory": memory, "weight": weight, "queries": json.loads(queries),
    }  # fmt: skip


def _mixed(number):
    """Requests as readers send them: the same few pages, and now and then any other."""
    paths = [path_of(replies) for replies in REPLIES] + ["/", "/feed/"]
    return [
        load.request(
            paths[n % len(paths)] if n % 8 else f"/posts/bench-{n // 8 % POSTS}/",
            **load.LIKE_A_BROWSER,
        )
        for n in range(number)
    ]


if __name__ == "__main__":
    main()
