"""What bench_browser reads: this project's site, the same pages of plain Material, and a page of plain Pyodide.

All three come from one small server that lets a browser keep files, as a real one does, and counts what it sends.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}
OURS, MATERIAL, PLAIN = "ours/", "material/", "plain/"
PLAIN_CONFIG = """\
INHERIT: {config}
docs_dir: {docs}
theme: {{custom_dir: nothing}}
plugins: [search]
hooks: []
watch: []
"""
PLAIN_PAGE = "<!doctype html><meta charset=utf-8><title>Plain Pyodide</title><link rel=icon href=data:,>"
PLAIN_WORKER = """\
import { loadPyodide } from "./pyodide/pyodide.mjs";
const python = await loadPyodide();
postMessage(python.runPython("1 + 1"));
"""


class Server(ThreadingHTTPServer):
    """Serves `folder`; `sent` is every path that was asked for and the bytes of its body, in order."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.folder = folder
        self.sent: list[tuple[str, int]] = []

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"http://127.0.0.1:{self.server_port}/"

    def bytes_sent(self, *parts: str) -> int:
        """Bytes of all bodies whose path has one of `parts` in it."""
        return sum(size for path, size in self.sent if any(part in path for part in parts))

    def zipped(self) -> int:
        """Bytes of all bodies as a server that compresses would have sent them."""
        return sum(zipped_size(self.folder / path.lstrip("/")) for path, _ in self.sent)


class Handler(SimpleHTTPRequestHandler):
    """Files below assets/ may be kept for ever, pages are asked for again."""

    server: Server
    protocol_version = "HTTP/1.1"

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """What browsers insist on, whatever the machine's own table says."""
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def do_GET(self) -> None:
        """Answer and count."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            path = unquote(urlsplit(self.path).path)
            self.server.sent.append((path + "index.html" if path.endswith("/") else path, file.stat().st_size))
        super().do_GET()

    def end_headers(self) -> None:
        """Say how long the file may be kept."""
        kept = "/assets/" in self.path or "/pyodide/" in self.path
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if kept else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gave it
        """Say nothing."""


def zipped_size(file: Path) -> int:
    """Bytes of the file, compressed where that helps."""
    content = file.read_bytes()
    return min(len(content), len(gzip.compress(content, mtime=0)))


@contextmanager
def served() -> Iterator[Server]:
    """The three folders, built and served as long as the block runs."""
    with TemporaryDirectory() as name, Server(Path(name)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _build(ROOT / "mkdocs.yml", server, OURS)
        (server.folder / "nothing").mkdir()
        config = server.folder / "material.yml"
        config.write_text(PLAIN_CONFIG.format(config=ROOT / "mkdocs.yml", docs=ROOT / "docs"), "utf-8")
        _build(config, server, MATERIAL)
        _lay_out_plain(server.folder / PLAIN)
        try:
            yield server
        finally:
            server.shutdown()


def _build(config: Path, server: Server, part: str) -> None:
    """`mkdocs build`, published where instant navigation finds it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": server.url + part}
    target = ["--site-dir", str(server.folder / part)]
    subprocess.run([*command, *target], cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)


def _lay_out_plain(folder: Path) -> None:
    shutil.copytree(ROOT / "node_modules" / "pyodide", folder / "pyodide")
    (folder / "index.html").write_text(PLAIN_PAGE, "utf-8")
    (folder / "worker.mjs").write_text(PLAIN_WORKER, "utf-8")
