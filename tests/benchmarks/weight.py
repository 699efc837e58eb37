"""What a post page weighs on the wire, with all that a browser fetches for it."""

import re
import sys

from tests.benchmarks import load

FILES = re.compile(rb'(?:href|src)="(/static/[^"]+\.(?:css|js))"')


def weigh(port, path, encoding):
    """{address: bytes of its body}, compressed as the server sends it."""
    plain = _body(port, path, "identity")
    files = [name.decode() for name in sorted(set(FILES.findall(plain)))]
    return {name: len(_body(port, name, encoding)) for name in (path, *files)}


def _body(port, path, encoding):
    status, _head, body = load.ask(port, load.request(path, Accept_Encoding=encoding))
    if status != 200:
        sys.exit(f"{path} answered {status}")
    return body
