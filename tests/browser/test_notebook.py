"""A notebook as its reader runs it, exported, looked at, printed: figures stay in it, step, keep to their frames."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from pypdf import PdfReader

from tests.support.hosts import run
from tests.support.lab import lab
from tests.support.pages import Pages
from tests.support.server import serve
from tests.support.vscode import SHARED, lay
from tools.runtime import make

pytestmark = pytest.mark.gate

SHOW = 'import backprop\nbackprop.show("exp(sin(x**2))", x=0.8)'
FIGURE = 'backprop.Figure(network=[1, 2, 1], title="A <b>network</b>", values={"x": 0.5})'


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebook, run and exported. The plain template, since the usual one asks other hosts for scripts."""
    make()
    source = _notebook(tmp_path_factory.mktemp("notebook"))
    _convert(source, "--to", "html", "--template", "basic")
    target = source.with_suffix(".html")
    html = target.read_text("utf-8")
    target.write_text(f'<!DOCTYPE html><meta charset="utf-8"><title>Notebook</title>{html}', "utf-8")
    return target


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('backprop.Figure(network=[1, 1], activation="sigmod")', "SpecificationError: activation is sigmod: did you"),
        ('backprop.show("exp(x", x=1)', "SpecificationError: expression is exp(x: at column 4"),
        ('backprop.show("log(x)", x=-1)', "DomainError: y is log(-1): the operation is not defined there"),
        ('backprop.show("x*y", x=1)', "SpecificationError: y is missing: give it a number"),
        ("backprop.show(lambda x: backprop.operations.log(x), x=-1)", "DomainError: "),
    ],
)
def test_a_mistake_is_told_in_two_lines(source: str, told: str) -> None:
    """Once, not for each form of a figure that a notebook asks for: what the author wrote, and the sentence."""
    from IPython.core.interactiveshell import InteractiveShell  # it is slow to load

    shell: Any = InteractiveShell.instance()
    shown: list[list[str]] = []
    shell._showtraceback = lambda kind, value, lines: shown.append(lines)
    shell.run_cell(f"import backprop\n{source}")
    assert len(shown) == 1
    where, sentence = shown[0]
    assert where == f"line 2: {source}"
    assert sentence.startswith(told)


def _notebook(folder: Path) -> Path:
    """As an author writes it, before it was run."""
    source = folder / "figures.ipynb"
    cells = [_cell(number, text) for number, text in enumerate((SHOW, FIGURE))]
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    source.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells}), "utf-8")
    return source


def _convert(source: Path, *options: str) -> None:
    """Run it, and write what came out."""
    command = [sys.executable, "-m", "nbconvert", "--execute", *options, str(source)]
    subprocess.run(command, check=True, capture_output=True)


def _cell(number: int, source: str) -> dict[str, object]:
    about: dict[str, object] = {"id": f"cell-{number}", "metadata": {}, "execution_count": None, "outputs": []}
    return {"cell_type": "code", "source": source, **about}


def test_the_figures_of_an_exported_notebook_step(page: Pages, exported: Path) -> None:
    tab = page()
    tab.goto(exported.as_uri())
    frames = tab.locator("iframe")
    expect(frames).to_have_count(2)
    inner = tab.frame_locator("iframe").last
    expect(inner.locator("figcaption")).to_have_text("A <b>network</b>")
    inner.locator("[data-action=forward]").click()
    expect(inner.locator(".bp-status")).to_contain_text("Step 1")
    expect(inner.locator("#figure-step-1")).to_be_visible()
    expect(inner.locator("#figure-step-2")).to_be_hidden()
    # The frames neither know each other nor the notebook: the same ids in both, and the first still at its start.
    expect(tab.frame_locator("iframe").first.locator("#figure-step-1")).to_be_hidden()
    assert tab.evaluate("document.querySelector('iframe').contentDocument") is None


def test_an_exported_notebook_prints_every_step(page: Pages, exported: Path) -> None:
    """A frame is cut on paper: what is printed stands beside it, out of sight on the screen, with ids of its own."""
    tab = page()
    tab.goto(exported.as_uri())
    copies = tab.locator("div.bp-printed")
    expect(copies).to_have_count(2)
    for copy in copies.all():
        expect(copy).to_be_hidden()
    assert tab.locator("body").inner_text().count("Gradient at") == 0
    tab.wait_for_function("[...document.fonts].map(font => font.status).join() === 'loaded'")
    made = PdfReader(io.BytesIO(tab.pdf(format="A4")))
    text = " ".join(sheet.extract_text() for sheet in made.pages)
    assert [text.count(told) for told in ("Value of", "Gradient at", "All values")] == [3 + 7, 3 + 13, 2]
    # The controls stand in the frames alone.
    assert "Forward" not in text


