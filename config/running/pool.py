"""Django works in a few threads of its own, so that a flood of replies leaves room for readers.

A process has one Python, whatever its threads: eight replies at once are done no sooner than one
after the other. The server has threads enough to wait in; a kept page is answered there, at once.
Fewer threads that work also are fewer connections, each with memory of its own.
"""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO

READS = {"GET", "HEAD"}
TAKEN_AHEAD = 1024 * 1024  # bytes of a body


class Pool:
    """A WSGI application in front of another, which is called by threads of the pool."""

    def __init__(self, application, *, writers, readers):
        """`writers`: threads for requests that may change something, first come, first served."""
        self._application = application
        # They start with their first request: after the server has forked.
        self._writers = ThreadPoolExecutor(writers, "writer")
        self._readers = ThreadPoolExecutor(readers, "reader")

    def __call__(self, environ, start_response):
        threads = self._readers if environ["REQUEST_METHOD"] in READS else self._writers
        _take_body(environ)
        context = copy_context()  # with the request's id, for the log
        return threads.submit(context.run, self._answer, environ, start_response).result()

    def _answer(self, environ, start_response):
        response = self._application(environ, start_response)
        # What is sent as it is read is read by the server's thread, with a connection of its own.
        if not getattr(response, "streaming", True):
            response.close()  # here, or this thread's connection would not be looked after
            response.close = _is_closed
        return response


def _take_body(environ):
    """Who sends a form slowly keeps a thread of the server waiting, and no writer."""
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and 0 < int(length) <= TAKEN_AHEAD:
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))


def _is_closed():
    """A WSGI server closes what it has sent."""
