"""Who writes takes turns, so that a flood of replies leaves room for readers.

A process has one Python, whatever its threads: eight replies at once are done no sooner than one
after the other, and all that time nobody who only reads would find a free thread.
"""

from contextlib import ExitStack
from threading import BoundedSemaphore

READS = {"GET", "HEAD"}


def in_turns(application, *, writers, all_together):
    """The WSGI application, entered by no more than so many threads at once.

    `writers`: requests that may change something, and wait for each other first. Who waits, waits
    in a thread: there must be more of those.
    """
    writing, working = BoundedSemaphore(writers), BoundedSemaphore(all_together)

    def by_turns(environ, start_response):
        with ExitStack() as turn:
            if environ["REQUEST_METHOD"] not in READS:
                turn.enter_context(writing)
            turn.enter_context(working)
            return application(environ, start_response)

    return by_turns
