"""The figures as a picture for the README: a dot each, on a scale whose every step is tenfold."""

from html import escape
from math import log10

LEFT, RIGHT, TOP, ROW, WIDTH = 290, 30, 78, 26, 760  # pixels
TICKS = (0.1, 1, 10, 100)  # CPU-ms
COLOURS = ("#0a7d6b", "#c2570c")  # of the first database and the second; readable on both grounds
STYLE = """
    text { font: 13px system-ui, sans-serif; fill: #222 }
    .title { font-weight: 600; font-size: 15px } .quiet { fill: #666 }
    line { stroke: #8886; stroke-width: 1 } .null { stroke-dasharray: 4 3; stroke: #888 }
    @media (prefers-color-scheme: dark) { text { fill: #e6e6e6 } .quiet { fill: #a5a5a5 } }
"""


def draw(results):
    """An SVG of `results`, as results.json has them."""
    measured = {name: one["figures"] for name, one in results["databases"].items()}
    names = list(next(iter(measured.values())))
    height = TOP + ROW * len(names) + 34
    pieces = [
        *_head(results, measured, height),
        *_scale(height),
        *(piece for place, name in enumerate(names) for piece in _row(place, name, measured)),
        *_legend(measured),
        "</svg>",
    ]
    return "\n".join(pieces) + "\n"


def _head(results, measured, height):
    told = "; ".join(
        f"{name}: {database} {row['cpu_ms']:.2f}"
        for database, figures in measured.items()
        for name, row in figures.items()
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="title told">'
    )
    yield f'<title id="title">{escape(_title(results))}</title>'
    yield f'<desc id="told">{escape(told)}</desc>'
    yield f"<style>{STYLE}</style>"
    yield f'<text class="title" x="12" y="24">{escape(_title(results))}</text>'


def _title(results):
    return f"CPU-ms per request, {results['comments']:,} comments, {results['server']}"


def _scale(height):
    for tick in TICKS:
        x = _x(tick)
        yield f'<line x1="{x}" y1="{TOP - 12}" x2="{x}" y2="{height - 30}"/>'
        yield f'<text class="quiet" x="{x}" y="{height - 12}" text-anchor="middle">{tick}</text>'


def _row(place, name, measured):
    y = TOP + ROW * place + 6
    yield f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
    for number, figures in enumerate(measured.values()):
        cpu = figures[name]["cpu_ms"]
        # One above the other where both are alike.
        yield f'<circle cx="{_x(cpu)}" cy="{y + 4 * number - 2}" r="5" fill="{COLOURS[number]}"/>'


def _legend(measured):
    for number, database in enumerate(measured):
        x = 18 + 150 * number
        yield f'<circle cx="{x}" cy="46" r="5" fill="{COLOURS[number]}"/>'
        yield f'<text x="{x + 12}" y="51">{escape(database)}</text>'


def _x(cpu):
    lowest, highest = log10(TICKS[0]), log10(TICKS[-1])
    part = (min(max(log10(cpu), lowest), highest) - lowest) / (highest - lowest)
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)
