"""When the one worker starts, by which way, and what becomes of a call when the worker does not answer."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.plugin.building import PYODIDE
from tests.support.pages import Pages, settled
from tests.support.server import NEVER, Server, missing
from tests.support.site import ROOT
from tools.runtime import client, pyodide
from tools.runtime.cache import Cache
from tools.runtime.snapshot import taken
from tools.runtime.wheel import build_wheel

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"
LIVE = 60_000
FAST = ("worker.js", "pyodide.asm.wasm", "snapshot")
RUNTIME = (".bin",)

# From the second request on, `count` of them are not answered: their worker is `act`.
SABOTAGE = """({ act, count }) => {
  const Real = window.Worker;
  window.started = 0;
  let requests = 0;
  window.Worker = class extends Real {
    constructor(address, options) {
      super(address, options);
      if (options?.type !== "module") return;
      window.started++;
      const post = this.postMessage.bind(this);
      this.postMessage = (message) => {
        const number = "request" in message ? ++requests : 0;
        if (number < 2 || number > 1 + count) return post(message);
        if (act === "killed") return this.terminate();
        const data = { failed: "engine", detail: "out of memory" };
        if (act === "raising") setTimeout(() => this.onmessage({ data }));
        if (act === "crashed") setTimeout(() => this.onerror({ message: "crashed" }));
      };
    }
  };
}"""


def opened(tab: Page, served: Server) -> Page:
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    return tab


def fill(tab: Page, name: str, text: str) -> None:
    tab.locator(f'{FIGURE} input[name="{name}"]').fill(text)


def expect_shown(tab: Page, text: str) -> None:
    expect(tab.locator("#one-two-one-step-0 .bp-formula")).to_contain_text(text, timeout=LIVE)


def loaded(served: Server) -> list[str]:
    """What was asked for of the live engine."""
    return [path for path in served.requests if any(part in path for part in RUNTIME)]


def links(tab: Page, **connection: object) -> None:
    """Let pages think that the reader's connection is like this."""
    tab.add_init_script(f"Object.defineProperty(navigator, 'connection', {{ value: {json.dumps(connection)} }})")


def test_nothing_of_the_engine_is_asked_for_before_the_first_step(page: Pages, served: Server) -> None:
    """Reading and stepping wait for nothing of Pyodide, and load nothing of it."""
    tab = opened(page(), served)
    for _ in range(5):
        tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE}-step-5.is-current")).to_be_attached()
    settled(tab)
    assert loaded(served) == []


def test_the_engine_starts_ahead_once_a_figure_is_in_sight(page: Pages, served: Server) -> None:
    """Without a word: the first change then loads nothing more."""
    tab = opened(page(preload=True), served)
    tab.locator(FIGURE).scroll_into_view_if_needed()
    while not any("/snapshot." in path for path in loaded(served)):
        tab.wait_for_timeout(100)
    expect(tab.locator(f"{FIGURE} .bp-live")).to_be_hidden()
    fill(tab, "x", "1.25")
    expect_shown(tab, "1.25")
    assert len([path for path in loaded(served) if "/worker.js." in path]) == 1


@pytest.mark.parametrize("connection", [{"saveData": True}, {"effectiveType": "2g"}, {"effectiveType": "3g"}])
def test_a_poor_connection_starts_nothing_ahead(page: Pages, served: Server, connection: dict[str, object]) -> None:
    """Nothing before the first change."""
    tab = page(preload=True)
    links(tab, **connection)
    settled(opened(tab, served)).evaluate("new Promise((done) => requestIdleCallback(() => done()))")
    assert loaded(served) == []


def test_a_poor_connection_takes_the_smaller_start(page: Pages, served: Server) -> None:
    """No snapshot, which is the larger part."""
    tab = page()
    links(tab, saveData=True)
    fill(opened(tab, served), "x", "1.25")
    expect_shown(tab, "1.25")
    assert not [path for path in loaded(served) if "/snapshot." in path]
    assert [path for path in loaded(served) if "/python_stdlib." in path]


def test_a_start_ahead_that_fails_is_silent(page: Pages, served: Server) -> None:
    """The reader did not ask for it; the first change tries again."""
    served.faults["*.wasm.*.bin"] = missing()
    tab = opened(page(preload=True, expected=["404"]), served)
    tab.locator(FIGURE).scroll_into_view_if_needed()
    while not any(".wasm." in path for path in loaded(served)):
        tab.wait_for_timeout(100)
    tab.wait_for_timeout(500)
    expect(tab.locator(f"{FIGURE} .bp-live")).to_be_hidden()
    served.faults.clear()
    fill(tab, "x", "1.25")
    expect_shown(tab, "1.25")


