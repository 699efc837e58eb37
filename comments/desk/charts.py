"""Small charts as SVG. Pure: numbers in, markup out; every number stands in the label as well.

Colours come from classes; whoever shows one puts its numbers in text beside it.
"""

from django.utils.html import format_html, format_html_join

WIDTH, HEIGHT = 168, 52
GAP, ROUND = 3, 1
DOT = 3


def bars(days, *, label):
    """Two parts stacked for each day: [(good, bad)], none negative."""
    step, most = WIDTH / max(len(days), 1), max((sum(day) for day in days), default=0)
    parts = []
    for number, (good, bad) in enumerate(days):
        upper, lower = _height(bad, most), _height(good, most)
        x = number * step
        parts += [
            ("ok", _number(x), _number(HEIGHT - lower), _number(step - GAP), _number(lower)),
            ("no", _number(x), _number(HEIGHT - lower - upper), _number(step - GAP),
             _number(max(upper - ROUND, 0) if lower else upper)),
        ]  # fmt: skip
    rects = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1"/>',
        (part for part in parts if float(part[-1]) > 0),
    )
    return _svg(label, rects)


def line(values, *, label):
    """One point for each day; None leaves a gap."""
    step, most = WIDTH / max(len(values) - 1, 1), max(filter(None, values), default=0)
    points = [
        (number * step, HEIGHT - _height(value, most))
        for number, value in enumerate(values)
        if value is not None
    ]
    if not points:
        return _svg(label, "")
    path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    x, y = points[-1]
    drawn = format_html(
        '<polyline class="ln" points="{}"/><circle class="ok" cx="{}" cy="{}" r="{}"/>',
        path, _number(x), _number(y), DOT,
    )  # fmt: skip
    return _svg(label, drawn)


def share(part, whole, *, label):
    """How much of a whole, as a bar of its own."""
    width = WIDTH * part / whole if whole else 0
    drawn = format_html(
        '<rect class="whole" width="{}" height="6" rx="3"/>'
        '<rect class="no" width="{}" height="6" rx="3"/>',
        WIDTH, _number(width),
    )  # fmt: skip
    return format_html(
        '<svg class="chart" viewBox="0 0 {} 6" role="img" aria-label="{}">{}</svg>',
        WIDTH, label, drawn,
    )  # fmt: skip


def _svg(label, drawn):
    return format_html(
        '<svg class="chart" viewBox="0 -4 {} {}" role="img" aria-label="{}">{}'
        '<path class="ax" d="M0 {}.5H{}"/></svg>',
        WIDTH, HEIGHT + 5, label, drawn, HEIGHT, WIDTH,
    )  # fmt: skip


def _height(value, most):
    return HEIGHT * value / most if most else 0


def _number(value):
    """With a point, whatever the language, and no longer than the eye sees."""
    return f"{value:.1f}"
