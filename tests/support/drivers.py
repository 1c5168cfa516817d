"""Drive Firefox over WebDriver BiDi and WebKitGTK over WebDriver, for tests that Chromium alone cannot speak for.

with firefox(command, profile) as tab:
    tab.open(address)
    tab.wait("document.querySelector('.bp-ready')")
    assert tab.errors() == []
"""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket

PATIENCE = 60.0
PAUSE = 0.05
MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
# No start-up traffic of the browser's own.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}
# As systems tell a browser of them: that nothing is to move, and that colours are the reader's own.
STILL = {"ui.prefersReducedMotion": 1}
FORCED = {"browser.display.document_color_use": 2}
# The same where GTK is asked.
STILL_GTK = "[Settings]\ngtk-enable-animations=0\n"
# Put at the head of every page for a browser that does not tell of its console. Firefox fetches the next page ahead,
# and gives that up at will.
WATCH = """<script>
window.watched = [];
for (const type of ["error", "unhandledrejection", "securitypolicyviolation"])
  addEventListener(type, ({ message, reason, target }) => {
    if (target.rel !== "next") watched.push(message ?? String(reason ?? target.src ?? target.href));
  }, true);
console.error = (...texts) => watched.push(texts.join(" "));
</script>"""


class DriverError(RuntimeError):
    """A browser did not start, did not answer, or did not come to what a test waited for."""


class Tab(ABC):
    """One page in one browser."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Go to an address and wait until the browser calls it loaded."""

    def open(self, address: str) -> None:
        """Open an address in a fresh document, so that nothing of the one before can be taken for it."""
        self.go("about:blank")
        self.go(address)

    @abstractmethod
    def back(self) -> None:
        """Go back to the page before, as the browser's own button does."""

    @abstractmethod
    def run(self, expression: str) -> Any:  # noqa: ANN401 - whatever JSON the expression gives
        """Evaluate a JavaScript expression in the page."""

    @abstractmethod
    def errors(self) -> list[str]:
        """Errors on the console and uncaught ones so far."""

    def click(self, selector: str) -> None:
        """Click on the first element that fits."""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def fill(self, selector: str, text: str) -> None:
        """Put a text into a field as if it was typed."""
        field, value = json.dumps(selector), json.dumps(text)
        self.run(f"(document.querySelector({field}).value = {value}, 0)")
        self.run(f"document.querySelector({field}).dispatchEvent(new Event('input', {{ bubbles: true }}))")

    def wait(self, expression: str, patience: float = PATIENCE) -> None:
        """Wait until the expression holds."""
        deadline = time.monotonic() + patience
        while not self.run(f"Boolean({expression})"):
            if time.monotonic() > deadline:
                seen = self.run("document.body.innerText.slice(0, 300)")
                raise DriverError(f"not within {patience:.0f} s: {expression}\n{self.errors()}\n{seen}")
            time.sleep(PAUSE)


# Firefox lays a page out while it arrives, and says this of a formula of which only a part is there. Whether the whole
# has as many parts as it should, the checker of HTML says.
HALF_ARRIVED = re.compile(r"Invalid markup: Incorrect number of children for <\w+/> tag\.")


class Firefox(Tab):
    """A tab of Firefox, over WebDriver BiDi."""

    def __init__(self, address: str) -> None:
        self.channel = websocket.create_connection(f"{address}/session", timeout=PATIENCE, suppress_origin=True)
        self.numbers = itertools.count(1)
        self.logged: list[str] = []
        self.requests: list[str] = []
        """Addresses of all requests, of workers too."""
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - as the command defines it
        """Send a command and wait for its result, keeping the events that come before it."""
        number = next(self.numbers)
        self.channel.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (message := json.loads(self.channel.recv())).get("id") != number:
            self.note(message.get("method"), message.get("params", {}))
        if message["type"] == "error":
            raise DriverError(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    def note(self, event: str, content: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.requests.append(content["request"]["url"])
        elif content.get("level") == "error" and not HALF_ARRIVED.match(content["text"]):
            self.logged.append(content["text"])

    def go(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def back(self) -> None:
        self.send("browsingContext.traverseHistory", context=self.context, delta=-1)

    def run(self, expression: str) -> Any:  # noqa: ANN401
        text = f"JSON.stringify({expression})"
        answer = self.send("script.evaluate", expression=text, target={"context": self.context}, awaitPromise=True)
        if answer["type"] == "exception":
            raise DriverError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def errors(self) -> list[str]:
        self.run("0")
        return self.logged


class WebKit(Tab):
    """A tab of WebKitGTK's MiniBrowser, over WebDriver, which does not tell of the console: pages must be served with
    WATCH, which keeps what goes wrong until the page is left."""

    def __init__(self, address: str) -> None:
        self.address = address
        options = {"binary": MINI_BROWSER, "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.session = f"/session/{self.post('/session', capabilities=capabilities)['sessionId']}"

    def post(self, path: str, **parameters: object) -> Any:  # noqa: ANN401 - as the command defines it
        request = urllib.request.Request(self.address + path, json.dumps(parameters).encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise DriverError(f"{path}: {error.read().decode()[:500]}") from error

    def go(self, address: str) -> None:
        self.post(f"{self.session}/url", url=address)

    def back(self) -> None:
        self.post(f"{self.session}/back")

    def run(self, expression: str) -> Any:  # noqa: ANN401
        return self.post(f"{self.session}/execute/sync", script=f"return {expression}", args=[])

    def errors(self) -> list[str]:
        watched: list[str] = self.run("window.watched")
        return watched


@contextmanager
def started(command: Sequence[str], log: Path, **environment: str) -> Iterator[None]:
    """Run a program as long as the block runs, in a process group of its own, which ends as a whole.

    What it says goes to a file: a pipe that nobody empties would stop it.
    """
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}, process_group=0
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def said(pattern: str, log: Path) -> str:
    """What the pattern's group finds in the output of a program, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := re.search(pattern, log.read_text(errors="replace"), re.MULTILINE):
            return found[1]
        time.sleep(PAUSE)
    raise DriverError(f"{pattern} is not in the output: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def firefox(command: str, home: Path, preferences: Mapping[str, object] | None = None) -> Iterator[Firefox]:
    """A tab of a Firefox without a window that starts from a profile with these preferences."""
    wanted = PREFERENCES | dict(preferences or {})
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items()]
    (home / "user.js").write_text("".join(lines))
    options = ["--headless", "--remote-debugging-port=0", "--profile", str(home), "--no-remote"]
    log = home / "firefox.log"
    with started([command, *options], log, HOME=str(home)):
        tab = Firefox(said(r"WebDriver BiDi listening on (ws://\S+)$", log))
        with closing(tab.channel):
            yield tab


@contextmanager
def webkit(home: Path, settings: str = "") -> Iterator[WebKit]:
    """A tab of WebKitGTK on a display that nobody sees, with these settings of GTK."""
    (home / ".config" / "gtk-3.0").mkdir(parents=True)
    (home / ".config" / "gtk-3.0" / "settings.ini").write_text(settings)
    display, port = home / "display.log", free_port()
    with started(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"], display):
        environment = {
            "DISPLAY": ":" + said(r"^(\d+)$", display),
            "GDK_BACKEND": "x11",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
            # A container's root may not make the namespaces that the sandbox is built from.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        with started(["WebKitWebDriver", f"--port={port}"], home / "webkit.log", **environment):
            wait_for_port(port)
            yield WebKit(f"http://127.0.0.1:{port}")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Wait until something listens there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(PAUSE)
    raise DriverError(f"nothing listens on port {port}")
