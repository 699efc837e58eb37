"""Who writes takes turns, in threads of the pool, and keeps no reader waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from config.running.pool import TAKEN_AHEAD, Pool
from config.running.request_id import current, with_request_id

SOON = 10  # seconds
GET, POST = {"REQUEST_METHOD": "GET"}, {"REQUEST_METHOD": "POST"}


@pytest.fixture
def server():
    """Threads that ask, as a server's do."""
    with ThreadPoolExecutor(8) as threads:
        yield threads


def pool_of(application):
    return Pool(application, writers=1, readers=2)


def test_two_that_write_are_worked_on_one_after_the_other(server):
    at_work, together = threading.Semaphore(1), []

    def application(_environ, _start):
        together.append(not at_work.acquire(blocking=False))
        threading.Event().wait(0.01)
        at_work.release()
        return []

    pool = pool_of(application)
    for asked in [server.submit(pool, dict(POST), None) for _ in range(8)]:
        asked.result(SOON)

    assert together == [False] * 8


def test_who_reads_is_answered_while_others_write(server):
    may_end = threading.Event()

    def application(environ, _start):
        return [] if environ["REQUEST_METHOD"] == "GET" else [may_end.wait(SOON)]

    pool = pool_of(application)
    writers = [server.submit(pool, dict(POST), None) for _ in range(4)]
    read = server.submit(pool, dict(GET), None).result(SOON)
    may_end.set()

    assert read == []
    assert [writer.result(SOON) for writer in writers] == [[True]] * 4


def test_who_sends_a_form_slowly_keeps_no_writer(server):
    may_send = threading.Event()

    class Slow(BytesIO):
        def read(self, size=-1):
            may_send.wait(SOON)
            return super().read(size)

    def form(stream):
        return POST | {"CONTENT_LENGTH": "6", "wsgi.input": stream}

    pool = pool_of(lambda environ, _start: [environ["wsgi.input"].read()])
    slow = server.submit(pool, form(Slow(b"body=a")), None)
    assert server.submit(pool, form(BytesIO(b"body=b")), None).result(SOON) == [b"body=b"]
    may_send.set()

    assert slow.result(SOON) == [b"body=a"]


@pytest.mark.parametrize("length", [str(TAKEN_AHEAD + 1), "", "-1", "many", "²"])
def test_a_body_that_is_large_or_says_no_length_is_read_by_the_application(length):
    stream = BytesIO(b"body=x")
    taken = []

    pool_of(lambda environ, _start: taken.append(environ["wsgi.input"]) or [])(
        POST | {"CONTENT_LENGTH": length, "wsgi.input": stream}, None
    )

    assert taken == [stream]


def test_an_answer_is_closed_once_by_the_thread_that_made_it():
    closed_by = []

    class Response(HttpResponse):
        def close(self):
            closed_by.append(threading.current_thread().name)

    response = pool_of(lambda _environ, _start: Response("text"))(dict(GET), None)
    response.close()

    assert (b"".join(response), closed_by) == (b"text", ["reader_0"])


def test_what_is_sent_as_it_is_read_is_left_open():
    read_by = []

    def lines():
        read_by.append(threading.current_thread())
        yield b"line"

    response = pool_of(lambda _environ, _start: StreamingHttpResponse(lines()))(dict(GET), None)

    assert (b"".join(response), read_by) == (b"line", [threading.current_thread()])


def test_what_fails_fails_in_the_server_s_thread():
    with pytest.raises(ZeroDivisionError):
        pool_of(lambda _environ, _start: 1 / 0)(dict(GET), None)


def test_the_request_s_id_is_known_there():
    heads, ids = [], []
    application = with_request_id(
        pool_of(lambda _environ, start: start("200 OK", []) or ids.append(current()) or [])
    )

    application(dict(GET), lambda _status, headers, _info: heads.extend(headers))

    assert heads == [("X-Request-ID", ids[0])]
