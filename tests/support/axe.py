"""Run the accessibility checker axe-core on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.site import ROOT
from tests.support.unseen import without

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Beside its own choice, what WCAG asks of contrast for AAA (7 to 1), and of targets.
BEYOND = ("color-contrast-enhanced", "target-size")
OPTIONS = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in BEYOND}}
# All that another palette or another width can change of what was looked at before: most of the other rules ask for
# names and roles.
SEEN = ("color-contrast", "link-in-text-block", *BEYOND)

RUN = without("([context, options]) => axe.run(context, options)")


def violations(page: Page, selector: str = "article", rules: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds wrong inside the first element that fits, one readable text for each finding.

    With `rules`, such as `SEEN`, by these only. Fails the test where axe-core has not been fetched or nothing fits the
    selector.
    """
    if not SCRIPT.is_file():
        pytest.fail("axe-core is not here. Fetch the npm parts with `make parts` (or `npm ci`).")
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    # Nor does a list of pages lie half below its own heading, as it does where it is scrolled to the page's entry.
    page.evaluate("document.querySelectorAll('.md-sidebar__scrollwrap').forEach(list => list.scrollTo(0, 0))")
    if selector != "html":
        # What the header covers, on a page that is scrolled, would be taken for a small target.
        page.add_style_tag(content=".md-header { visibility: hidden }")
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = page.evaluate(RUN, [selector, OPTIONS | only])
    return [describe(violation) for violation in found["violations"]]


def describe(violation: dict[str, Any]) -> str:
    """Return rule, severity and, line by line, each element at fault with what is wrong with it."""
    head = f"{violation['id']} ({violation['impact']}): {violation['help']}"
    nodes = [f"  {' '.join(map(str, node['target']))}: {summary(node)}" for node in violation["nodes"]]
    return "\n".join([head, *nodes])


def summary(node: dict[str, Any]) -> str:
    """Return in one line what would mend the element."""
    return "; ".join(line.strip() for line in node["failureSummary"].splitlines()[1:])