def test_the_figures_of_a_notebook_step_in_jupyterlab(
    page: Pages, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One that somebody else ran says what to do, since frames in it are not trusted; once its cells are run, the
    figures are there, each in its frame, and a changed number is worked out by the cell."""
    make()
    source = _notebook(tmp_path)
    _convert(source, "--to", "notebook", "--inplace")
    with lab(tmp_path, tmp_path_factory.mktemp("home") / "lab") as address:
        tab = page(viewport=(1280, 1000))
        tab.goto(f"{address}lab/tree/{source.name}")
        told = "run this cell, or trust the notebook, to see the figure."
        expect(tab.locator(".jp-OutputArea-output", has_text=told)).to_have_count(2)
        expect(tab.locator(".jp-OutputArea-output iframe")).to_have_count(0)
        expect(tab.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible()
        _run_all(tab)
        expect(tab.locator(".jp-OutputArea-output iframe")).to_have_count(2)
        # It stands between the tags of each frame, where no browser shows it.
        expect(tab.locator(".jp-OutputArea-output:not(:has(iframe))", has_text=told)).to_have_count(0)
        inner = tab.frame_locator(".jp-OutputArea-output iframe").last
        inner.locator("[data-action=forward]").click()
        expect(inner.locator("#figure-step-1")).to_be_visible()
        expect(inner.locator("#figure-step-1")).to_contain_text("0.5")
        tab.locator(".cm-content").last.fill(FIGURE.replace("0.5", "0.25"))
        _run_all(tab)
        inner.locator("[data-action=forward]").click()
        expect(inner.locator("#figure-step-1")).to_contain_text("0.25")


def _run_all(tab: Page) -> None:
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells").first.click()


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebook with its outputs in it, as somebody gets it who does not run it."""
    make()
    source = _notebook(tmp_path_factory.mktemp("executed"))
    _convert(source, "--to", "notebook", "--inplace")
    return source


def test_the_figures_of_a_notebook_step_in_a_jupyter_book(page: Pages, executed: Path, tmp_path: Path) -> None:
    """Sphinx with MyST-NB, which Jupyter Book 1 is, takes the outputs as they stand in the notebook."""
    settings = {"extensions": ["myst_nb"], "nb_execution_mode": "off", "root_doc": executed.stem}
    (tmp_path / "conf.py").write_text("".join(f"{name} = {value!r}\n" for name, value in settings.items()), "utf-8")
    (tmp_path / executed.name).write_bytes(executed.read_bytes())
    run("sphinx-build -q -W -b html . site", tmp_path)
    with serve(tmp_path / "site") as server:
        tab = page()
        tab.goto(f"{server.url}{executed.stem}.html")
        expect(tab.locator("iframe")).to_have_count(2)
        _step(tab.frame_locator("iframe").first)


def test_the_figures_of_a_notebook_step_in_vs_code(page: Pages, executed: Path, tmp_path: Path) -> None:
    """Its own editor of notebooks and its own renderer, with the outputs in a view that has an origin of its own."""
    with serve(tmp_path, headers=SHARED) as server:
        lay(tmp_path, executed, server.url)
        # Frames out of sight draw nothing, so the window has room for all of the first figure.
        tab = page(viewport=(1280, 1000), preload=True, search=True, closed=True)
        tab.goto(server.url)
        view = tab.frame_locator("iframe.webview").frame_locator("iframe#active-frame")
        expect(view.locator("iframe.bp-framed")).to_have_count(2)
        _step(view.frame_locator("iframe.bp-framed[title^=exp]"))


def _step(figure: FrameLocator) -> None:
    expect(figure.locator("figcaption")).to_have_text("exp(sin(x**2))")
    figure.locator("[data-action=forward]").click()
    expect(figure.locator("#figure-step-1")).to_be_visible()
    expect(figure.locator("#figure-step-2")).to_be_hidden()
