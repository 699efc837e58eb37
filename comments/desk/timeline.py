"""An author's comments on a line of time, as points of a small drawing. Pure."""

from typing import NamedTuple

WIDTH, HEIGHT, MIDDLE = 240, 40, 16
LEFT, RIGHT = 8, 208  # where the first and the last disc stand; "now" has its own at 231
APART = 15  # discs don't cover each other
SHOWN = 14  # the newest
LOOKS = {"approved": "ok", "spam": "no", "removed": "mid", "pending": "open"}


class Point(NamedTuple):
    x: float
    looks: str

    @property
    def is_crossed(self):
        return self.looks in {"no", "mid"}

    @property
    def cross(self):
        return f"M{self.x - 3:.1f} {MIDDLE - 3}l6 6m0-6l-6 6"


def points_of(dated):
    """`dated`: pairs of a time and a status, in any order. The newest, from left to right."""
    newest = sorted(dated)[-SHOWN:]
    if not newest:
        return []
    first, last = newest[0][0], newest[-1][0]
    length = (last - first).total_seconds() or 1
    places = [
        LEFT + (RIGHT - LEFT) * ((at - first).total_seconds() / length if len(newest) > 1 else 0.5)
        for at, _status in newest
    ]
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + APART)
    for place in range(len(places) - 1, -1, -1):
        room = RIGHT - APART * (len(places) - 1 - place)
        places[place] = min(places[place], room)
    return [
        Point(round(x, 1), LOOKS[status]) for x, (_at, status) in zip(places, newest, strict=True)
    ]
