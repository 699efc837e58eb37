"""A bar that moves: on a terminal in place, anywhere else a line for each tenth."""

import sys
import time

WIDTH = 30  # characters


class Progress:
    def __init__(self, total, things, *, to=sys.stderr):
        self.total, self.things, self.to = total, things, to
        self.done, self.said, self.started = 0, -1, time.monotonic()

    def add(self, number):
        self.done += number
        percent = min(100, 100 * self.done // max(1, self.total))
        step = percent if self.to.isatty() else percent // 10 * 10
        if step == self.said:
            return
        self.said = step
        bar = ("#" * (WIDTH * percent // 100)).ljust(WIDTH, ".")
        seconds = time.monotonic() - self.started
        self.to.write(
            f"{'\r' if self.to.isatty() else ''}[{bar}] {percent:3} %  {self.done:,} of "
            f"{self.total:,} {self.things}, {seconds:.0f} s"
            f"{'' if self.to.isatty() and percent < 100 else '\n'}"
        )
        self.to.flush()


class Silent:
    def add(self, number):
        pass
