"""Training in the page: steps, running, stopping, going back to the very same weights."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.network import default_values, multilayer_perceptron
from backprop.training import TrainingState, train
from tests.support.pages import Pages
from tests.support.reader import Reader
from tests.support.server import Server, missing
from tests.support.views import views

CHAPTER = "chain-rule-and-backpropagation/"
LIVE = 60_000
WEIGHTS = ("w11", "b1", "w12", "b2", "wo1", "wo2", "bo")
POWERS = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
NETWORK = multilayer_perceptron([1, 2, 1])


def states(updates: int, rate: float = 0.1) -> list[TrainingState]:
    """The training as the engine does it here."""
    return list(train(NETWORK.graph, default_values(NETWORK), rate=rate, updates=updates))


def opened(tab: Page, name: str = "one-two-one") -> Locator:
    """This figure with the tool open."""
    figure = tab.locator(f"#{name}.bp-ready")
    figure.locator("button[data-tool=train]").click()
    return figure


def training(reader: Reader, address: str = CHAPTER, name: str = "one-two-one") -> Locator:
    """This figure of the page with the tool open, and Python there."""
    figure = opened(reader(address), name)
    expect(where(figure)).to_contain_text("Update 0 of 0", timeout=LIVE)
    return figure


def where(figure: Locator) -> Locator:
    return figure.locator(".bp-train-where")


def press(figure: Locator, action: str) -> None:
    figure.locator(f".bp-panel [data-action={action}]").click()


def weights(figure: Locator) -> dict[str, float]:
    """What the figure's fields hold."""
    return {name: float(figure.locator(f'input[name="{name}"]').input_value().replace("−", "-")) for name in WEIGHTS}


def gradients(figure: Locator) -> list[float]:
    """The last column of the table."""
    cells = figure.locator(".bp-train-table tbody tr td:last-child").all_text_contents()
    return [float(cell.replace("×10", "e").translate(POWERS)) for cell in cells]


def written(state: TrainingState) -> list[float]:
    """The gradients of a state to four digits, in the order of the fields."""
    return [float(f"{state.gradients[name]:.4g}") for name in WEIGHTS]


def test_one_step_moves_every_weight_after_the_backward_pass(reader: Reader) -> None:
    """The fields, and so the whole figure, have the weights of the engine's own training, the table its gradients."""
    figure = training(reader)
    assert gradients(figure) == written(states(0)[-1])
    for update in (1, 2, 3):
        press(figure, "one")
        expect(where(figure)).to_contain_text(f"Update {update} of {update}")
        expect(figure.locator(".bp-status")).to_contain_text(f"Update {update} of {update}: loss")
        assert weights(figure) == pytest.approx(states(update)[-1].parameters, rel=1e-12)
        assert gradients(figure) == written(states(update)[-1])
    expect(figure.locator(".bp-panel svg")).to_have_attribute("aria-label", re.compile("loss against updates"))
    loss = states(3)[-1].loss
    expect(where(figure)).to_contain_text(f"{loss:.4g}")
    expect(figure.locator("#one-two-one-step-7 .bp-formula")).to_contain_text(f"{loss:.4g}", timeout=LIVE)


def test_the_table_of_the_curve_stays_its_own(reader: Reader) -> None:
    """The figure's table of all values, brought up to date after the update, stands below the panel."""
    figure = training(reader)
    press(figure, "one")
    expect(where(figure)).to_contain_text("Update 1 of 1")
    z1 = figure.locator(":scope > .bp-table tbody tr").nth(3).locator("td").first
    expect(z1).not_to_have_text("0.5", timeout=LIVE)
    losses = figure.locator(".bp-panel .bp-table tbody td:last-child")
    shown = [f"{state.loss:.4g}" for state in states(1)]
    expect(losses).to_have_text(shown)


def test_any_earlier_update_comes_back_with_the_same_weights(reader: Reader) -> None:
    """By the slider, by Back to start, and on from there; Original numbers restores the figure."""
    figure = training(reader)
    seen = [weights(figure)]
    for update in (1, 2, 3, 4):
        press(figure, "one")
        expect(where(figure)).to_contain_text(f"Update {update} of")
        seen.append(weights(figure))
    slider = figure.locator(".bp-panel input[type=range]")
    slider.focus()
    for update in (3, 2):
        slider.press("ArrowLeft")
        expect(where(figure)).to_contain_text(f"Update {update} of 4")
        assert weights(figure) == seen[update]
    press(figure, "start")
    expect(where(figure)).to_contain_text("Update 0 of 4")
    assert weights(figure) == seen[0]
    slider.press("ArrowRight")
    press(figure, "one")
    expect(where(figure)).to_contain_text("Update 2 of 2")
    assert weights(figure) == seen[2]
    figure.locator("[data-action=defaults]").click()
    expect(figure.locator('input[name="w11"]')).to_have_value("0.8")


