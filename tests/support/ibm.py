"""Run IBM's accessibility checker on a page or a part of it: what it calls a violation that it is sure of.

What it only asks about ("verify that …") is no finding, and the rules that can do nothing else are not run; nor are
those about contrast and targets, which axe-core and `tests/support/reach.py` measure at more widths and palettes.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.site import ROOT
from tests.support.unseen import without

SCRIPT = ROOT / "node_modules" / "accessibility-checker-engine" / "ace.js"
POLICIES = ["IBM_Accessibility", "WCAG_2_2"]
MEASURED_ELSEWHERE = ["text_contrast_sufficient", "target_spacing_sufficient"]


RUN = without("""async ([policies, elsewhere, selector]) => {
  const checker = new ace.Checker();
  const finds = (id) => /RuleFail/.test(checker.engine.getRule(id).run) && !elsewhere.includes(id);
  for (const policy of policies) checker.rulesetRules[policy] = checker.rulesetRules[policy].filter(finds);
  const { results } = await checker.check(document.querySelector(selector), policies);
  const found = results.filter(({ value }) => value[0] === "VIOLATION" && value[1] === "FAIL");
  return found.map(({ ruleId, message, snippet, path }) => `${ruleId}: ${message}\n  ${snippet}\n  ${path.dom}`);
}""")


def check(page: Page, selector: str = "html") -> list[str]:
    """What it finds on the whole page, or in the first element that fits, as it is now: a readable text for each
    finding. Fails the test where the checker has not been fetched."""
    if not SCRIPT.is_file():
        pytest.fail("IBM's checker is not here. Fetch the npm parts with `make parts` (or `npm ci`).")
    if not page.evaluate("'ace' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, [POLICIES, MEASURED_ELSEWHERE, selector])
    return found
