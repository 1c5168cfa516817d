"""Pages for those who go by keyboard on a phone, who read large or wide letters, and who listen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import SIGNS
from tests.support.axe import SEEN, violations
from tests.support.book import DARK, MOUNTS
from tests.support.gates import some
from tests.support.pages import Pages, settled
from tests.support.reach import THUMB, off_screen, small
from tests.support.server import Server, serve

CHAPTER = "chain-rule-and-backpropagation/"
TRANSCRIPT = Path(__file__).parent / "transcripts" / "smallest.txt"
LARGE = "html { font-size: 250% !important }"  # the theme's own is 125 %
# https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-bottom: 2em !important }"
)
# In how many pixels the buttons of a figure reach into its drawing.
OVER = """() => [...document.querySelectorAll(".bp-figure.bp-ready")].flatMap((figure) => {
  const [buttons, drawing] = [".bp-controls", ".is-current > .bp-drawing"].map((each) => figure.querySelector(each));
  const over = Math.max(...[...buttons.children].map((each) => each.getBoundingClientRect().bottom))
    - drawing.getBoundingClientRect().top;
  return over > 0 ? [`${figure.id}: ${over}`] : [];
})"""
LOW = ".bp-controls button { min-height: 0 !important; height: 30px !important }"
BESIDE = "a.headerlink { position: fixed; left: -99px }"
# A drawing shows the part that a step is about; the header has the title of the page once more.
CUT = """() => [...document.querySelectorAll("article *, .md-footer *, nav *")].filter((each) =>
  each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && each.clientWidth > 1
  && each.textContent.trim() && !(each instanceof SVGElement) && !each.matches(".bp-drawing")
  && !each.closest(".md-header")
  && ["hidden", "clip"].includes(getComputedStyle(each).overflowX)
  && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
).map((each) => `${each.tagName}.${each.className} ${each.scrollWidth} ${each.clientWidth}`)"""

WITHIN = "(selector) => document.activeElement.closest(selector) !== null"
# Whether the page's text is what is to be seen in the middle of the window.
SEEN_BELOW = "() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.md-content') !== null"
LEFT = "() => { window.left = false; navigation.onnavigate = () => { window.left = true } }"

# Of whatever may be too wide: what it is, whether the keyboard comes to it, and whether there is something to scroll.
FRAMES = """() => [...document.querySelectorAll(":is(.bp-figure, .bp-exercise) *, .bp-display")].filter((each) =>
  each.checkVisibility({ contentVisibilityAuto: true }) && each.matches(":not(.bp-steps, .bp-table)")
  && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)
).map((each) => [each.className, each.tabIndex === 0, each.scrollWidth > each.clientWidth + 1
  || (getComputedStyle(each).overflowY !== "hidden" && each.scrollHeight > each.clientHeight + 1)])"""


def opened(tab: Page, address: str) -> Page:
    tab.goto(address)
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    return tab


def test_the_list_of_pages_is_reached_by_keyboard_on_a_phone(page: Pages, served: Server) -> None:
    """Second on the page; the space bar shows it and hides it again, and only meanwhile the keyboard goes through it,
    and nowhere else. Escape hides it, too, and comes back from any of its entries."""
    tab = opened(page(viewport=(320, 640)), f"{served.url}gallery/attention/")
    entry = tab.locator(".md-sidebar--primary a.md-nav__link:visible").first
    expect(entry).to_have_count(0)
    for _ in range(2):
        tab.keyboard.press("Tab")
    menu = tab.get_by_role("button", name="List of pages")
    expect(menu).to_be_focused()
    assert menu.evaluate("each => getComputedStyle(each).outlineStyle") != "none"
    expect(menu).to_have_attribute("aria-expanded", "false")
    tab.keyboard.press("Space")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(entry).to_be_in_viewport(ratio=1)
    assert off_screen(tab) == []
    menu.focus()
    for _ in range(3):
        tab.keyboard.press("Tab")
        assert tab.evaluate(WITHIN, ".md-sidebar--primary")
    # Its parts fold, and come back.
    part = tab.locator(".md-nav__link[for=__toc]")
    part.focus()
    part.press("Enter")
    expect(part).to_have_attribute("aria-expanded", "true")
    back = tab.locator(".md-nav__title[for=__toc]")
    expect(back).to_be_in_viewport(ratio=1)
    back.focus()
    back.press("Enter")
    expect(part).to_have_attribute("aria-expanded", "false")
    tab.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(entry).to_have_count(0)
    tab.keyboard.press("Tab")
    assert not tab.evaluate(WITHIN, ".md-sidebar--primary")
    menu.press("Space")
    expect(entry).to_be_in_viewport(ratio=1)
    menu.press("Space")
    expect(entry).to_have_count(0)


def test_without_scripts_the_list_of_pages_keeps_the_keyboard(page: Pages, served: Server) -> None:
    """A box is first on the page, and seen on the sign. As long as it is ticked, all stops are in the list."""
    tab = page(viewport=(320, 640), java_script_enabled=False)
    tab.goto(f"{served.url}gallery/attention/")
    tab.keyboard.press("Tab")
    menu = tab.get_by_role("checkbox", name="List of pages")
    expect(menu).to_be_focused()
    assert tab.locator(".md-header [for=__drawer]").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    tab.keyboard.press("Space")
    entries = tab.locator(".md-sidebar--primary a:visible")
    expect(entries.last).to_be_visible()
    for _ in range(entries.count() - 1):
        tab.keyboard.press("Tab")
        assert tab.evaluate(WITHIN, ".md-sidebar--primary")
    tab.keyboard.press("Tab")
    assert not tab.evaluate(WITHIN, ".md-content, .md-header, .md-footer, .md-skip")


def test_the_search_opens_when_the_keyboard_comes_to_it(page: Pages, served: Server) -> None:
    """On a phone, where it is not to be seen before, and over no more than the header as long as nothing is sought. The
    next stop is on the page again, and there letters are no keys of the theme."""
    tab = opened(page(viewport=(320, 640), search=True), served.url + CHAPTER)
    field = tab.locator(".md-search__input")
    for _ in range(4):
        tab.keyboard.press("Tab")
        if field.evaluate("each => each === document.activeElement"):
            break
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport(ratio=1)
    assert tab.evaluate(SEEN_BELOW)
    tab.keyboard.type("tanh")
    expect(tab.locator(".md-search-result__link:visible").first).to_be_in_viewport()
    assert not tab.evaluate(SEEN_BELOW)
    field.fill("")
    tab.keyboard.press("Tab")
    assert tab.evaluate(WITHIN, "article")
    # No key of one character leaves the page, or the place on it.
    tab.evaluate(LEFT)
    for key in "npfs/,.":
        tab.keyboard.press(key)
    assert not tab.evaluate("left")
    assert tab.evaluate(WITHIN, "article")


@pytest.mark.parametrize(("style", "width"), [(LARGE, 1280), (LARGE, 320), (SPACED, 1280), (SPACED, 320)])
def test_letters_may_be_larger_and_wider(page: Pages, served: Server, style: str, width: int) -> None:
    """Twice as large, or with the room between them that WCAG asks for: nothing is cut off, no page scrolls sideways.

    Four times as large is as on a phone, where all pages are looked at.
    """
    tab = opened(page(viewport=(width, 800)), served.url + CHAPTER)
    tab.add_style_tag(content=style)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.evaluate(CUT) == []
    for figure in tab.locator(".bp-figure").all():
        figure.scroll_into_view_if_needed()
    expect(tab.locator(".bp-figure:has(> .bp-stage):not(.bp-ready)")).to_have_count(0)
    assert tab.evaluate(OVER) == []
    slider = tab.locator(".bp-controls [type=range]").first
    assert slider.evaluate("each => each.clientWidth") >= 2 * THUMB


def test_the_keyboard_stops_at_a_frame_only_where_it_scrolls(page: Pages, served: Server) -> None:
    """In a window that grows and shrinks, and at the next step, whose drawing has a frame of its own: a program does on
    a phone, and a drawing of a figure shows the part that a step is about instead."""
    tab = opened(page(viewport=(1280, 800)), f"{served.url}gallery/attention/#attention-step-3")
    scrolled = []
    for width in (1280, 320, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for _ in range(2):
            settled(tab)
            frames = tab.evaluate(FRAMES)
            assert [each for each in frames if each[1] != each[2]] == []
            scrolled.append({kind for kind, _, scrolls in frames if scrolls})
            tab.locator("[data-action=forward]:not([aria-disabled=true])").first.click()
    assert {"bp-program", "bp-formula"} <= scrolled[2]
    assert scrolled[0] == scrolled[4] == set()


def test_a_drawing_says_that_it_scrolls_where_it_does(page: Pages, served: Server) -> None:
    """The build says it of each that might, for whoever has no scripts. On a stage a camera shows a part instead."""
    tab = opened(page(viewport=(1280, 800)), f"{served.url}matrices/#in-columns-step-3")
    frame = tab.locator(".is-current .bp-frame[tabindex]").first
    expect(frame).to_be_attached()
    expect(tab.get_by_role("group", name="Scrolls sideways")).to_have_count(0)
    frame.evaluate("each => { each.style.cssText = 'width: 90px; overflow: auto; display: block' }")
    frame.locator("svg").first.evaluate("each => { each.style.cssText = 'width: 900px; max-width: none' }")
    expect(tab.get_by_role("group", name="Scrolls sideways")).to_have_count(1)


def test_what_is_too_small_and_what_is_off_screen_is_found(page: Pages, served: Server) -> None:
    tab = opened(page(viewport=(320, 640)), served.url + CHAPTER)
    assert (off_screen(tab), small(tab)) == ([], [])
    tab.add_style_tag(content=f"{LOW} {BESIDE}")
    assert off_screen(tab)
    assert small(tab)


def test_in_forced_colours_the_step_is_told_by_more_than_colour(page: Pages, served: Server) -> None:
    """Its box and its line are thicker than others, and a button that cannot act has another border."""
    tab = page(viewport=(1280, 800), forced_colors="active")
    opened(tab, f"{served.url}{CHAPTER}#one-two-one-step-10")
    lines = tab.locator("#one-two-one .is-current .bp-drawing svg rect").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).strokeWidth))"
    )
    assert max(lines) > min(line for line in lines if line)
    border = "each => getComputedStyle(each).borderTopStyle"
    buttons = {each: tab.locator(f"#one-two-one [data-action={each}]") for each in ("forward", "backward")}
    styles = {action: button.evaluate(border) for action, button in buttons.items()}
    assert styles == {"forward": "dashed", "backward": "solid"}


def test_in_forced_colours_a_formula_that_goes_on_sideways_says_so(page: Pages, served: Server) -> None:
    """By the shade at its edge, which is a gradient: forced colours take others away."""
    tab = page(viewport=(320, 640), forced_colors="active")
    opened(tab, f"{served.url}gallery/attention/#attention-step-5")
    shades: list[str] = tab.locator(".is-current .bp-formula").evaluate_all(
        "all => all.filter((each) => each.scrollWidth > each.clientWidth)"
        ".map((each) => getComputedStyle(each).backgroundImage)"
    )
    assert shades
    assert all("gradient" in each for each in shades)


@pytest.mark.parametrize(
    "place", some([(folder, each) for folder in MOUNTS for each in DARK], [("site", CHAPTER), ("site", "authors/")])
)
def test_in_forced_colours_every_sign_is_seen(
    page: Pages, place: tuple[str, str], request: pytest.FixtureRequest
) -> None:
    """A mask over a background would get the colour of the ground; and what keeps its own colours can be read."""
    folder, address = place
    with serve(request.getfixturevalue(folder), mount=MOUNTS[folder]) as server:
        tab = page(viewport=(1280, 800), forced_colors="active")
        tab.goto(server.url + address)
        settled(tab)
        signs: list[list[str]] = tab.evaluate(SIGNS)
        assert {adjust for _, adjust in signs} <= {"none"}, signs
        assert violations(tab, "html", SEEN) == []
        tab.close()


def test_a_sign_that_forced_colours_hide_is_found(page: Pages, served: Server) -> None:
    tab = opened(page(viewport=(1280, 800), forced_colors="active"), served.url)
    assert {adjust for _, adjust in tab.evaluate(SIGNS)} == {"none"}
    tab.add_style_tag(content="*, ::before, ::after { forced-color-adjust: auto !important }")
    assert "auto" in {adjust for _, adjust in tab.evaluate(SIGNS)}


def test_a_walk_through_a_figure_is_heard_as_it_was_read(page: Pages, served: Server) -> None:
    """What a screen reader has of the smallest figure at each step, from the browser's accessibility tree: its one
    message, and all that stands at the step. Read the transcript before you keep another one."""
    tab = opened(page(viewport=(1280, 800)), served.url)
    heard = "\n\n".join(walk(tab, "#smallest"))
    assert heard + "\n" == TRANSCRIPT.read_text("utf-8"), f"what is heard now:\n{heard}"


def walk(tab: Page, figure: str) -> list[str]:
    """The figure as it is met, then each step."""
    whole = tab.locator(figure)
    forward, backward = (int(whole.get_attribute(f"data-{each}") or "") for each in ("forward", "backward"))
    heard = [whole.locator(".bp-controls").aria_snapshot()]
    for number in range(forward + backward + 1):
        if number:
            whole.locator(f"[data-action={'forward' if number <= forward else 'backward'}]").click()
        step = whole.locator(".bp-step.is-current")
        expect(step).to_have_id(f"{figure[1:]}-step-{number}")
        said = whole.locator(".bp-status").text_content()
        shown = re.sub(r"\n *- /url: .*", "", step.aria_snapshot())
        heard.append(f"Step {number}, announced: {said}\n{shown}")
    return heard
