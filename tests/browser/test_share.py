"""Addresses that hold a figure, its step and its changed numbers: round trips, and what must not come of them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.support.pages import Pages, drawn, instant
from tests.support.reader import Reader
from tests.support.server import NEVER, Server, missing
from tests.support.views import PHONE, views

CHAPTER = "chain-rule-and-backpropagation/"
NEURON = "one-neuron-by-hand/"
FIGURE = "#one-two-one"
NAMES = ("w11", "b1", "w12", "b2", "wo1", "wo2", "bo", "x", "y")
LIVE = 60_000
STATES, HOSTILE, EVERY, PAGES_LOADED, HASHES = 1000, 10_000, 16, 8, 300
# For each state of a figure its address, and the state that the figure is in when it was set back to the original
# numbers and the first step and that address was then opened as by Back and Forward.
ROUND_TRIP = """(states) => {
  backprop.live.engine.call = () => new Promise(() => {});
  const steppers = {};
  backprop.stepping.each((stepper) => (steppers[stepper.figure.id] = stepper));
  return states.map(({ figure: id, step, bug, values }) => {
    const stepper = steppers[id];
    const press = (selector) => stepper.figure.querySelector(selector).click();
    const isBuggy = () => stepper.figure.querySelector('[data-tool="bug"]').ariaPressed === "true";
    for (const input of stepper.live.inputs) {
      if (!(input.name in values)) continue;
      input.value = String(values[input.name]);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (bug) press('[data-tool="bug"]');
    stepper.show(step);
    const address = backprop.tools.address(stepper);
    press('[data-action="defaults"]');
    stepper.show(0);
    const built = JSON.parse(stepper.figure.dataset.specification).values;
    if (isBuggy() || Object.entries(built).some(([name, value]) => stepper.live.values[name] !== value)) return null;
    history.replaceState(null, "", address);
    for (const type of ["popstate", "hashchange"]) dispatchEvent(new Event(type));
    const { index, live } = stepper;
    const found = Object.fromEntries(Object.keys(values).map((name) => [name, live.values[name]]));
    const read = { figure: id, step: index, bug: isBuggy(), values: found, address };
    press('[data-action="defaults"]');
    return read;
  });
}"""
STEPS = """() => Object.fromEntries([...document.querySelectorAll(".bp-figure:has([data-tool=bug])")].map((figure) =>
  [figure.id, figure.querySelectorAll(".bp-step").length]))"""
# The ids of a page's figures, with the names of their fields.
OWN_FIGURES = """() => Object.fromEntries([...document.querySelectorAll(".bp-figure")].map((figure) =>
  [figure.id, Object.keys(JSON.parse(figure.dataset.specification ?? "{}").values ?? {})]))"""
# Whether the address names a figure of the page, and so gets as far as the numbers; what is then read from it.
LOOKED_UP = """(search) => {
  let named = false;
  document.getElementById = (id) => {
    const found = Document.prototype.getElementById.call(document, id);
    named ||= found?.matches(".bp-figure") ?? false;
    return found;
  };
  const { figure, values, wrong } = backprop.tools.read(search ?? location.search);
  delete document.getElementById;
  return { named, wrong, id: figure?.id, values: Object.fromEntries(values ?? []) };
}"""
# Each address read, as the bar would hold it, and one of EVERY opened as by Back and Forward (each takes the browser
# milliseconds): how many were named, refused and used, and those with which anything else happened than the sentence,
# with a short part of the address in it, and the original numbers, or plain numbers in their own fields.
OPENED = f"""(addresses) => {{
  const lookUp = {LOOKED_UP};
  const count = {{ named: 0, refused: 0, used: 0, opened: 0, asked: 0 }};
  backprop.live.engine.call = () => new Promise(() => (count.asked += 1));
  const all = () => {{
    const found = {{}};
    backprop.stepping.each(({{ figure, live }}) => live && (found[figure.id] = {{ ...live.values }}));
    return found;
  }};
  const fits = (value) => typeof value === "number" && Math.abs(value) <= 1e6;
  const built = (id) => JSON.parse(document.getElementById(id).dataset.specification).values;
  const original = () => Object.fromEntries(Object.keys(all()).map((id) => [id, built(id)]));
  const odd = addresses.filter((address, place) => {{
    const {{ named, wrong, id, values }} = lookUp(new URL(address, location).search);
    count.named += named;
    count.refused += Boolean(wrong);
    count.used += Boolean(id);
    const own = ([name, value]) => Object.hasOwn(built(id), name) && fits(value);
    if (place % {EVERY}) return !Object.entries(values).every(own);
    const before = all();
    history.replaceState(null, "", location.pathname + address);
    dispatchEvent(new HashChangeEvent("hashchange"));
    count.opened += 1;
    const told = document.querySelector(".bp-address")?.textContent;
    const right = told === (wrong && backprop.stepping.word("share_wrong", {{ part: wrong }}));
    const due = wrong ? original() : id ? {{ ...before, [id]: {{ ...built(id), ...values }} }} : before;
    const good = Object.values(all()).every((each) => Object.values(each).every(fits));
    return !good || !right || [...(wrong ?? "")].length > 41 || JSON.stringify(all()) !== JSON.stringify(due);
  }});
  history.replaceState(null, "", location.pathname);
  dispatchEvent(new HashChangeEvent("hashchange"));
  return {{ ...count, odd }};
}}"""
# Fragments one after the other, each with time for what may come of it.
GO_THROUGH = """async (fragments) => {
  for (const fragment of fragments) {
    location.hash = fragment;
    await new Promise((done) => setTimeout(done));
  }
}"""
# Nothing of the page is laid out: what a thousand addresses mean is read without it.
UNSEEN = ".md-container { display: none }"
TRAPS = """
  window.ran = [];
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (...all) => window.ran.push(name);
"""


def opened(tab: Page, served: Server, address: str) -> Page:
    """A page whose figures and tools are ready."""
    tab.goto(served.url + address)
    tab.wait_for_function("window.backprop?.tools")
    return tab


def field(tab: Page, name: str, figure: str = FIGURE) -> str:
    return tab.locator(f'{figure} input[name="{name}"]').input_value().replace("−", "-")


def random_states(count: int) -> list[dict[str, float]]:
    """Numbers that fields take, of all sizes and digits, the same each time."""
    choose = random.Random("states")
    sizes = (1e-300, 1e-9, 1e-3, 1, 30, 1e6)
    states = []
    for _ in range(count):
        names = choose.sample(NAMES, choose.randrange(1, len(NAMES) + 1))
        states.append({name: choose.uniform(-1, 1) * choose.choice(sizes) for name in names})
    return states


def figure_states(own: dict[str, list[str]], steps: dict[str, int]) -> list[dict[str, Any]]:
    """Figures of a page, each at a step, with numbers of some of its fields, and with the bug or not."""
    choose = random.Random("figures")
    states: list[dict[str, Any]] = []
    for numbers in random_states(STATES):
        # The smallest figure most often, because the others take the browser tens of milliseconds.
        figure = choose.choice([*sorted(steps), *[min(steps, key=steps.__getitem__)] * 10])
        fields = choose.sample(own[figure], min(len(numbers), len(own[figure])))
        values = dict(zip(fields, numbers.values(), strict=False))
        step, bug = choose.randrange(steps[figure]), choose.random() < 0.3
        states.append({"figure": figure, "step": step, "bug": bug, "values": values})
    return states


@pytest.mark.gate
def test_a_thousand_random_states_survive_the_round_trip(page: Pages, served: Server) -> None:
    """Several figures: step, switch and numbers to twelve digits come back from addresses of plain characters."""
    tab = opened(page(expected=["favicon"]), served, "backpropagation-at-work/")
    tab.add_style_tag(content=UNSEEN)
    states = figure_states(tab.evaluate(OWN_FIGURES), tab.evaluate(STEPS))
    assert {state["figure"] for state in states} == {"fork", "deep", "pinn"}
    for state, read in zip(states, tab.evaluate(ROUND_TRIP, states), strict=True):
        address = read.pop("address")
        assert read == state | {"values": {name: float(f"{value:.12g}") for name, value in state["values"].items()}}
        query = address.removeprefix(f"{served.url}backpropagation-at-work/")
        assert not set(query) - set("abcdefghijklmnopqrstuvwxyz0123456789=,:.+-?#_")
        assert len(query) < 400
    tab.goto("about:blank")


def test_an_opened_address_shows_its_step_and_numbers(page: Pages, served: Server) -> None:
    """A whole page load."""
    address, state = shared(0)
    expect_state(opened(page(), served, address), state)


@pytest.mark.parametrize("place", [1, 2])
def test_a_followed_address_shows_its_step_and_numbers(reader: Reader, place: int) -> None:
    """In a tab where Python lives already."""
    address, state = shared(place)
    expect_state(reader(address), state)


def shared(place: int) -> tuple[str, dict[str, float]]:
    """An address with numbers by chance, and the numbers."""
    state = {name: round(value, 3) for name, value in random_states(40)[place * 7].items() if abs(value) < 100}
    state["x"] = 0.25 + place
    query = ",".join(f"{name}:{value!r}" for name, value in state.items())
    return f"{CHAPTER}?bp=one-two-one,{query}{FIGURE}-step-9", state


def expect_state(tab: Page, state: dict[str, float]) -> None:
    """The step is in sight, the fields hold the numbers, the engine has computed with them."""
    expect(tab.locator(f"{FIGURE}-step-9")).to_have_class("bp-step is-current")
    assert {name: float(field(tab, name)) for name in state} == state
    shown = f"{state['x']:.4g}".replace("-", "−")
    expect(tab.locator(f"{FIGURE}-step-0 .bp-formula mn").first).to_have_text(shown, timeout=LIVE)
    expect(tab.locator(f"{FIGURE}-step-9")).to_have_class("bp-step is-current")
    expect(tab.locator(f"{FIGURE} .bp-address")).to_have_count(0)


def test_the_copied_link_opens_what_it_was_copied_from(page: Pages, served: Server) -> None:
    """Change numbers, go to a step, copy, open elsewhere; the address in the bar follows; reload keeps all."""
    # A reload may cut off the request for the icon, which is made again whenever the address changes.
    tab = opened(page(permissions=["clipboard-read", "clipboard-write"], expected=["favicon"]), served, CHAPTER)
    for name, number in (("w11", "0.9"), ("x", "−0.2")):
        tab.locator(f'{FIGURE} input[name="{name}"]').fill(number)
    expect(tab.locator(f"{FIGURE}-step-0 .bp-formula")).to_contain_text("−0.2", timeout=LIVE)
    tab.locator(f"{FIGURE} .bp-controls input").fill("9")
    tab.locator(f'{FIGURE} [data-tool="share"]').click()
    expect(tab.locator(f"{FIGURE} .bp-status")).to_contain_text("copied")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == f"{served.url}{CHAPTER}?bp=one-two-one,w11:0.9,x:-0.2{FIGURE}-step-9"
    assert tab.url == copied
    tab.locator(f'{FIGURE} [data-action="back"]').click()
    expect(tab.locator(f"{FIGURE} .bp-link")).to_have_value(copied.replace("step-9", "step-8"))
    tab.wait_for_url(copied.replace("step-9", "step-8"))
    served.faults["*.bin"] = NEVER
    tab.reload()
    tab.wait_for_function("window.backprop?.tools")
    assert (field(tab, "w11"), field(tab, "x"), field(tab, "b1")) == ("0.9", "-0.2", "0.1")
    tab.locator(f'{FIGURE} [data-action="defaults"]').click()
    tab.wait_for_url(f"{served.url}{CHAPTER}{FIGURE}-step-8")


def test_where_the_clipboard_is_forbidden_the_address_is_selected(page: Pages, served: Server) -> None:
    """A sentence says what to press, and the field has the focus."""
    tab = page()
    tab.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'))")
    opened(tab, served, f"{CHAPTER}{FIGURE}-step-3")
    tab.locator(f'{FIGURE} [data-tool="share"]').click()
    expect(tab.locator(f"{FIGURE} .bp-panel-message")).to_contain_text("Ctrl")
    expect(tab.locator(f"{FIGURE} .bp-link")).to_be_focused()
    selected = tab.evaluate("getSelection().toString() || document.activeElement.value")
    assert selected.endswith(f"{CHAPTER}{FIGURE}-step-3")


# Addresses with something wrong in them, and the part that the sentence names.
WRONG = [
    ("bp=", "bp="), ("bp", "bp"), ("bp=one-two-one", "bp=one-two-one"), ("bp=one-two-one,", "bp=one-two-one,"),
    ("bp=nothing,x:1", "nothing"), ("bp=one-two-one,q:1", "q:1"), ("bp=one-two-one,x:", "x:"),
    ("bp=one-two-one,x", "x"), ("bp=one-two-one,w11:1,x:1e999", "x:1e999"), ("bp=one-two-one,x:NaN", "x:NaN"),
    ("bp=one-two-one,x:Infinity", "x:Infinity"), ("bp=one-two-one,x:1e7,w11:1", "x:1e7"),
    ("bp=one-two-one,x:1,x:2", "x:2"), ("bp=one-two-one,x:1&bp=one-two-one,x:2", "bp=one-two-one,x:2"),
    ("bp=one-two-one,x:1:2", "x:1:2"), ("bp=%E0%A4%A,x:1", "bp=%E0%A4%A,x:1"),
    ("bp=one-two-one,__proto__:1", "__proto__:1"), ("bp=one-two-one,constructor:1", "constructor:1"),
    ("bp=__proto__,x:1", "__proto__"), ("bp=one-two-one-step-1,x:1", "one-two-one-step-1"),
    ("bp=one-two-one,x:0x10", "x:0x10"), ("bp=one-two-one,x:1;alert(1)", "x:1;alert(1)"),
    ("bp=one-two-one,bug:overwrite,x:1", "bug:overwrite"), ("bp=reuse,x:1", "reuse"),
    ("bp=<img src=x onerror=alert(1)>,x:1", "<img src=x onerror=alert(1)>"),
    ("bp=one-two-one,x:%3Cscript%3Ealert(1)%3C/script%3E", "x:<script>alert(1)</script>"),
    ("bp=one-two-one,x:%E2%80%AE1%00%0A", "x:\ufffd1\ufffd\ufffd"), ("bp=one-two-one,{part}:1", "{part}:1"),
    ("bp=one-two-one,x:" + "1" * 500, "x:" + "1" * 38 + "…"),
    ("bp=one-two-one,x:" + "1" * 5000, "bp=one-two-one,x:"),
]  # fmt: skip
# Opened as whole pages, too: nothing given, a name that every object has, markup, and what is too long.
OPENED_ANEW = [*WRONG[:1], *(each for each in WRONG if "__proto__,x" in each[0] or "<img" in each[0]), WRONG[-1]]
# Go to an address as by Back and Forward.
GO_TO = """address => {
  history.replaceState(null, "", address);
  for (const type of ["popstate", "hashchange"]) dispatchEvent(new Event(type));
}"""


# What is told, how many elements are in it, the step in sight, some numbers, and which traps were sprung.
SHOWN = f"""() => {{
  const figure = document.querySelector("{FIGURE}"), told = figure.querySelector(".bp-address");
  const numbers = ["x", "w11", "y"].map((name) => figure.querySelector(`input[name="${{name}}"]`).value);
  return [told?.textContent, told?.children.length, figure.querySelector(".is-current").id, numbers, window.ran];
}}"""
# First to good parts, then to each that has something wrong in it.
EACH = f"""(queries) => queries.map((query) => [
  "?bp=one-two-one,x:1.5,w11:3{FIGURE}-step-4", `?${{query}}{FIGURE}-step-2`,
].map((address) => {{
  ({GO_TO})(address);
  return ({SHOWN})();
}}))"""


def check_original(shown: list[Any], part: str) -> None:
    """The sentence names the part, as text; nothing of the address is used."""
    told, *others = shown
    assert re.search(rf"“{re.escape(part)}.*original numbers", told or ""), (part, told)
    assert others == [0, f"{FIGURE[1:]}-step-2", ["0.5", "0.8", "0.8"], []], part


@pytest.mark.parametrize(("query", "part"), OPENED_ANEW)
def test_a_wrong_address_gives_the_original_numbers_and_a_sentence(
    page: Pages, served: Server, query: str, part: str
) -> None:
    """No engine is loaded for it."""
    tab = page()
    tab.add_init_script(TRAPS)
    opened(tab, served, f"{CHAPTER}?{query}{FIGURE}-step-2")
    expect(tab.locator(f"{FIGURE} .bp-address")).to_be_attached()
    check_original(tab.evaluate(SHOWN), part)
    assert not any(".wasm" in path or ".bin" in path for path in served.requests)


def test_each_wrong_part_of_an_address_is_named(page: Pages, served: Server) -> None:
    """Not even good parts beside it are used, also where the page showed other numbers before."""
    # The icon is asked for again whenever the address changes.
    tab = page(expected=["favicon"])
    tab.add_init_script(TRAPS)
    served.faults["*.bin"] = NEVER
    opened(tab, served, CHAPTER).add_style_tag(content=UNSEEN)
    for (good, wrong), (_, part) in zip(tab.evaluate(EACH, [query for query, _ in WRONG]), WRONG, strict=True):
        assert good == [None, None, f"{FIGURE[1:]}-step-4", ["1.5", "3", "0.8"], []], part
        check_original(wrong, part)
    tab.goto("about:blank")


def test_a_step_that_is_not_there_gives_a_sentence(page: Pages, served: Server) -> None:
    """The figure stays at its first step, which is wholly there below the sentence."""
    tab = opened(page(), served, f"{CHAPTER}{FIGURE}-step-99")
    expect(tab.locator(f"{FIGURE} .bp-address")).to_contain_text("does not have")
    expect(tab.locator(f"{FIGURE}-step-0")).to_have_class("bp-step is-current")
    told, stage = (tab.locator(f"{FIGURE} {part}").bounding_box() for part in (".bp-address", ".bp-stage"))
    assert told is not None
    assert stage is not None
    assert told["y"] + told["height"] <= stage["y"]
    tab.locator(f"{FIGURE} .bp-stage").scroll_into_view_if_needed()
    expect(tab.locator(f"{FIGURE}-step-0 .bp-title")).to_be_in_viewport()


def hostile(count: int, own: dict[str, list[str]]) -> list[str]:
    """Queries made of what breaks readers of addresses, most about a page's own figures, the same each time."""
    choose = random.Random("hostile")
    names = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "q", "x\u0000", "X", "ｘ", "w11 "]
    texts = ["1", "-0.5", ".25", "3e-7", "1e999", "-1e999", "NaN", "Infinity", "0x1f", "1_000", "", " ", "+1", "1e",
             ".", "-", "--1", "<script>alert(1)</script>", "javascript:alert(1)", "\"><img src=x onerror=alert(1)>",
             "1;alert(1)", "${alert(1)}", "1'--", "%", "%zz", "%E0%A4%A", "\ud7ff", "\u202e1", "1\n2", "9" * 400,
             "1e-400", "١"]  # fmt: skip
    figures = ["reuse", "__proto__", "constructor", "", "..", "one-two-one-step-3", "one-two-one-x", "neuron-step-1",
               "backprop-manifest", "<svg onload=alert(1)>", "one-two-one\u0000"]  # fmt: skip
    keys = ("bp=",) * 7 + ("&bp=", "a=1&bp=", "bp", "bp=&bp=")

    def written(text: str) -> str:
        return quote(text, safe="") if choose.random() < 0.5 else text

    def query() -> str:
        figure = choose.choice(list(own) if choose.random() < 0.9 else figures)
        fields = own.get(figure) or ["x"]
        parts = [written(figure)]
        for _ in range(choose.choice((0, 1, 1, 2, 3, 40))):
            separator = choose.choice((":", ":", ":", "=", "::", "%3A", ""))
            name = choose.choice(fields if choose.random() < 0.6 else names)
            parts.append(written(name) + separator + written(choose.choice(texts)))
        text = choose.choice(keys) + ",".join(parts)
        return "?" + "".join(chr(choose.randrange(1, 0xD7FF)) if choose.random() < 0.005 else each for each in text)

    return [query() for _ in range(count)]


