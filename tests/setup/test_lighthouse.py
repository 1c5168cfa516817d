"""What `make lighthouse` makes of Lighthouse's reports and traces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench import bench_lighthouse
from bench.bench_lighthouse import NoJudgementError, Run, addresses, causes, main, row, scale_to_work

PAGE = {"isLoadingMainFrame": True, "documentLoaderURL": "http://127.0.0.1/"}


def event(name: str, start: int, **more: object) -> dict[str, Any]:
    """An event of the page's thread."""
    return {"name": name, "ts": start, "pid": 1, "tid": 1, **more}


def report(performance: float, accessibility: float, blocking: float) -> dict[str, Any]:
    """With an audit in each of two categories."""
    audits = {
        "total-blocking-time": {"id": "total-blocking-time", "score": blocking, "displayValue": "300 ms"},
        "speed-index": {"id": "speed-index", "score": 1},
        "image-alt": {"id": "image-alt", "score": accessibility},
        "by-hand": {"id": "by-hand", "score": None},
    }

    def category(share: float, *weights: tuple[str, int]) -> dict[str, Any]:
        return {"score": share, "auditRefs": [{"id": name, "weight": weight} for name, weight in weights]}

    categories = {
        "performance": category(performance, ("total-blocking-time", 30), ("speed-index", 10)),
        "accessibility": category(accessibility, ("image-alt", 10), ("by-hand", 5)),
        "best-practices": category(1.0),
        "seo": category(1.0),
    }
    return {"audits": audits, "categories": categories, "environment": {"benchmarkIndex": 1500}}


def test_a_task_lasts_as_long_as_the_processor_worked_on_it() -> None:
    """What is in it shrinks with it; what another thread did stays, and so does a task with no time of its own."""
    events = [
        event("navigationStart", 0, args={"data": PAGE}),
        event("RunTask", 1000, ph="X", dur=400, tdur=100),
        event("Layout", 1200, ph="X", dur=200),
        event("RunTask", 2000, ph="X", dur=50),
        {**event("RunTask", 1100, ph="X", dur=400, tdur=100), "tid": 2},
        event("firstContentfulPaint", 3000),
    ]
    scale_to_work(events)
    assert [(each["ts"], each.get("dur")) for each in events] == [
        (0, None), (1000, 100), (1050, 50), (2000, 50), (1100, 400), (3000, None)
    ]  # fmt: skip


def test_the_dearest_causes_come_first() -> None:
    """By the share of their category's points; what Lighthouse cannot judge and what costs nothing is none."""
    assert causes(report(0.85, 0.0, 0.8)) == ["image-alt (−100)", "total-blocking-time 300 ms (−15)"]
    assert causes(report(1.0, 1.0, 1.0)) == []


def test_a_row_has_the_median_of_performance_and_the_worst_of_the_rest() -> None:
    runs = [
        Run(report(0.5, 1.0, 0.2), report(0.9, 1.0, 0.8)),
        Run(report(0.7, 1.0, 0.2), report(0.95, 1.0, 0.88)),
        Run(report(0.6, 1.0, 0.2), report(1.0, 1.0, 1.0)),
    ]
    line, right = row("", runs)
    assert line.split()[:7] == ["/", "60", "95", "100", "100", "100", "1500"]
    assert line.endswith("total-blocking-time 300 ms (−9)")
    assert right
    line, right = row("", [*runs, Run(report(0.6, 0.9, 0.2), report(0.9, 0.9, 0.8))])
    assert line.split()[3] == "90"
    assert not right


def test_pages_are_chosen_by_patterns(tmp_path: Path) -> None:
    for folder in (".", "matrices", "exercises/deeper", "de/exercises/deeper"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "index.html").touch()
    assert addresses(tmp_path, []) == ["de/exercises/deeper/", "exercises/deeper/", "", "matrices/"]
    assert addresses(tmp_path, ["exercises/*", "/matrices/"]) == ["exercises/deeper/", "matrices/"]
    assert addresses(tmp_path, ["nothing"]) == []


def test_a_page_that_is_not_judged_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").touch()

    def judged(address: str, folder: Path) -> Run:
        if address.endswith("/first/"):
            raise NoJudgementError("Runtime error encountered: it took too long")
        return Run(report(0.9, 1.0, 0.5), report(0.9, 1.0, 0.5))

    monkeypatch.setattr(bench_lighthouse, "run", judged)
    monkeypatch.setattr("sys.argv", ["bench_lighthouse", "--site", str(tmp_path), "--runs", "1"])
    assert main() == 1
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.split(maxsplit=1) == ["first/", "not judged: Runtime error encountered: it took too long"]
    assert second.split()[:3] == ["second/", "90", "90"]
    monkeypatch.setattr("sys.argv", ["bench_lighthouse", "--site", str(tmp_path), "--runs", "1", "second"])
    assert main() == 0
