"""How long a book takes to build: what a figure adds to it, new and known, and a changed fence under `mkdocs serve`.

    make bench-site            200 pages with 600 figures
    make bench-site PAGES=1000 as large a book as a shelf needs

Three kinds of small figures take turns, all with numbers of their own: a network 1-1, a network 1-2-1 and a formula.
The same book without its fences is built, too, and its time taken off: it is the host's.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from backprop_web.cache import VARIABLE

PER_PAGE = 3
COLD, WARM, CHANGED = 5.0, 1.0, 1.0
"""What is wanted: milliseconds a figure, and seconds until a changed fence is served."""
KINDS = (
    "network: [1, 1]\nvalues: {{wo1: {0:.4f}, x: 0.5}}",
    "network: [1, 2, 1]\nvalues: {{w11: {0:.4f}, x: 0.5}}",
    "expression: exp(sin(x**2))\nvalues: {{x: {0:.4f}}}",
)


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, seconds of all processors, and bytes that the largest process held."""

    clock: float
    processor: float
    memory: int


def fence(number: int, changed: float = 0.0) -> str:
    """A figure that no other is like."""
    kind = KINDS[number % len(KINDS)].format(0.2 + number / 10_000 + changed)
    return f"```backprop\nname: figure-{number}\ntitle: Figure {number}\n{kind}\n```\n"


def write(folder: Path, pages: int, *, drawn: bool) -> None:
    """A book, with its figures or with its words alone."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for page in range(pages):
        figures = (fence(page * PER_PAGE + place) if drawn else "" for place in range(PER_PAGE))
        text = "".join(f"Some words.\n\n{each}\n" for each in figures)
        (docs / ("index.md" if page == 0 else f"page-{page}.md")).write_text(f"# Page {page}\n\nIt has\n\n{text}")
    settings = {"site_name": "Book", "theme": {"name": "mkdocs"}, "plugins": ["search", "backprop"]}
    (folder / "mkdocs.yml").write_text(json.dumps(settings))


def build(folder: Path, kept: Path) -> Spent:
    """Build it as its author would."""
    before, start = _of_children(), time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, env={**os.environ, VARIABLE: str(kept)}, check=True)
    after = _of_children()
    return Spent(time.perf_counter() - start, after.processor - before.processor, after.memory)


def _of_children() -> Spent:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(0.0, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


@contextmanager
def served(folder: Path, kept: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address at which the book is served, with these options, and what serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address, *options]
    running = subprocess.Popen(command, cwd=folder, env={**os.environ, VARIABLE: str(kept)})
    try:
        yield f"http://{address}/", running
    finally:
        running.terminate()
        running.wait()


def until(holds: Callable[[], bool], running: subprocess.Popen[bytes]) -> float:
    """Seconds until it does."""
    start = time.perf_counter()
    while not holds():
        if running.poll() is not None:
            raise SystemExit("mkdocs serve has ended")
        time.sleep(0.02)
    return time.perf_counter() - start


def shows(address: str, text: str) -> bool:
    """Whether the page there has the text."""
    try:
        with urlopen(address, timeout=10) as answer:
            return text in answer.read().decode()
    except OSError:
        return False


def change(folder: Path, kept: Path, *options: str) -> float:
    """Seconds from a change of the first page, of its fence if it has one, to the page that shows it."""
    page = folder / "docs" / "index.md"
    with served(folder, kept, *options) as (address, running):
        until(lambda: shows(address, "Page 0"), running)
        changed = 0.3 + time.time() % 0.5
        page.write_text(re.sub(r"wo1: [\d.]+", f"wo1: {changed:.4f}", page.read_text()) + f"\n{changed}\n")
        wanted = f'"wo1":{float(f"{changed:.4f}")}' if "wo1" in page.read_text() else str(changed)
        return until(lambda: shows(address, wanted), running)


def main() -> None:
    """Print what is wanted beside what is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    pages = parser.parse_args().pages
    figures = pages * PER_PAGE
    with TemporaryDirectory() as name:
        bare, book, kept = (Path(name, part) for part in ("bare", "book", "kept"))
        write(bare, pages, drawn=False)
        write(book, pages, drawn=True)
        without, cold, warm = build(bare, kept), build(book, kept), build(book, kept)
        print(f"{pages:,} pages, {figures:,} figures, beyond {without.clock:.1f} s for the pages alone:")
        for label, spent, wanted in (("new", cold, COLD), ("known", warm, WARM)):
            clock = (spent.clock - without.clock) / figures * 1000
            processor = (spent.processor - without.processor) / figures * 1000
            print(
                f"  {label:6} {clock:5.2f} ms a figure by the clock ({wanted:.0f}), {processor:5.2f} ms of processors"
            )
        print(f"  memory {cold.memory / 1e6:,.0f} MB at most, {without.memory / 1e6:,.0f} MB for the pages alone")
        alone, all_pages, one = change(bare, kept), change(book, kept), change(book, kept, "--dirty")
        print(f"  changed fence served after {all_pages:.2f} s, {alone:.2f} s of it for the pages alone")
        print(f"  with --dirty, which builds the changed page only, after {one:.2f} s ({CHANGED:.0f})")


if __name__ == "__main__":
    main()