def expect_stepping(tab: Page) -> None:
    """The first figure goes to its first step."""
    figure = tab.locator(".bp-figure.bp-ready").first
    figure.locator('[data-action="reset"]').click(force=True)
    figure.locator('[data-action="forward"]').click()
    expect(figure.locator(".bp-step.is-current")).to_have_attribute("id", re.compile("-step-1$"))


@pytest.mark.gate
def test_ten_thousand_hostile_addresses_are_refused(
    page: Pages, served: Server, measured: Callable[[str], None]
) -> None:
    """Read, and opened in the bar: nothing thrown, run or made, no number changed but by a number.

    More than half of them name a figure of the page, and so are read to the end; some hold nothing wrong.
    """
    # The icon is asked for again whenever the address changes, also when the test is over.
    tab = page(expected=["favicon"])
    tab.add_init_script(TRAPS)
    drawn(opened(tab, served, CHAPTER))
    before = tab.evaluate("document.querySelectorAll('*').length")
    own = tab.evaluate(OWN_FIGURES)
    found = tab.evaluate(OPENED, hostile(HOSTILE, own))
    assert found["odd"] == []
    assert found["named"] > HOSTILE * 0.5
    assert found["refused"] > HOSTILE * 0.75
    assert found["used"] > HOSTILE * 0.01
    assert 0 < found["asked"] <= len(own), "each figure asks the engine once until it has answered"
    assert tab.evaluate("document.querySelectorAll('*').length") == before
    assert tab.evaluate("[window.ran.length, ({}).polluted, Object.keys(Object.prototype).length]") == [0, None, 0]
    expect_stepping(tab)
    tab.close()
    measured(
        f"hostile addresses: {HOSTILE:,} read, {found['opened']:,} opened; "
        f"{found['named']:,} named a figure of the page; "
        f"{found['refused']:,} refused, {found['used']:,} held plain numbers, the others none"
    )


