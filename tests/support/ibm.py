"""Run IBM's accessibility checker on a page or a part of it: what it calls a violation that it is sure of.

What it only asks about ("verify that …") is no finding, and the rules that can do nothing else are not run; nor are
those about contrast and targets, which axe-core and `tests/support/reach.py` measure at more widths and palettes.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.support.site import ROOT
from tests.support.unseen import without

SCRIPT = ROOT / "node_modules" / "accessibility-checker-engine" / "ace.js"
POLICIES = ["IBM_Accessibility", "WCAG_2_2"]
MEASURED_ELSEWHERE = ["text_contrast_sufficient", "target_spacing_sufficient"]


class Aside(NamedTuple):
    """Findings that stay: of this rule, at elements that fit the selector."""

    rule: str
    selector: str


# The theme opens the drawer, the search and a section of the list of pages by boxes to tick that are not shown; their
# labels are its buttons. HTML lets a label have neither a role nor a name of its own, and scripts and styles of the
# theme hang on them. Keyboard and screen reader have other ways, which tests/browser/test_reading.py goes.
_SWITCHES = ":is(label[for^=__], label.md-overlay)"
LEFT_ASIDE = {
    Aside("label_ref_valid", _SWITCHES): "what a label of the theme switches is not shown",
    Aside(
        "label_content_exists", _SWITCHES
    ): "a label of the theme is a sign, or lies over the page to close something",
    Aside("form_label_unique", _SWITCHES): "the theme opens and closes the same from several places",
    Aside(
        "element_tabbable_role_valid", "label.md-nav__link"
    ): "the theme's way to fold a section of the list of pages",
    Aside("aria_attribute_valid", "nav[aria-expanded]"): "the theme's script says so whether a section is folded",
    Aside("aria_content_in_landmark", "a.md-skip"): "the link over the header stands before it, as it has to",
    Aside("aria_content_in_landmark", "#__drawer"): "on a phone, what the theme's style finds the list of pages behind",
    Aside(
        "element_tabbable_role_valid", "pre > code"
    ): "the theme's script finds that it scrolls, by less than its padding",
}
"""With the reason why each stays."""

RUN = without("""async ([policies, elsewhere, asides, selector]) => {
  const checker = new ace.Checker();
  const finds = (id) => /RuleFail/.test(checker.engine.getRule(id).run) && !elsewhere.includes(id);
  for (const policy of policies) checker.rulesetRules[policy] = checker.rulesetRules[policy].filter(finds);
  const { results } = await checker.check(document.querySelector(selector), policies);
  const found = results.filter(({ value }) => value[0] === "VIOLATION" && value[1] === "FAIL");
  const place = ({ ruleId, node }) =>
    asides.findIndex(([rule, selector]) => rule === ruleId && node.matches(selector));
  return found.map((each) => [place(each), `${each.ruleId}: ${each.message}\n  ${each.snippet}\n  ${each.path.dom}`]);
}""")


class Found(NamedTuple):
    """What the checker found on a page: what is wrong, in readable texts, and which of the findings that stay."""

    wrong: list[str]
    aside: set[Aside]


def check(page: Page, selector: str = "html") -> Found:
    """Check the whole page, or the first element that fits, as it is now. Fails the test where the checker has not
    been fetched."""
    if not SCRIPT.is_file():
        pytest.fail("IBM's checker is not here. Fetch the npm parts with `make parts` (or `npm ci`).")
    if not page.evaluate("'ace' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    asides = list(LEFT_ASIDE)
    found: list[tuple[int, str]] = page.evaluate(RUN, [POLICIES, MEASURED_ELSEWHERE, asides, selector])
    return Found([text for place, text in found if place < 0], {asides[place] for place, _ in found if place >= 0})
