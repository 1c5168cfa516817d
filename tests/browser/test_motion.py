"""Motion that explains a step, and the speed of Play."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.pages import Pages
from tests.support.server import Server

CHAPTER = "chain-rule-and-backpropagation/"

# Go through all steps of a figure, and tell of each what moves in the frame in which it begins to: how many rings and
# edges, and when each of it ends.
WALK = """async (name) => {
  const figure = document.getElementById(name);
  const frame = () => new Promise(requestAnimationFrame);
  const found = [];
  const { last } = backprop.stepping.of(figure);
  for (let index = 1; index <= last; index++) {
    const kind = index <= Number(figure.dataset.forward) ? "forward" : "backward";
    figure.querySelector(`.bp-controls [data-action=${kind}]`).click();
    await frame();
    const { edges } = backprop.tools.drawing(figure.querySelector(".is-current .bp-drawing svg"));
    const groups = figure.querySelectorAll(".bp-motion");
    const moves = document.getAnimations().filter(({ effect }) => effect.target.closest(".bp-motion"));
    found.push({
      groups: groups.length,
      here: groups[0]?.closest(".bp-step") === figure.querySelector(".is-current"),
      boxes: groups[0]?.querySelectorAll("rect").length ?? 0,
      edges: groups[0]?.querySelectorAll(".bp-run").length ?? 0,
      active: edges.filter(({ active }) => active).length,
      ends: moves.map(({ effect }) => effect.getComputedTiming().endTime),
    });
  }
  return found;
}"""


def opened(tab: Page, served: Server, address: str) -> Page:
    tab.goto(served.url + address)
    tab.wait_for_function("window.backprop?.tools")
    return tab


@pytest.mark.parametrize(
    ("address", "figure"),
    [
        (CHAPTER, "one-two-one"),
        pytest.param("gallery/residual-block/", "residual-block", marks=pytest.mark.gate),
        pytest.param("matrices/", "in-rows", marks=pytest.mark.gate),
    ],
)
def test_each_step_is_explained_by_motion(page: Pages, served: Server, address: str, figure: str) -> None:
    """What it reads and makes is ringed, an edge runs for each that is active, it takes 300 to 500 ms, and the next
    step does not wait for it: only that one's motion is there then."""
    tab = opened(page(motion=True), served, address)
    steps = tab.evaluate(WALK, figure)
    assert steps
    for number, step in enumerate(steps, 1):
        assert step["groups"] == 1, number
        assert step["here"], number
        assert step["boxes"] > 0, number
        assert step["edges"] == step["active"], number
        assert 300 <= max(step["ends"]) <= 500, number
    expect(tab.locator(".bp-motion")).to_have_count(0)


def test_a_jump_and_a_way_back_are_not_explained(page: Pages, served: Server) -> None:
    tab = opened(page(motion=True), served, f"{CHAPTER}#one-two-one-step-9")
    for key in ("ArrowLeft", "Home", "End"):
        tab.locator("#one-two-one [data-action=play]").press(key)
        tab.evaluate("new Promise(requestAnimationFrame)")
        assert tab.locator(".bp-motion").count() == 0, key


def test_with_reduced_motion_nothing_moves(page: Pages, served: Server) -> None:
    tab = opened(page(), served, CHAPTER)
    assert {step["groups"] for step in tab.evaluate(WALK, "one-two-one")} == {0}


# What Play waits for between two steps, in place of the waiting.
WAITS = """() => {
  const waits = [];
  const real = window.setTimeout;
  window.setTimeout = (act, delay, ...more) => (delay > 100 ? waits.push(delay) : real(act, delay, ...more));
  const play = document.querySelector("#one-two-one [data-action=play]");
  play.click();
  play.click();
  window.setTimeout = real;
  return waits;
}"""


def test_play_has_a_speed_that_is_remembered(page: Pages, served: Server) -> None:
    """In every figure, after a reload, and on other pages; keys choose it and do not step."""
    tab = opened(page(), served, CHAPTER)
    choice = tab.get_by_role("combobox", name="Speed of Play").first
    (usual,) = tab.evaluate(WAITS)
    choice.focus()
    choice.press("ArrowDown")
    choice.press("ArrowDown")
    assert tab.evaluate(WAITS) == [usual / 4]
    expect(tab.locator("#one-two-one .is-current")).to_have_id("one-two-one-step-0")
    for address in (CHAPTER, ""):
        opened(tab, served, address)
        speeds = tab.get_by_role("combobox", name="Speed of Play")
        assert {each.input_value() for each in speeds.all()} == {"4"}


@pytest.mark.parametrize("spoiled", ["nonsense", "__proto__", None])
def test_a_speed_that_cannot_be_read_is_the_usual_one(page: Pages, served: Server, spoiled: str | None) -> None:
    """Something else was kept, or the browser keeps nothing."""
    tab = page(expected=["no storage"] if spoiled is None else [])
    if spoiled is None:
        # Material stumbles over that, too.
        tab.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage') } })"
        )
    else:
        tab.add_init_script(f"localStorage.setItem('backprop pace', '{spoiled}')")
    opened(tab, served, CHAPTER)
    choice = tab.get_by_role("combobox", name="Speed of Play").first
    expect(choice).to_have_value("1")
    choice.select_option("2")
    expect(choice).to_have_value("2")