def test_hostile_addresses_opened_for_real(page: Pages, served: Server) -> None:
    """Whole pages and changes of the fragment: no error, no dialog, no script, and the figure still steps."""
    tab = page()
    dialogs: list[str] = []
    tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
    tab.add_init_script(TRAPS)
    served.faults["*.bin"] = NEVER
    own = opened(tab, served, NEURON).evaluate(OWN_FIGURES)
    queries = [query for query in hostile(400, own) if len(query) < 3000]
    named = 0
    for query in queries[:PAGES_LOADED]:
        safe = quote(query[1:].encode("utf-8", "replace"), safe="=&,:%<>\"'();")
        opened(tab, served, f"{NEURON}?{safe}#{quote(query[2:40])}")
        read = tab.evaluate(LOOKED_UP)
        named += read["named"]
        told = tab.locator(".bp-address").filter(has_text="original numbers").count()
        assert told == bool(read.get("wrong")), query
        assert tab.evaluate("window.ran") == []
    assert named > PAGES_LOADED * 0.5
    tab.evaluate(GO_THROUGH, [choose_hash(query) for query in queries[:HASHES]])
    assert tab.evaluate("window.ran") == []
    assert dialogs == []
    expect_stepping(tab)


def choose_hash(query: str) -> str:
    """A fragment like that of a step, made of a hostile query."""
    return f"{query[4:30]}-step-{query[-6:]}" if len(query) % 2 else f"neuron-step-{query[-6:]}"