def test_running_goes_on_until_it_is_stopped(reader: Reader, measured: Callable[[str], None]) -> None:
    """Many updates a second, all kept; Stop leaves the figure at the last one, which is announced."""
    figure = training(reader)
    figure.locator(".bp-train-row input[type=text]").fill("0.001")
    begun = time.monotonic()
    press(figure, "run")
    expect(figure.locator("[data-action=run]")).to_have_text("Stop")
    expect(where(figure)).to_contain_text(re.compile(r"Update \d{3,} of"), timeout=LIVE)
    figure.page.wait_for_timeout(1500)
    press(figure, "run")
    seconds = time.monotonic() - begun
    expect(figure.locator("[data-action=run]")).to_have_text("Run")
    found = re.search(r"Update (\d+) of (\d+)", where(figure).text_content() or "")
    assert found is not None
    update = int(found[1])
    assert found[1] == found[2]
    measured(f"training in the page: {update / seconds:,.0f} updates a second (it paces itself to 1,000)")
    assert weights(figure) == pytest.approx(states(update, rate=0.001)[-1].parameters, rel=1e-6)


def test_training_ends_where_nothing_moves_any_more(reader: Reader) -> None:
    """With a good rate the weights stand still at last; the page says so and stops by itself."""
    figure = training(reader)
    figure.locator(".bp-train-row input[type=text]").fill("0.5")
    press(figure, "run")
    expect(figure.locator(".bp-panel-message")).to_contain_text("No parameter moves any more", timeout=LIVE)
    expect(figure.locator("[data-action=run]")).to_have_text("Run")


def test_too_large_a_rate_stops_with_a_sentence(reader: Reader) -> None:
    """The last good update stays, and the figure with it."""
    figure = training(reader)
    figure.locator('input[name="x"]').fill("900")
    expect(where(figure)).to_contain_text("Update 0 of 0")
    figure.locator(".bp-train-row input[type=text]").fill("900000")
    press(figure, "run")
    expect(figure.locator(".bp-panel-message")).to_contain_text("smaller learning rate", timeout=LIVE)
    assert all(abs(weight) <= 1e6 for weight in weights(figure).values())
    expect(figure.locator(".bp-live[data-state=refused]")).to_have_count(0)


def test_a_rate_that_is_none_is_told(reader: Reader) -> None:
    """At its field, until it is one, and no update is made."""
    figure = training(reader)
    field, problem = figure.locator(".bp-train-row input[type=text]"), figure.locator(".bp-panel .bp-problem")
    for text in ("", "0", "-1", "fast", "1e9", "NaN"):
        field.fill(text)
        press(figure, "one")
        expect(problem, text).to_contain_text("must be a number above 0")
        expect(where(figure), text).to_contain_text("Update 0 of 0")
        # Nothing of this one is left where the next is told.
        problem.evaluate("each => each.replaceChildren()")


def test_a_changed_number_starts_training_anew(reader: Reader) -> None:
    """The earlier updates belong to other numbers, so they go, and a sentence says so."""
    figure = training(reader)
    press(figure, "one")
    expect(where(figure)).to_contain_text("Update 1 of 1")
    figure.locator('input[name="y"]').fill("0.2")
    expect(where(figure)).to_contain_text("Update 0 of 0", timeout=LIVE)
    expect(figure.locator(".bp-panel-message")).to_contain_text("starts anew")


def test_without_the_engine_a_sentence_says_so(page: Pages, served: Server) -> None:
    """And trying again works once the engine is there."""
    served.faults["*.wasm*"] = missing()
    tab = page(expected=["404"])
    tab.goto(served.url + CHAPTER)
    figure = opened(tab)
    message = figure.locator(".bp-panel-message")
    expect(message).to_contain_text("could not be downloaded", timeout=LIVE)
    served.faults.clear()
    message.locator("button").click()
    expect(where(figure)).to_contain_text("Update 0 of 0", timeout=LIVE)


def test_training_is_offered_for_networks_only(reader: Reader) -> None:
    """A figure of an expression has no parameters."""
    tab = reader("computational-graphs/")
    for figure in tab.locator(".bp-figure.bp-ready").all():
        network = '"network"' in (figure.get_attribute("data-specification") or "")
        assert figure.locator("button[data-tool=train]").count() == network


@pytest.mark.gate
def test_training_is_accessible(reader: Reader, axe: Callable[[Page, str], list[str]]) -> None:
    """With curve and table in sight axe-core finds nothing; the page does not scroll sideways."""
    figure = training(reader)
    press(figure, "one")
    expect(figure.locator(".bp-panel svg")).to_be_visible(timeout=LIVE)
    for _ in views(figure.page):
        assert axe(figure.page, "#one-two-one") == []
        assert figure.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# As long as this page is read.
LATE = """() => {
  const { engine } = window.backprop.live;
  const here = document.querySelector("main article");
  const { call } = engine;
  engine.call = async (request, options) => {
    const answer = await call(request, options);
    if (request.call === "train" && here.isConnected) await new Promise((resolve) => setTimeout(resolve, 500));
    return answer;
  };
}"""


