"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        (found["id"], node["target"], node["failureSummary"])
        for found in results.response["violations"]
        for node in found["nodes"]
    ]