def test_back_and_forward_go_through_shared_addresses(page: Pages, served: Server) -> None:
    """Each address shows its own step and numbers again."""
    served.faults["*.bin"] = NEVER
    tab = opened(page(), served, f"{CHAPTER}?bp=one-two-one,x:1{FIGURE}-step-2")
    opened(tab, served, f"{CHAPTER}?bp=one-two-one,x:2{FIGURE}-step-5")
    for go, x, step in ((tab.go_back, "1", 2), (tab.go_forward, "2", 5)):
        go()
        tab.wait_for_function("window.backprop?.tools")
        expect(tab.locator(f"{FIGURE}-step-{step}")).to_have_class("bp-step is-current")
        expect(tab.locator(f'{FIGURE} input[name="x"]')).to_have_value(x)


def test_the_switch_for_the_bug_is_part_of_the_address(page: Pages, served: Server) -> None:
    """Copied while it is on, opened with it on; where a figure has no such switch, the address is wrong."""
    work, fork = "backpropagation-at-work/", "#fork"
    served.faults["*.bin"] = NEVER
    tab = opened(page(permissions=["clipboard-read", "clipboard-write"]), served, f"{work}{fork}-step-6")
    tab.locator(f'{fork} [data-tool="bug"]').click()
    tab.locator(f'{fork} [data-tool="share"]').click()
    expect(tab.locator(f"{fork} .bp-link")).to_have_value(f"{served.url}{work}?bp=fork,bug:overwrite{fork}-step-6")
    served.faults.clear()
    again = opened(page(), served, f"{work}?bp=fork,x:1,bug:overwrite{fork}-step-6")
    expect(again.locator(f'{fork} [data-tool="bug"]')).to_have_attribute("aria-pressed", "true")
    expect(again.locator(f"{fork}-step-6")).to_contain_text("Here is the bug", timeout=LIVE)
    assert field(again, "x", fork) == "1"
    opened(again, served, f"{CHAPTER}?bp=one-two-one,bug:overwrite{FIGURE}-step-6")
    expect(again.locator(f"{FIGURE} .bp-address")).to_contain_text("original numbers")


