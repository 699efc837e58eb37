"""What browsers get of our styles says the same as what we wrote."""

import re

import pytest

from tests.servers import ROOT

STYLES = sorted([*ROOT.glob("posts/static/**/*.css"), *ROOT.glob("comments/static/**/*.css")])
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText);
}"""
# Kept by a browser as it was typed; and the names that collecting gives to fonts.
TYPED = [
    (re.compile(r"\s+"), " "),
    (re.compile(r", "), ","),
    (re.compile(r"((?:--|\()[\w-]+): "), r"\1:"),
    (re.compile(r"\.[0-9a-f]{12}(?=\.)"), ""),
]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_browser_reads_the_same_rules_in_it(visit, static_root, path):
    page = visit("/")
    (collected,) = static_root.glob(f"*/{path.stem}.{'[0-9a-f]' * 12}.css")

    assert rules_of(page, path) == rules_of(page, collected) != []


def rules_of(page, path):
    rules = page.evaluate(RULES, path.read_text())
    for typed, meant in TYPED:
        rules = [typed.sub(meant, rule) for rule in rules]
    return rules
