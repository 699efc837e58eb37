"""Kept pages, as many as fit: those that nobody has asked for the longest make room."""

import threading
from collections import OrderedDict
from contextlib import contextmanager

LARGEST_SHARE = 8  # one page takes no more than this part of it


class Store:
    def __init__(self, capacity):
        """`capacity`: bytes."""
        self.capacity, self.weight = capacity, 0
        self._pages = OrderedDict()
        self._lock = threading.Lock()
        self._makers = {}  # of a key: its lock, and how many want it

    def get(self, key):
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        with self._lock:
            self._drop(key)
            if page.weight > self.capacity // LARGEST_SHARE:
                return
            self._pages[key] = page
            self.weight += page.weight
            while self.weight > self.capacity:
                self._drop(next(iter(self._pages)))

    def forget(self, key):
        with self._lock:
            self._drop(key)

    @contextmanager
    def one_maker(self, key, *, patience):
        """Of those that want the same page one makes it; the others wait, `patience` seconds."""
        with self._lock:
            lock, wanted = self._makers.get(key, (threading.Lock(), 0))
            self._makers[key] = lock, wanted + 1
        is_mine = lock.acquire(timeout=patience)
        try:
            yield
        finally:
            if is_mine:
                lock.release()
            with self._lock:
                lock, wanted = self._makers.pop(key)
                if wanted > 1:
                    self._makers[key] = lock, wanted - 1

    def _drop(self, key):
        page = self._pages.pop(key, None)
        if page is not None:
            self.weight -= page.weight

    def __len__(self):
        return len(self._pages)