def test_instant_navigation_opens_shared_addresses(page: Pages, published: Server) -> None:
    """A link to another page's step and numbers, followed without a new document, and back and forward again."""
    published.faults["*.bin"] = NEVER
    tab = page()
    tab.goto(published.url)
    instant(tab)
    tab.evaluate(
        """(address) => {
          window.sameDocument = true;
          const link = Object.assign(document.createElement("a"), { href: address, textContent: "go", id: "go" });
          document.querySelector("article").prepend(link);
        }""",
        f"{published.url}{CHAPTER}?bp=one-two-one,x:1,w11:2{FIGURE}-step-9",
    )
    tab.locator("#go").press("Enter")
    for returning in (False, True):
        if returning:
            tab.go_back()
            expect(tab.locator(FIGURE)).to_have_count(0)
            tab.go_forward()
        expect(tab.locator(f"{FIGURE}-step-9")).to_have_class("bp-step is-current")
        expect(tab.locator(f'{FIGURE} input[name="w11"]')).to_have_value("2")
        expect(tab.locator(f'{FIGURE} input[name="x"]')).to_have_value("1")
    assert tab.evaluate("window.sameDocument")


@pytest.mark.parametrize("site_has_address", [False, True])
def test_a_link_to_other_numbers_of_the_same_page_brings_them(
    page: Pages, served: Server, published: Server, site_has_address: bool
) -> None:
    """As authors write it in their text; a link to a step alone leaves the numbers as they are."""
    server = published if site_has_address else served
    server.faults["*.bin"] = NEVER
    tab = opened(page(), server, CHAPTER)
    for query, step, number in [("?bp=one-two-one,x:1.5", 3, "1.5"), ("", 4, "1.5"), ("?bp=one-two-one,x:2", 5, "2")]:
        tab.evaluate(
            """address => {
              const link = Object.assign(document.createElement("a"), { href: address, textContent: "go", id: "go" });
              document.getElementById("go")?.remove();
              document.querySelector("article").prepend(link);
            }""",
            f"{query}{FIGURE}-step-{step}",
        )
        tab.locator("#go").click()
        expect(tab.locator(f"{FIGURE}-step-{step}")).to_have_class("bp-step is-current")
        expect(tab.locator(f'{FIGURE} input[name="x"]')).to_have_value(number)


