"""How much memory a page and its worker hold, as Chromium counts it after a collection."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from itertools import count
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

PATIENCE = 60
IN_WORKER = """\
self.memories = [];
{
  const { instantiate, Memory } = WebAssembly;
  WebAssembly.instantiate = async (...parts) => {
    const instance = await instantiate(...parts);
    self.memories.push(...Object.values(instance.exports).filter((each) => each instanceof Memory));
    return instance;
  };
}
"""
# The worker starts from memory: it is the one script that a page makes.
PROBE = """\
window.Blob = class extends Blob {
  constructor(parts, options) {
    super(options?.type === "text/javascript" ? [%s, ...parts] : parts, options);
  }
};
"""
BYTES = "self.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)"
ANSWER = "Target.receivedMessageFromTarget"


@dataclass(frozen=True)
class Usage:
    """Megabytes: the memory of WebAssembly in the workers, the heaps of JavaScript in page and workers."""

    python: float
    heap: float

    def __str__(self) -> str:
        return f"{self.python:.1f} + {self.heap:.1f}"


def megabytes(tab: Page) -> Usage:
    """What the page, the only one that is open, and its workers hold now."""
    browser = tab.context.browser
    assert browser is not None
    session = browser.new_browser_cdp_session()
    targets = session.send("Target.getTargets")["targetInfos"]
    heap = sum(_heap(session, each["targetId"]) for each in targets if each["type"] in ("page", "worker"))
    session.detach()
    python = sum(each.evaluate(BYTES) for each in tab.workers if each.url.startswith("blob:"))
    return Usage(python / 1e6, heap / 1e6)


def probe(context: BrowserContext) -> None:
    """Let the workers of pages opened from now on say how much memory WebAssembly has, which no heap counts."""
    context.add_init_script(PROBE % json.dumps(IN_WORKER))


def _heap(session: CDPSession, target: str) -> float:
    attached = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]
    talk = _Talk(session, attached)
    for _ in range(2):
        talk.ask("HeapProfiler.collectGarbage")
    used = talk.ask("Runtime.getHeapUsage")["usedSize"]
    session.send("Target.detachFromTarget", {"sessionId": attached})
    return float(used)


class _Talk:
    """Questions to one target by way of the browser's session."""

    def __init__(self, session: CDPSession, target: str) -> None:
        self.session, self.target, self.numbers = session, target, count(1)
        self.answers: dict[int, dict[str, Any]] = {}
        session.on(ANSWER, self._receive)

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self.numbers)
        message = json.dumps({"id": number, "method": method, "params": parameters})
        self.session.send("Target.sendMessageToTarget", {"sessionId": self.target, "message": message})
        until = time.monotonic() + PATIENCE
        while number not in self.answers:
            if time.monotonic() > until:
                raise TimeoutError(f"Chromium did not answer {method}")
            self.session.send("Browser.getVersion")
        return self.answers[number]

    def _receive(self, event: dict[str, Any]) -> None:
        answer = json.loads(event["message"])
        if event["sessionId"] == self.target and "id" in answer:
            self.answers[answer["id"]] = answer.get("result", {})
