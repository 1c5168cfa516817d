"""What of a page the keyboard and a thumb reach: no stop of the focus off the screen, no target too small to hit."""

from __future__ import annotations

from playwright.sync_api import Page

_COMMON = """
// Of choices that belong together the keyboard stops at one.
const isStop = (each) => {
  const others = document.querySelectorAll(`input[type=radio][name="${each.name}"]`);
  const group = each.type === "radio" ? [...others] : [each];
  return (group.find(({ checked }) => checked) ?? group[0]) === each;
};
const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
  (each) => each.tabIndex >= 0 && !each.disabled && isStop(each) && each.checkVisibility({ visibilityProperty: true }));
const told = (each) => `${each.tagName}.${each.className} ${each.id} ${each.textContent.trim().slice(0, 30)}`;
// A box that only stands behind its sign is where the sign is.
const place = (each) => {
  const own = each.getBoundingClientRect();
  const labels = [...(each.labels ?? []), each.nextElementSibling ?? each];
  const signs = labels.map((label) => label.getBoundingClientRect()).filter(({ width }) => width);
  return getComputedStyle(each).opacity === "0" && signs.length ? signs[0] : own;
};
"""
# A browser without a window in front tells pages of no focus.
_TELL = """
const tell = (each, type) => document.hasFocus() || each.dispatchEvent(new FocusEvent(type, { bubbles: true }));"""
# The search comes onto the screen when it is focused, and not before; `test_the_search_opens` looks at that.
OFF = f"""() => {{{_COMMON}{_TELL}
  return stops.filter((each) => !each.closest(".md-search")).filter((each) => {{
    // A number that lies outside the part of a drawing that is shown comes there with the focus.
    each.focus({{ preventScroll: true }});
    tell(each, "focusin");
    each.scrollIntoView({{ block: "nearest", inline: "nearest", behavior: "instant" }});
    const {{ left, right, width, height }} = place(each);
    tell(each, "focusout");
    return left < -1 || right > innerWidth + 1 || !width || !height;
  }}).map(told);
}}"""
# Links in running text may be as high as its lines, and so may the entries of a matrix and what a formula leads to; a
# number or a box of a drawing has a field of full height below the drawing.
SMALL = f"""(least) => {{{_COMMON}
  const exempt = ":is(.bp-text, .bp-grid, .bp-structure) a, .bp-over *, .bp-frame, .bp-formula, .bp-drawing, table";
  return stops.filter((each) => each.closest(".bp-figure") && !each.matches(exempt)).filter((each) => {{
    const sign = ["checkbox", "radio"].includes(each.type) ? each.labels?.[0] ?? each : each;
    const {{ width, height }} = sign.getBoundingClientRect();
    return height < least || width < 24;
  }}).map(told);
}}"""
THUMB = 44


def off_screen(page: Page) -> list[str]:
    """The stops of the focus that lie beside the window, however far the page is scrolled."""
    found: list[str] = page.evaluate(OFF)
    return found


def small(page: Page, least: int = THUMB) -> list[str]:
    """What a thumb has to hit in a figure and is lower than this, in CSS pixels."""
    found: list[str] = page.evaluate(SMALL, least)
    return found