def test_without_javascript_the_address_lands_on_its_step(page: Pages, served: Server) -> None:
    """The browser scrolls to it; the numbers are the original ones."""
    tab = page(java_script_enabled=False)
    tab.goto(f"{served.url}{CHAPTER}?bp=one-two-one,x:1{FIGURE}-step-9")
    step = tab.locator(f"{FIGURE}-step-9")
    expect(step).to_be_in_viewport()
    expect(step.locator(".bp-formula")).to_be_visible()


def test_without_an_engine_the_sentence_says_so(page: Pages, served: Server) -> None:
    """The link then holds the step alone."""
    served.faults["*/live.*.js"] = missing()
    tab = opened(page(expected=["404", "live"]), served, f"{CHAPTER}?bp=one-two-one,x:1{FIGURE}-step-2")
    expect(tab.locator(f"{FIGURE} .bp-address")).to_contain_text("nothing here can compute")
    assert tab.evaluate(f"backprop.tools.address(backprop.stepping.of(document.querySelector('{FIGURE}')))") == (
        f"{served.url}{CHAPTER}{FIGURE}-step-2"
    )


def test_an_engine_that_fails_says_so_as_always(page: Pages, served: Server) -> None:
    """The numbers stand in the fields, the steps stay, and there is a button to try again."""
    served.faults["*.wasm*"] = missing()
    tab = opened(page(expected=["404"]), served, f"{CHAPTER}?bp=one-two-one,x:1{FIGURE}-step-2")
    expect(tab.locator(f"{FIGURE} .bp-live-message")).to_contain_text("could not be downloaded", timeout=LIVE)
    expect(tab.locator(f'{FIGURE} [data-action="retry"]')).to_be_visible()
    expect(tab.locator(f"{FIGURE}-step-2")).to_have_class("bp-step is-current")


@pytest.mark.gate
def test_axe_finds_nothing_in_the_open_panel(
    page: Pages, served: Server, axe: Callable[[Page, str], list[str]]
) -> None:
    """Light and dark, and with the sentence about a wrong address."""
    tab = opened(page(), served, f"{CHAPTER}?bp=1{FIGURE}-step-2")
    tab.locator(f'{FIGURE} [data-tool="share"]').click()
    expect(tab.locator(f"{FIGURE} .bp-link")).to_be_visible()
    for _ in views(tab, [(PHONE, "light"), (PHONE, "dark")]):
        assert axe(tab, FIGURE) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
        assert json.loads(tab.evaluate("JSON.stringify(window.backprop.tools.read(''))")) == {}
