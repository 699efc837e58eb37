"""Rows that every page needs and that hardly ever change: read once for each state of the site."""

from django.db import connection

from posts.pagecache import version

_all = []


class Remembered:
    """Called, it gives what `load()` gave, until something changes that is no conversation.

    One object for all threads: it is for reading. Inside a transaction nothing is remembered, for
    what was read there may be taken back.
    """

    def __init__(self, load):
        self._load, self._known = load, (None, None)
        _all.append(self)

    def __call__(self):
        if connection.in_atomic_block:
            return self._load()
        try:
            now = version.of_site()  # before it is read: what changes meanwhile makes it old
        except version.Unknown:
            return self._load()
        known, value = self._known
        if known != now:
            value = self._load()
            self._known = now, value
        return value

    def forget(self):
        self._known = None, None


def forget_all():
    for one in _all:
        one.forget()
