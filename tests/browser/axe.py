"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe().axe_script
COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page, only=RULES):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found_in = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        (found["id"], node["target"], node["failureSummary"])
        for found in found_in
        for node in found["nodes"]
    ]


def violations_by_any_light(page):
    """By night no more than the colours are others, and those change at once."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    by_day = violations(page)
    page.emulate_media(color_scheme="dark")
    return by_day + violations(page, only=COLOURS)
