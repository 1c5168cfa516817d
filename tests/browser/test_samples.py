"""Several samples in the page: their table, and the one whose steps are shown."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.figure.frames import build_figure, run_of
from backprop.figure.kinds import kind_of
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from tests.support.pages import Pages
from tests.support.reader import Reader
from tests.support.server import Server

PAGE = "gallery/xor/"
LIVE = 60_000
SAMPLES = [{"x1": a, "x2": b, "y": a ^ b} for a in (0, 1) for b in (0, 1)]
GATE = {"name": "xor", "network": [2, 2, 1], "loss": "binary-cross-entropy", "samples": SAMPLES}


def chosen(figure: Locator, number: int) -> None:
    """The table, the fields and the steps are those of the sample with this number."""
    specification = Specification.from_mapping({**GATE, "sample": number})
    numbers = quotable(specification)
    shown = figure.locator(".bp-samples tr[aria-current]")
    expect(shown.locator("td").last).to_have_text(numbers[f"L{number}"])
    expect(figure.locator(f".bp-samples input[value='{number}']")).to_be_checked()
    for name, value in SAMPLES[number - 1].items():
        expect(figure.locator(f"input[name={name}]")).to_have_value(str(value))
    status = build_figure(specification).frames[7].status
    expect(figure.locator("#xor-step-7")).to_have_attribute("data-status", status, timeout=LIVE)


def test_without_scripts_there_is_a_table_and_one_samples_steps(page: Pages, served: Server) -> None:
    """With the steps to the means, and no button that would do nothing."""
    tab = page(java_script_enabled=False)
    tab.goto(served.url + PAGE)
    figure = tab.locator("#xor")
    expect(figure.locator(".bp-samples tbody tr")).to_have_count(4)
    expect(figure.locator(".bp-samples input")).to_have_count(0)
    expect(figure.locator("#xor-step-32")).to_contain_text("Mean gradient at")


def test_a_reader_chooses_the_sample(reader: Reader, page: Pages) -> None:
    """By keyboard too; the means stay, and a reload, or a link, has the same sample."""
    tab = reader(PAGE + "#xor-step-7")
    figure = tab.locator("#xor")
    mean = figure.locator("#xor-step-8 math mtr").last.text_content()
    figure.locator(".bp-samples input[value='2']").check()
    chosen(figure, 2)
    figure.locator(".bp-samples input:checked").focus()
    tab.keyboard.press("ArrowDown")
    chosen(figure, 3)
    expect(figure.locator(".bp-samples input:checked")).to_be_focused()
    assert figure.locator("#xor-step-8 math mtr").last.text_content() == mean
    expect(tab).to_have_url(re.compile(r"sample:3"))
    opened(page(), tab.url)


def opened(tab: Page, address: str) -> None:
    """The address alone brings the sample back; the button takes it away again."""
    tab.goto(address)
    figure = tab.locator("#xor")
    chosen(figure, 3)
    figure.locator("[data-action=defaults]").click()
    chosen(figure, 1)


def test_a_changed_number_changes_the_table(reader: Reader) -> None:
    """The losses of all samples, and their mean."""
    tab = reader(PAGE)
    figure = tab.locator("#xor")
    expect(figure.locator(".bp-samples input")).to_have_count(4)
    figure.locator("input[name=bo]").fill("1")
    numbers = quotable(Specification.from_mapping({**GATE, "values": {"bo": 1}}))
    expect(figure.locator(".bp-samples tfoot td")).to_have_text(numbers["L"], timeout=LIVE)


def test_the_table_to_take_away_has_the_means_too(reader: Reader) -> None:
    """In a column of their own, for the parameters."""
    tab = reader(PAGE)
    tab.wait_for_function("window.backprop?.tools")
    written = tab.evaluate("backprop.tools.csv({ figure: document.querySelector('#xor') })")
    head, *rows = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert head == ["name", "value", "gradient", "mean_gradient"]
    shown = run_of(Specification.from_mapping(GATE))
    means = {shown.names[step.target]: step.result for step in shown.steps if kind_of(step).averages}
    found = {row[0]: float(row[3]) for row in rows if row[3]}
    assert found == pytest.approx({name: means[name] for name in found}, rel=1e-9)
    assert len(found) == 9