@pytest.mark.parametrize("act", ["raising", "crashed"])
def test_a_crash_is_mended_without_a_word(page: Pages, served: Server, act: str) -> None:
    """One new worker gets the same call; the reader sees the new numbers."""
    tab = page()
    tab.add_init_script(f"({SABOTAGE})({json.dumps({'act': act, 'count': 1})})")
    opened(tab, served)
    fill(tab, "x", "1.25")
    expect_shown(tab, "1.25")
    assert tab.evaluate("window.started") == 2


@pytest.mark.parametrize(
    ("act", "count", "said"),
    [
        ("killed", 1, "needed more than two seconds"),
        ("raising", 2, "stopped with an error"),
        ("crashed", 2, "with an error"),
    ],
)
def test_after_silence_or_a_second_crash_the_reader_may_try_again(
    page: Pages, served: Server, act: str, count: int, said: str
) -> None:
    """A sentence, the figure as it was, steps that go on; a retry works once the fault is gone."""
    tab = page()
    tab.add_init_script(f"({SABOTAGE})({json.dumps({'act': act, 'count': count})})")
    opened(tab, served)
    before = tab.locator(f"{FIGURE} .bp-steps").text_content()
    fill(tab, "x", "1.25")
    message = tab.locator(f"{FIGURE} .bp-live-message")
    expect(message).to_contain_text(said, timeout=LIVE)
    assert tab.locator(f"{FIGURE} .bp-steps").text_content() == before
    tab.locator(f'{FIGURE} [data-action="forward"]').click()
    expect(tab.locator(f"{FIGURE} .is-current")).to_have_attribute("id", "one-two-one-step-1")
    tab.locator(f'{FIGURE} [data-action="retry"]').click()
    expect_shown(tab, "1.25")


def test_a_run_of_more_than_two_seconds_is_ended_and_said_so(page: Pages, served: Server) -> None:
    """Real work, longer than any tool asks for at once; the next call is answered by a new worker."""
    outcome = opened(page(), served).evaluate(TOO_LONG)
    assert outcome == {"kind": "slow", "after": True}


TOO_LONG = """async () => {
  const figure = document.querySelector("#one-two-one");
  const specification = JSON.parse(figure.dataset.specification);
  const deep = { network: [8, 5, 5, 4, 2], activation: "tanh" };
  const call = (request) => backprop.live.engine.call(request);
  await call({ call: "frames", specification });
  const training = { call: "train", specification: deep, rate: 0.001, updates: 5000 };
  const kind = await call(training).then((answer) => JSON.stringify(answer), (error) => error.kind);
  const answer = await call({ call: "frames", specification });
  return { kind, after: answer.frames.length === 21 };
}"""

COUNT_REQUESTS = """() => {
  const post = Worker.prototype.postMessage;
  window.requests = 0;
  Worker.prototype.postMessage = function (message, ...more) {
    if ("request" in message) window.requests++;
    return post.call(this, message, ...more);
  };
}"""

TURN = """(count) => {
  const input = document.querySelector("#one-two-one input[name=x]");
  for (let turn = 1; turn <= count; turn++) {
    input.value = String(turn / 100);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def test_superseded_requests_are_dropped(page: Pages, served: Server) -> None:
    """Of fifty changes in a row the engine sees the one under way and the last, which is shown and then completed."""
    tab = page()
    tab.add_init_script(f"({COUNT_REQUESTS})()")
    opened(tab, served)
    fill(tab, "x", "1.25")
    expect_shown(tab, "1.25")
    before = tab.evaluate("window.requests")
    tab.evaluate(TURN, 50)
    expect_shown(tab, "x=0.5")
    assert 1 <= tab.evaluate("window.requests") - before <= 3


AT_FIRST_STEP = """() => addEventListener("DOMContentLoaded", () => {
  const ready = document.querySelectorAll(".bp-figure.bp-ready").length;
  window.atFirstStep = { ready, asked: performance.getEntriesByType("resource").map((each) => each.name) };
})"""


def test_figures_can_be_stepped_before_anything_starts_ahead(page: Pages, served: Server) -> None:
    """As readers get it, with preload: all figures are ready with the page, and nothing of Pyodide was asked for."""
    tab = page(preload=True)
    tab.add_init_script(f"({AT_FIRST_STEP})()")
    opened(tab, served)
    seen = tab.evaluate("window.atFirstStep")
    assert seen["ready"] >= 1
    assert seen["asked"], "the page's own scripts, at least"
    assert [name for name in seen["asked"] if any(part in name for part in RUNTIME)] == []


PROGRESS = """async (selector) => {
  const specification = JSON.parse(document.querySelector(selector).dataset.specification);
  const seen = [];
  await backprop.live.engine.call({ call: "frames", specification }, { onProgress: (...both) => seen.push(both) });
  return seen;
}"""


def test_progress_is_told_of_all_that_is_fetched(page: Pages, served: Server) -> None:
    """From the first byte on, although the worker's script comes before the others."""
    seen = opened(page(), served).evaluate(PROGRESS, FIGURE)
    sizes = [path.stat().st_size for part in FAST for path in served.folder.glob(f"assets/backprop/{part}.*.bin")]
    assert len(sizes) == len(FAST)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {sum(sizes)}
    assert seen[-1][0] == sum(sizes)


