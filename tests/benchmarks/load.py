"""Load on a server, over raw sockets with keep-alive: many connections, one thread."""

import itertools
import selectors
import socket
import time
from collections import Counter
from dataclasses import dataclass, field

PATIENCE = 30  # seconds without any answer
# Answers. Which process accepts a connection is chance, and all four with one cost it twice as much
# each as two and two: a run takes many draws instead of one.
RENEWED_AFTER = 50
LIKE_A_BROWSER = {"Accept_Encoding": "gzip, deflate, br"}


@dataclass
class Answers:
    latencies: list = field(default_factory=list)  # seconds
    statuses: Counter = field(default_factory=Counter)
    seconds: float = 0
    reconnected: int = 0
    head: bytes = b""  # of the last answer
    body: bytes = b""

    @property
    def number(self):
        return len(self.latencies)


def request(path, *, method="GET", host="testserver", body=b"", **headers):
    """The bytes of one request; `accept_encoding="br"` is the header Accept-Encoding."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "User-Agent: bench"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += [f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(port, one):
    """(status, head, body) of a single request on a connection of its own."""
    answers = run(port, [one], number=1, connections=1)
    (status,) = answers.statuses
    return status, answers.head, answers.body


def run(port, requests, *, number=None, seconds=None, connections=4):
    """Send `requests`, over and over, until `number` are answered or `seconds` are gone.

    Each connection waits for its answer before it sends the next.
    """
    answers, coming = Answers(), itertools.cycle(requests)
    started = time.perf_counter()
    left = itertools.count() if number is None else iter(range(number))
    ends = started + seconds if seconds else float("inf")
    with selectors.DefaultSelector() as selector:
        for _connection, _one in zip(range(connections), left, strict=False):
            Connection(port, selector).send(next(coming))
        while selector.get_map():
            ready = selector.select(PATIENCE)
            if not ready:
                raise TimeoutError(f"No answer on port {port} in {PATIENCE} seconds.")
            for key, _events in ready:
                connection = key.data
                if connection.receive(answers):
                    if time.perf_counter() < ends and next(left, None) is not None:
                        connection.send(next(coming))
                    else:
                        connection.close()
    answers.seconds = time.perf_counter() - started
    return answers


class Connection:
    def __init__(self, port, selector):
        self.port, self.selector, self.socket, self.answered = port, selector, None, 0

    def send(self, sent):
        self.sent, self.received = sent, b""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.selector.register(self.socket, selectors.EVENT_READ, self)
        self.sent_at = time.perf_counter()
        self.socket.sendall(sent)

    def receive(self, answers):
        """Read what is there; returns whether the answer is complete."""
        try:
            piece = self.socket.recv(1 << 20)
        except ConnectionResetError:
            piece = b""
        self.received += piece
        end = self.received.find(b"\r\n\r\n")
        if not piece and not self.received:  # the server ends idle connections, as it may
            answers.reconnected += 1
            self.close()
            self.send(self.sent)
            return False
        if end < 0 or not self._is_complete(end + 4, closed=not piece):
            if not piece:
                raise ConnectionError(f"Half an answer: {self.received[:200]!r}")
            return False
        answers.latencies.append(time.perf_counter() - self.sent_at)
        answers.head, answers.body = self.received[: end + 4], self.received[end + 4 :]
        answers.statuses[int(self.received[9:12])] += 1
        self.answered += 1
        is_old = self.answered % RENEWED_AFTER == 0
        if not piece or is_old or b"connection: close" in answers.head.lower():
            self.close()
        return True

    def close(self):
        if self.socket is not None:
            self.selector.unregister(self.socket)
            self.socket.close()
            self.socket = None

    def _is_complete(self, start, *, closed):
        head = self.received[:start].lower()
        if head[9:12] in (b"304", b"204") or self.sent.startswith(b"HEAD"):
            return True
        _before, found, after = head.partition(b"\r\ncontent-length:")
        if found:
            return len(self.received) - start >= int(after.partition(b"\r\n")[0])
        if b"\r\ntransfer-encoding: chunked" in head:
            return self.received.endswith(b"0\r\n\r\n")
        return closed
