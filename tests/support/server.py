"""A web server for a folder that can go wrong on purpose, for tests of what a page does then.

with serve(site, mount="/book/", headers={"Content-Security-Policy": "script-src 'self'"}) as server:
    server.faults["*.wasm"] = truncated(1000)
    page.goto(server.url)
assert "/book/index.html" in server.requests
"""

from __future__ import annotations

import gzip
import os
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Written down, because the system's own table differs from machine to machine and browsers insist on some of these.
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}

# What servers compress; the rest is compressed already.
ZIPPED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml"}

# Zero seconds: closing the socket then resets the connection. Windows has shorter numbers here.
NO_LINGERING = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with an answer; the functions below make the usual ones, and `dataclasses.replace` mixes them."""

    status: int = 200
    delay: float = 0.0
    """Seconds before the answer begins."""
    altered: int | None = None
    """Index of the byte whose bits are all turned over."""
    sent: int | None = None
    """Number of bytes of the body that are sent; all where None."""
    announced: bool = False
    """Whether the Content-Length is still that of the whole body."""
    dropped: bool = False
    """Whether the connection is then reset instead of closed."""
    rate: int | None = None
    """Bytes of the body a second; as fast as it goes where None."""


def missing() -> Fault:
    """Answer 404, as if the file were not there."""
    return Fault(status=404)


def truncated(sent: int, *, announced: bool = False) -> Fault:
    """Send the first bytes only; with `announced` the Content-Length still promises all of them."""
    return Fault(sent=sent, announced=announced)


def altered(at: int) -> Fault:
    """Turn over the bits of the byte at this index; nothing else tells."""
    return Fault(altered=at)


def delayed(seconds: float) -> Fault:
    """Answer correctly, but late. The wait ends early when the server is closed."""
    return Fault(delay=seconds)


def dropped(sent: int) -> Fault:
    """Promise the whole body, send its first bytes and reset the connection."""
    return Fault(sent=sent, announced=True, dropped=True)


def slow(rate: int) -> Fault:
    """Send the body correctly, but only `rate` bytes a second, as a poor connection does."""
    return Fault(rate=rate)


NEVER = delayed(3600)
"""For `faults["*.bin"]`, where nothing is asked of Python: a start that nobody waits for costs more than a page."""


class Server(ThreadingHTTPServer):
    """Serves a folder below `mount`. `faults`, `headers` and `requests` may be read and changed at any time."""

    daemon_threads = True
    # A browser opens many connections at once; the five that may wait by default are reset under load.
    request_queue_size = 128

    def __init__(self, folder: Path, mount: str, headers: Mapping[str, str], faults: Mapping[str, Fault]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder.resolve()
        self.mount = f"/{mount.strip('/')}/".replace("//", "/")
        self.headers = {"Cache-Control": "no-store", **headers}
        self.faults = dict(faults)
        """Pattern of a path (as of a shell, * crosses slashes) to what goes wrong there; the first that fits counts."""
        self.requests: list[str] = []
        """Path of every request, without its query, in order of arrival."""
        self.head = ""
        """Markup that is put at the head of every page."""
        self.zipped = False
        """Whether text is compressed, as on most servers."""
        self.closing = threading.Event()
        self.cut = threading.Event()
        """As long as it is set, the network is gone for what is sent slowly: its connections are reset."""

    @property
    def url(self) -> str:
        """Address of the served folder, with a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}{self.mount}"

    def fault_for(self, path: str) -> Fault:
        """Return what goes wrong with this path; by default nothing does."""
        return next((fault for pattern, fault in self.faults.items() if fnmatchcase(path, pattern)), Fault())

    def file_for(self, path: str) -> Path | None:
        """Return the file that a path means, or None where it is outside of the folder or not there."""
        if not path.startswith(self.mount):
            return None
        file = (self.folder / path.removeprefix(self.mount)).resolve()
        if path.endswith("/"):
            file /= "index.html"
        return file if file.is_relative_to(self.folder) and file.is_file() else None


class Handler(BaseHTTPRequestHandler):
    """Answers one request, with the fault that the server has for it."""

    server: Server

    def do_GET(self) -> None:
        """Answer with the file and its fault."""
        path = unquote(urlsplit(self.path).path)
        self.server.requests.append(path)
        fault = self.server.fault_for(path)
        if fault.delay and self.server.closing.wait(fault.delay):
            return
        file = self.server.file_for(path)
        if file is None or fault.status == 404:
            self.answer(missing(), b"Not found", CONTENT_TYPES[".txt"])
        else:
            body = file.read_bytes()
            if file.suffix == ".html":
                body = body.replace(b"<head>", b"<head>" + self.server.head.encode(), 1)
            zipped = self.server.zipped and file.suffix in ZIPPED
            body = gzip.compress(body, 6) if zipped else body
            self.answer(fault, body, CONTENT_TYPES.get(file.suffix, "application/octet-stream"), zipped=zipped)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def answer(self, fault: Fault, body: bytes, content_type: str, *, zipped: bool = False) -> None:
        """Send status, headers and as much of the body as the fault lets through."""
        if fault.altered is not None:
            at = fault.altered
            body = body[:at] + bytes([body[at] ^ 0xFF]) + body[at + 1 :]
        part = body[: fault.sent]
        self.send_response(fault.status)
        self.send_header("Content-Type", content_type)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body if fault.announced else part)))
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.send_body(part, fault.rate)
        if fault.dropped:
            self.reset()

    def send_body(self, body: bytes, rate: int | None) -> None:
        """Send the bytes, `rate` of them a second in twenty portions, or at once where it is None."""
        if rate is None:
            self.wfile.write(body)
            return
        portion = max(1, rate // 20)
        for start in range(0, len(body), portion):
            self.wfile.write(body[start : start + portion])
            if self.server.closing.wait(portion / rate):
                return
            if self.server.cut.is_set():
                self.reset()
                return

    def reset(self) -> None:
        """Close so that the other side sees an error instead of an end."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGERING)
        self.connection.close()

    def handle(self) -> None:
        """Answer; a browser that closes a connection early is no fault of the test."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gave it
        """Say nothing: the paths are in `Server.requests`."""


@contextmanager
def serve(
    folder: Path,
    *,
    mount: str = "/",
    headers: Mapping[str, str] | None = None,
    faults: Mapping[str, Fault] | None = None,
) -> Iterator[Server]:
    """Serve a folder on a free port of this machine as long as the block runs."""
    with Server(folder, mount, headers or {}, faults or {}) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
