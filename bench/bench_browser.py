"""The site in a real Chromium against plain Pyodide and plain Material: `make bench-browser`.

Rounds are interleaved, each in a browser profile of its own, and a ratio is taken within its round, so that a slow
spell of the machine hits both of its sides. Times are those of the clock, as the reader's is.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import memory
from bench.browser_site import MATERIAL, OURS, PLAIN, Server, served
from tests.support import chromium, pages

ROUNDS = 10
EDITS, MANY_EDITS, NAVIGATIONS, UPDATES = 500, 2000, 50, 500
CHAPTER, FIGURE = "chain-rule-and-backpropagation/", "one-two-one"
OTHER = "backpropagation-at-work/"
NAMES = ("w11", "b1", "w12", "b2", "wo1", "wo2", "bo", "x", "y")
PATIENCE = 120_000
RUNTIME = (".bin",)

FIRST_CLICK = """\
const until = setInterval(() => {
  const figure = document.querySelector("figure.bp-ready");
  if (!figure) return;
  figure.querySelector('[data-action="forward"]').click();
  if (figure.querySelector(".is-current")?.id !== `${figure.id}-step-1`) return;
  clearInterval(until);
  window.clickable = performance.now();
}, 1);
"""
# Parts that the page asked for before its first step could be clicked; what starts ahead after it does not count.
ASKED_BEFORE = """parts => performance.getEntriesByType("resource").filter(({ name, startTime }) =>
  startTime < window.clickable && parts.some((part) => name.includes(part))).length"""
START_PLAIN = """() => new Promise((done, fail) => {
  const start = performance.now();
  const worker = new Worker("worker.mjs", { type: "module" });
  worker.onmessage = () => done(performance.now() - start);
  worker.onerror = ({ message }) => fail(message);
})"""
# Nobody edits within the half second in which a step still moves: what is drawn for that is no part of the start.
AT_FIRST_STEP = """id => document.querySelector(`#${id} [data-action="forward"]`).click()"""
AT_REST = "() => document.getAnimations().length === 0"
# Something else may change the drawing, too, so that the number itself is waited for.
FIRST_EDIT = """id => new Promise((done, fail) => {
  setTimeout(() => fail(document.querySelector(`#${id} .bp-live`).textContent), 60000);
  const input = document.querySelector(`#${id} input[name="x"]`);
  const live = () => document.querySelector(`#${id}-step-1 .bp-formula`).textContent.includes("1.25");
  new MutationObserver(() => live() && done(performance.now() - start)).observe(
    document.querySelector(`#${id} .bp-steps`), { childList: true, subtree: true });
  const start = performance.now();
  input.value = "1.25";
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""
# At the last step the log of all steps is in sight, so that every edit changes something of it.
EDIT = """async ({ id, edits }) => {
  const figure = document.getElementById(id);
  const box = figure.querySelector(".bp-steps");
  const times = [];
  for (const [name, text] of edits) {
    const input = figure.querySelector(`input[name="${name}"]`);
    let seen;
    const changed = new Promise((done) => {
      seen = new MutationObserver(done);
      seen.observe(box, { childList: true, subtree: true, attributes: true });
    });
    const start = performance.now();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await Promise.race([changed, new Promise((done) => setTimeout(done, 5000))]);
    seen.disconnect();
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
    times.push(performance.now() - start);
  }
  return times;
}"""

TRAIN = """async ({ id, updates }) => {
  const specification = JSON.parse(document.getElementById(id).dataset.specification);
  const start = performance.now();
  await window.backprop.live.engine.call({ call: "train", specification, rate: 0.01, updates });
  return performance.now() - start;
}"""


@dataclass
class Report:
    """Prints a line a finding; `missed` is what fell short."""

    missed: list[str] = field(default_factory=list)

    def most(self, name: str, value: float, limit: float, unit: str = "") -> None:
        """A value that is wanted to be at most `limit`."""
        self._line(name, value, f"≤ {limit:g}", unit, met=value <= limit)

    def least(self, name: str, value: float, limit: float, unit: str = "") -> None:
        """A value that is wanted to be at least `limit`."""
        self._line(name, value, f"≥ {limit:g}", unit, met=value >= limit)

    def say(self, line: str) -> None:
        """A line without a judgement."""
        print(f"          {line}", flush=True)

    def _line(self, name: str, value: float, wanted: str, unit: str, *, met: bool) -> None:
        if not met:
            self.missed.append(name)
        print(f"  {'met   ' if met else 'MISSED'}  {name}: {value:,.4g}{unit}, wanted {wanted}{unit}", flush=True)


def main() -> None:
    """Measure everything in one run."""
    path, report = chromium.ensure(chromium.this_machine()), Report()
    with served() as server, sync_playwright() as playwright:
        browser = pages.launch(playwright, path)
        print(f"Chromium {browser.version}, {ROUNDS} rounds")
        for part in (first_click, page_bytes, first_edit, edits, training, growth):
            print(f"\n{(part.__doc__ or '').splitlines()[0]}", flush=True)
            part(browser, server, report)
        browser.close()
    print(f"\n{len(report.missed)} missed: {', '.join(report.missed)}" if report.missed else "\nAll met.")


def first_click(browser: Browser, server: Server, report: Report) -> None:
    """Navigation to the first step that can be clicked"""
    after, clickable, runtime = [], [], 0
    for _ in range(ROUNDS):
        tab = browser.new_context().new_page()
        tab.add_init_script(FIRST_CLICK)
        tab.goto(server.url + OURS + CHAPTER)
        tab.wait_for_function("window.clickable", timeout=PATIENCE)
        runtime += tab.evaluate(ASKED_BEFORE, RUNTIME)
        loaded = tab.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        clickable.append(tab.evaluate("window.clickable"))
        after.append(clickable[-1] - loaded)
        tab.context.close()
    report.most("clickable after DOMContentLoaded, median", statistics.median(after), 100, " ms")
    report.say(f"clickable after navigation, median: {statistics.median(clickable):.0f} ms")
    report.most("parts of Pyodide and engine asked for until then", runtime, 0)


def page_bytes(browser: Browser, server: Server, report: Report) -> None:
    """Bytes of the page before any edit, against the same page of plain Material"""
    zipped = {}
    for part in (OURS, MATERIAL):
        tab = browser.new_context().new_page()
        tab.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
        server.sent.clear()
        tab.goto(server.url + part + CHAPTER)
        tab.wait_for_load_state("networkidle")
        zipped[part] = server.zipped()
        report.say(f"{part:<10} {zipped[part]:,} bytes gzipped in {len(server.sent)} files")
        tab.context.close()
    report.most("more than plain Material", (zipped[OURS] - zipped[MATERIAL]) / 1000, 90, " kB")


def first_edit(browser: Browser, server: Server, report: Report) -> None:
    """First edit to live numbers, against loadPyodide of the same npm package"""
    ours, plain = Starts("first edit", start_ours), Starts("loadPyodide", start_plain)
    for _ in range(ROUNDS):
        for start in (ours, plain):
            start.measure(browser, server)
    for index, cache in enumerate(("cold", "warm")):
        ratios = [one[index] / other[index] for one, other in zip(ours.times, plain.times, strict=True)]
        for start in (ours, plain):
            seconds = statistics.median(times[index] for times in start.times) / 1000
            report.say(f"{start.name}, {cache} cache, median: {seconds:.2f} s, {start.bytes[index]:,} bytes")
        report.most(f"first edit / loadPyodide, {cache} cache", statistics.median(ratios), 0.2)


@dataclass
class Starts:
    """Starts of Python in the page: `times` in milliseconds and `bytes`, with a cold and then a warm cache."""

    name: str
    start: Callable[[Page, Server], float]
    times: list[tuple[float, float]] = field(default_factory=list)
    bytes: tuple[int, int] = (0, 0)

    def measure(self, browser: Browser, server: Server) -> None:
        """One start in a fresh profile on disk, and one in a new page of the same profile."""
        with TemporaryDirectory() as folder:
            context = pages.launch_profile(browser.browser_type, chromium.ensure(chromium.this_machine()), folder)
            cold, sent_cold = self._once(context.new_page(), server)
            warm, sent_warm = self._once(context.new_page(), server)
            context.close()
        self.times.append((cold, warm))
        self.bytes = (sent_cold, sent_warm)

    def _once(self, tab: Page, server: Server) -> tuple[float, int]:
        server.sent.clear()
        tab.set_default_timeout(PATIENCE)
        time = self.start(tab, server)
        sent = server.bytes_sent(*RUNTIME, PLAIN)
        tab.close()
        return time, sent


def start_ours(tab: Page, server: Server) -> float:
    """From the first edit to the first new number in the page; nothing is loaded ahead."""
    tab.add_init_script("window.requestIdleCallback = () => 0")
    tab.goto(server.url + OURS + CHAPTER)
    step(tab)
    return float(tab.evaluate(FIRST_EDIT, FIGURE))


def step(tab: Page) -> None:
    """Go to the figure's first step, as its reader does, and wait until nothing moves any more."""
    tab.wait_for_selector(f"#{FIGURE}.bp-ready")
    tab.evaluate(AT_FIRST_STEP, FIGURE)
    tab.wait_for_timeout(500)
    tab.wait_for_function(AT_REST)


def start_plain(tab: Page, server: Server) -> float:
    """From the start of a worker to the first value from its Python."""
    tab.goto(server.url + PLAIN)
    return float(tab.evaluate(START_PLAIN))


def live(context: BrowserContext, server: Server) -> Page:
    """The chapter with the engine started, at the figure's last step."""
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(server.url + OURS + CHAPTER)
    step(tab)
    tab.evaluate(FIRST_EDIT, FIGURE)
    tab.locator(f"#{FIGURE}").press("End")
    tab.wait_for_timeout(1000)
    return tab


def random_edits(count: int, seed: str) -> list[tuple[str, str]]:
    """Fields and what is typed into them, the same each time."""
    choose = random.Random(seed)
    return [(choose.choice(NAMES), f"{choose.uniform(-2, 2):.3f}") for _ in range(count)]


def edits(browser: Browser, server: Server, report: Report) -> None:
    """Edit to painted"""
    tab = live(browser.new_context(), server)
    times = tab.evaluate(EDIT, {"id": FIGURE, "edits": random_edits(EDITS, "edits")})
    tab.context.close()
    report.say(f"{EDITS} random edits, median: {statistics.median(times):.0f} ms")
    report.most("edit to painted, 95th percentile", statistics.quantiles(times, n=20)[-1], 50, " ms")


def training(browser: Browser, server: Server, report: Report) -> None:
    """Training in the page"""
    tab = live(browser.new_context(), server)
    seconds = [tab.evaluate(TRAIN, {"id": FIGURE, "updates": UPDATES}) / 1000 for _ in range(ROUNDS)]
    tab.context.close()
    report.least("gradient steps a second, median", UPDATES / statistics.median(seconds), 500)


def growth(browser: Browser, server: Server, report: Report) -> None:
    """Memory of the page and its worker"""
    context = browser.new_context()
    memory.probe(context)
    tab = live(context, server)
    seen = [memory.megabytes(tab)]
    for part in range(4):
        batch = random_edits(MANY_EDITS // 4, f"growth {part}")
        tab.evaluate(EDIT, {"id": FIGURE, "edits": batch})
        seen.append(memory.megabytes(tab))
    tell(report, f"{MANY_EDITS:,} edits", seen)
    seen = []
    for number in range(NAVIGATIONS):
        navigate(tab, OTHER if number % 2 == 0 else CHAPTER)
        if number % 10 == 9:
            seen.append(memory.megabytes(tab))
    tell(report, f"{NAVIGATIONS} instant navigations", seen)
    tab.context.close()


def navigate(tab: Page, page: str) -> None:
    """Follow a link to another page, which Material puts in the place of this one."""
    tab.evaluate("page => document.querySelector(`a[href$='${page}'], a[href='../${page}']`).click()", page)
    tab.wait_for_url(f"**/{page}")
    # Not by a handle, which would hold the figure and its page for ever.
    tab.locator("figure.bp-ready").first.wait_for(state="attached")
    assert tab.evaluate("window.backprop.live !== undefined")
    assert sum(each.url.startswith("blob:") for each in tab.workers) == 1, "one worker outlives the pages"


def tell(report: Report, what: str, seen: Sequence[memory.Usage]) -> None:
    """The first and the last measurement, and what was added after the first part."""
    report.say(f"{what}: {', '.join(map(str, seen))}")
    early, late = seen[1], seen[-1]
    report.most(f"growth of Python's memory over {what}", late.python - early.python, 0, " MB")
    report.most(f"growth of JavaScript's heaps over {what}", late.heap - early.heap, 1, " MB")


if __name__ == "__main__":
    main()