# The worker hands the page its memory at the moment when Pyodide takes it over; the page keeps the SHA-256 of it.
TELL_MEMORY = """() => {
  const [RealBlob, RealWorker] = [window.Blob, window.Worker];
  window.Blob = class extends RealBlob {
    constructor([script], options) {
      const text = typeof script === "string" ? "" : new TextDecoder().decode(script);
      if (!text) return new RealBlob([script], options);
      const restored = /(\\w+)\\.API\\.restoreSnapshot\\(\\w+\\)/g;
      if (text.match(restored)?.length !== 1) throw new Error("the worker does not restore a snapshot in one place");
      super([text.replace(restored, "(self.postMessage({memory:$1.HEAPU8.slice()}),$&)")], options);
    }
  };
  window.Worker = class extends RealWorker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", async ({ data }) => {
        if (data.memory) window.memory = await backprop.live.digest(data.memory);
      });
    }
  };
}"""


@pytest.mark.gate
def test_the_memory_of_a_fast_start_is_the_one_that_was_saved(page: Pages, served: Server, tmp_path: Path) -> None:
    """To the byte, although two thirds of it were not sent: a fresh memory has them in the browser as under Node.js."""
    cache, release = Cache(ROOT / ".cache"), tmp_path / "release"
    release.mkdir()
    pyodide.lay_out(PYODIDE, release, client.worker(), cache)
    _, saved, _ = taken(release, build_wheel(tmp_path, cache))
    tab = page()
    tab.add_init_script(f"({TELL_MEMORY})()")
    opened(tab, served)
    fill(tab, "x", "1.25")
    expect_shown(tab, "1.25")
    tab.wait_for_function("window.memory")
    assert tab.evaluate("window.memory") == sha256(saved[int.from_bytes(saved[4:8], "little") :]).hexdigest()


@pytest.mark.parametrize("place", [0, 20], ids=["not a snapshot", "of another version"])
def test_a_snapshot_that_cannot_be_used_is_followed_by_a_plain_start(page: Pages, served: Server, place: int) -> None:
    """The bytes are those of the manifest, but Pyodide refuses them: the reader waits longer, and that is all."""
    (path,) = served.folder.glob("assets/backprop/snapshot.*.bin")
    whole = gzip.decompress(path.read_bytes())
    at = place + 4 * (3 + int.from_bytes(whole[8:12], "little"))  # the head stands behind the list of pages
    other = gzip.compress(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], 1, mtime=0)

    def altered_page(route: Route) -> None:
        html = route.fetch().text()
        for before, after in (
            (sha256(path.read_bytes()).hexdigest(), sha256(other).hexdigest()),
            (f'"bytes":{path.stat().st_size},', f'"bytes":{len(other)},'),
        ):
            assert html.count(before) == 1
            html = html.replace(before, after)
        route.fulfill(body=html, content_type="text/html")

    tab = page()
    tab.route(f"**/{CHAPTER}", altered_page)
    tab.context.route(f"**/{path.name}", lambda route: route.fulfill(body=other))
    if place:
        # What follows either refusal is the same, and the dearest start that there is.
        served.faults["*/python_stdlib.*"] = NEVER
    refused = tab.expect_console_message(lambda message: "snapshot was not used" in message.text, timeout=LIVE)
    with tab.expect_request("**/python_stdlib.*"), refused:
        opened(tab, served)
        fill(tab, "x", "1.25")
    if not place:
        expect_shown(tab, "1.25")
