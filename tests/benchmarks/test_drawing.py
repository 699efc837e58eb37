from xml.etree import ElementTree

from tests.benchmarks import table
from tests.benchmarks.drawing import draw

FIGURES = {
    "null view": {"cpu_ms": 0.5, "per_second": 2000, "median_ms": 1, "p99_ms": 5, "bytes": 0},
    "post page": {"cpu_ms": 0.3, "per_second": 4000, "median_ms": 1, "p99_ms": 4, "bytes": 20},
}
MEASURED = {
    "figures": FIGURES,
    "queries": {"/": 5},
    "memory": [(1000, 50.0, 40.0)],
    "weight": {"br": {"/": 10, "/a.css": 5}},
}
RESULTS = {
    "comments": 1000,
    "server": "gunicorn",
    "databases": {"SQLite": MEASURED, "PostgreSQL": MEASURED},
}
SVG = "{http://www.w3.org/2000/svg}"


def test_every_figure_is_a_dot_and_is_said():
    drawn = ElementTree.fromstring(draw(RESULTS))

    rows = [dot for dot in drawn.iter(f"{SVG}circle") if float(dot.get("cy")) > 50]
    assert len(rows) == 2 * len(FIGURES)
    assert "post page: PostgreSQL 0.30" in drawn.find(f"{SVG}desc").text
    assert drawn.get("aria-labelledby") == "title told"


def test_what_costs_more_stands_further_right():
    dots = ElementTree.fromstring(draw(RESULTS)).findall(f"{SVG}circle")

    null, _twin, page = (float(dot.get("cx")) for dot in dots[:3])
    assert null > page


def test_ratios_are_to_the_null_view_of_the_same_run():
    (line,) = [line for line in table.lines("SQLite", MEASURED) if line.startswith("post page  ")]

    assert line.split()[2:4] == ["0.30", "0.60"]
