"""Lighthouse's mobile scores of the built site, in both languages, served with gzip: `make lighthouse`.

    make lighthouse                                  every page, which takes hours
    make lighthouse PAGES='exercises/* de/' RUNS=1   some of them, each once

Accessibility, best practices and search are right or wrong, and the command fails where one is below 100. Performance
is the median of the runs, and only told. The first number, `clock`, is what Lighthouse says: it measures by the clock
and multiplies by four, for a phone, so that on a machine with other work it tells of that work. The second, `work`, is
Lighthouse's own judgement of the same trace once each task of the page's thread lasts as long as the processor worked
on it. `index` is Lighthouse's measure of the machine; at less than about 1,000 take neither number too seriously.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backprop_web import node
from tests.support import chromium
from tests.support.server import serve

ROOT = Path(__file__).resolve().parent.parent
CLI = ROOT / "bench" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
CERTAIN = ("accessibility", "best-practices", "seo")
CAUSES = 3
TASKS = {"RunTask", "ThreadControllerImpl::RunTask"}

Report = Mapping[str, Any]
Event = dict[str, Any]


class NoJudgementError(RuntimeError):
    """Lighthouse came to no result; the message is the line of its own that tells of an error."""


@dataclass(frozen=True)
class Run:
    """What one run of Lighthouse says, by the clock and by the processor's time."""

    clock: Report
    work: Report


def score(report: Report, category: str) -> int:
    """A category's score of 100; 0 where Lighthouse could not tell."""
    return round(100 * (report["categories"][category]["score"] or 0))


def causes(report: Report) -> list[str]:
    """The audits that cost most points of their category, dearest first."""
    lost: list[tuple[float, str]] = []
    for category in report["categories"].values():
        audits = [(each["weight"], report["audits"][each["id"]]) for each in category["auditRefs"]]
        whole = sum(weight for weight, audit in audits if audit["score"] is not None)
        lost += [
            (100 * weight * (1 - audit["score"]) / whole, f"{audit['id']} {audit.get('displayValue', '')}".strip())
            for weight, audit in audits
            if weight and audit["score"] is not None
        ]
    dearest = sorted((each for each in lost if each[0] >= 0.5), reverse=True)
    return [f"{cause} (−{points:.0f})" for points, cause in dearest[:CAUSES]]


def scale_to_work(events: Sequence[Event]) -> None:
    """Let each task of the page's main thread last as long as the processor worked on it, and what is in it shrink
    with it. Tasks still begin when they began."""
    starts = [each for each in events if each["name"] == "navigationStart" and _is_page(each)]
    thread = (starts[-1]["pid"], starts[-1]["tid"])
    own = [each for each in events if (each["pid"], each["tid"]) == thread]
    tasks: list[tuple[int, int, int]] = sorted(
        (each["ts"], each["dur"], each["tdur"] if "tdur" in each else each["dur"]) for each in own if _is_task(each)
    )
    begun = [start for start, _, _ in tasks]
    for event in own:
        place = bisect_right(begun, event["ts"]) - 1
        start, length, work = tasks[place] if place >= 0 else (0, 0, 0)
        if length and event["ts"] <= start + length:
            share = min(1.0, work / length)
            event["ts"] = int(start + (event["ts"] - start) * share)
            if "dur" in event:
                event["dur"] = int(event["dur"] * share)


def _is_page(event: Event) -> bool:
    data = event.get("args", {}).get("data", {})
    return bool(data.get("isLoadingMainFrame")) and data.get("documentLoaderURL", "").startswith("http")


def _is_task(event: Event) -> bool:
    return event.get("ph") == "X" and event["name"] in TASKS


def addresses(site: Path, wanted: Sequence[str]) -> list[str]:
    """Each page of the site, with a slash at its end, that one of the patterns means; all where there is none."""
    folders = (path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")))
    found = ["" if folder == "." else f"{folder}/" for folder in folders]
    patterns = [pattern.strip("/") for pattern in wanted] or ["*"]
    return [each for each in found if any(fnmatchcase(each.strip("/"), pattern) for pattern in patterns)]


def run(address: str, folder: Path) -> Run:
    """Gather, judge, scale, and judge again."""
    clock = _lighthouse(address, folder, f"--gather-mode={folder}", f"--audit-mode={folder}")
    (path,) = (each for each in folder.glob("*trace.json") if "Error" not in each.name)
    trace = json.loads(path.read_text("utf-8"))
    scale_to_work(trace["traceEvents"])
    path.write_text(json.dumps(trace), "utf-8")
    return Run(clock, _lighthouse(address, folder, f"--audit-mode={folder}"))


def _lighthouse(address: str, folder: Path, *options: str) -> Report:
    target = folder.parent / "report.json"
    # A container's root may not use Chromium's own sandbox.
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if chromium.is_root() else "")
    command = [str(node.find()), str(CLI), address, "--output=json", f"--output-path={target}", "--quiet", *options]
    environment = {**os.environ, "CHROME_PATH": chromium.ensure(chromium.this_machine())}
    done = subprocess.run([*command, f"--chrome-flags={flags}"], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        told = (line.strip() for line in done.stderr.splitlines() if "rror" in line)
        raise NoJudgementError(next(told, "it gave no reason"))
    report: Report = json.loads(target.read_text("utf-8"))
    return report


def runs(address: str, times: int) -> Iterator[Run]:
    """Each with a browser and a folder of its own."""
    for _ in range(times):
        with TemporaryDirectory() as folder:
            yield run(address, Path(folder, "artifacts"))


def row(address: str, done: Sequence[Run]) -> tuple[str, bool]:
    """A line of the table, and whether all that is certain is 100."""
    certain = [min(score(each.clock, category) for each in done) for category in CERTAIN]
    clock = statistics.median(score(each.clock, "performance") for each in done)
    work = statistics.median(score(each.work, "performance") for each in done)
    index = statistics.median(each.clock["environment"]["benchmarkIndex"] for each in done)
    middle = sorted(done, key=lambda each: score(each.work, "performance"))[(len(done) - 1) // 2]
    numbers = "".join(f"{number:>7.0f}" for number in (clock, work, *certain, index))
    return f"{address or '/':44}{numbers}  {'; '.join(causes(middle.work))}", min(certain) == 100


def main() -> int:
    """Print the table; 1 where something certain is below 100 or a page was not judged."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("pages", nargs="*", help="patterns such as 'exercises/*'; all pages where there is none")
    asked = parser.parse_args()
    found = addresses(asked.site, asked.pages)
    if not found:
        sys.exit(f"No page of {asked.site} is like {' '.join(asked.pages)!r}. An example: PAGES='exercises/*'")
    print(f"{'page':44}" + "".join(f"{name:>7}" for name in ("clock", "work", "access", "best", "search", "index")))
    good = True
    with serve(asked.site) as server:
        server.zipped = True
        for address in found:
            try:
                line, right = row(address, list(runs(server.url + address, asked.runs)))
            except NoJudgementError as failure:
                line, right = f"{address or '/':44} not judged: {failure}", False
            print(line, flush=True)
            good = good and right
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