@pytest.mark.parametrize("tool", ["train", "check"])
def test_closing_while_it_runs_keeps_what_was_shown(reader: Reader, tool: str) -> None:
    """By its own button or by opening another tool; an answer that comes later changes nothing any more."""
    figure = training(reader)
    tab = figure.page
    tab.evaluate(LATE)
    press(figure, "run")
    expect(where(figure)).not_to_contain_text("Update 0 of", timeout=LIVE)
    update = tab.evaluate(
        """tool => {
          const figure = document.querySelector("#one-two-one");
          const shown = figure.querySelector(".bp-train-where").textContent;
          figure.querySelector(`button[data-tool=${tool}]`).click();
          return Number(shown.match(/\\d+/)[0]);
        }""",
        tool,
    )
    after = states(update)[update]
    expected = {name: pytest.approx(after.parameters[name], rel=1e-9) for name in WEIGHTS}
    assert weights(figure) == expected
    tab.wait_for_timeout(1500)
    assert weights(figure) == expected


def test_a_number_typed_while_a_step_is_worked_out_stays(reader: Reader) -> None:
    """The training starts anew from it."""
    figure = training(reader)
    tab = figure.page
    tab.evaluate(LATE)
    press(figure, "one")
    figure.locator('input[name="w11"]').fill("3")
    tab.wait_for_timeout(1500)
    assert weights(figure)["w11"] == 3
    expect(where(figure)).to_contain_text("Update 0 of 0")


def test_the_gate_learns_before_the_readers_eyes(reader: Reader) -> None:
    """With Adam: all four samples get to the right side, and the formulas tell the next update with what is kept."""
    figure = training(reader, "gallery/xor/", "xor")
    expect(figure.locator(".bp-fit p")).to_contain_text("3 of 4", timeout=LIVE)
    figure.get_by_label("Rule").select_option("adam")
    expect(figure.get_by_label("Learning rate")).to_have_value("0.05")
    expect(figure.locator(".bp-train-table thead th")).to_have_text(["Parameter", "Value", "Gradient", "m", "v"])
    press(figure, "run")
    expect(figure.locator(".bp-fit p")).to_contain_text("4 of 4", timeout=LIVE)
    press(figure, "run")
    expect(figure.locator(".bp-train-update mo", has_text="←")).to_have_count(5)
    figure.get_by_label("The next update of").select_option("b2")
    expect(figure.locator(".bp-train-update [data-d='L b2']").first).to_be_visible(timeout=LIVE)


def test_going_on_in_pieces_gives_what_the_whole_gives(reader: Reader) -> None:
    """One step after another, with momentum; and from an update that the reader goes back to."""
    figure = training(reader)
    figure.get_by_label("Rule").select_option("momentum")
    expect(figure.locator(".bp-train-table thead th")).to_have_count(4, timeout=LIVE)
    *_, third = train(NETWORK.graph, default_values(NETWORK), rate=0.1, updates=3, optimiser="momentum")
    for update in (1, 2, 3):
        press(figure, "one")
        expect(where(figure)).to_contain_text(f"Update {update} of {update}", timeout=LIVE)
    found = weights(figure)
    # The C libraries of browser and host may differ in the last digit.
    assert found == pytest.approx(third.parameters, rel=1e-13)
    figure.get_by_label("Update", exact=True).fill("1")
    press(figure, "one")
    press(figure, "one")
    expect(where(figure)).to_contain_text("Update 3 of 3", timeout=LIVE)
    assert weights(figure) == found


def test_another_sample_leaves_the_training_as_it_is(reader: Reader) -> None:
    """It takes all of them, whichever is in sight."""
    figure = training(reader, "gallery/xor/", "xor")
    press(figure, "one")
    expect(where(figure)).to_contain_text("Update 1 of 1", timeout=LIVE)
    told = where(figure).text_content()
    figure.locator(".bp-samples input[value='3']").check()
    expect(figure.locator(".bp-samples tr[aria-current] td").first).to_have_text("1", timeout=LIVE)
    expect(where(figure)).to_have_text(told or "")
    figure.locator("input[name=x1]").fill("2")
    expect(where(figure)).to_contain_text("Update 0 of 0", timeout=LIVE)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_who_trains_sees_curve_and_drawing(reader: Reader, width: int, height: int) -> None:
    """While it runs, the drawing, whose weights change, and the button stand above the curve, all in the window."""
    tab = reader(CHAPTER)
    tab.set_viewport_size({"width": width, "height": height})
    figure = opened(tab)
    expect(where(figure)).to_contain_text("Update 0 of 0", timeout=LIVE)
    figure.locator(".bp-panel input[type=text]").fill("0.001")
    drawing = figure.locator(".is-current > .bp-drawing")
    before = drawing.text_content()
    press(figure, "run")
    curve = figure.locator(".bp-panel > .bp-plot svg").first
    expect(curve).to_be_in_viewport(timeout=LIVE)
    expect(drawing).not_to_have_text(before or "", timeout=LIVE)
    for part in (drawing, figure.locator("[data-action=run]"), where(figure)):
        expect(part).to_be_in_viewport(ratio=1)
    if width > height:
        expect(curve).to_be_in_viewport(ratio=1)
        expect(figure.locator(".bp-train-table")).to_be_in_viewport(ratio=0.8)
    press(figure, "run")
    figure.locator("button[data-tool=train]").click()
    expect(figure.locator(".bp-tools ~ .bp-panel")).to_be_hidden()
