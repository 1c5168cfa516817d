"""Numbers in the client: what a reader types is read, and the page writes what the engine would write."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Sequence

import pytest

from backprop.figure.numbers import plain
from backprop_web import node
from tools.runtime import client

COUNT = 5000
# Halfway between two numbers of four digits, exactly so in binary too; and next to it.
HALVES = (0.15625, -0.15625, 1234.5, 1235.5, 1.0005, 2.5, 0.0009999500000000001, 999949.9999999999, 999950.0)
# The modules alone, in Node.js: they touch no page.
CALL = """
import { readFileSync } from "node:fs";
const { folder, module, name, given } = JSON.parse(readFileSync(0, "utf8"));
const { [name]: call } = await import(`${folder}/${module}`);
console.log(JSON.stringify(given.map((each) => call(each)).map((found) => (Number.isNaN(found) ? "none" : found))));
"""


def numbers() -> list[float]:
    """Of all sizes, the same each time."""
    choose = random.Random("numbers")
    sizes = [choose.uniform(-1, 1) * 10 ** choose.randrange(-12, 9) for _ in range(COUNT)]
    return [0.0, 1.0, -1.0, 1e-3, 1e6, 5e-324, -1.7e308, *HALVES, *(round(size, 3) for size in sizes), *sizes]


def call(module: str, name: str, given: Sequence[object]) -> list[object]:
    """What the function of the module gives for each."""
    request = {"folder": client.FOLDER.as_uri(), "module": module, "name": name, "given": given}
    command = [node.find() or "node", "--input-type=module", "--eval", CALL]
    done = subprocess.run(command, input=json.dumps(request), capture_output=True, encoding="utf-8", check=True)
    answers: list[object] = json.loads(done.stdout)
    return answers


def test_the_page_writes_four_digits_as_the_engine_does() -> None:
    """The halves go to the even digit in both."""
    assert call("tools/shown.js", "plain", numbers()) == [plain(value) for value in numbers()]


def test_what_a_figure_shows_is_read_by_programs() -> None:
    """With ten digits, as the table of all values has them."""
    shown = [plain(value, 10) for value in numbers()]
    read = [float(str(text)) for text in call("tools/shown.js", "programmed", shown)]
    assert read == [float(f"{value:.9e}") for value in numbers()]


def test_a_number_written_in_full_is_read_back_unchanged() -> None:
    """To the last bit, with a true minus sign."""
    written = call("stepping/numbers.js", "inFull", numbers())
    assert not any("-" in str(text) for text in written)
    assert call("stepping/numbers.js", "readNumber", written) == numbers()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0,25", 0.25), ("−0.25", -0.25), (" 2.5e-1 ", 0.25), ("+0.25", 0.25), (".25", 0.25), ("1e−3", 0.001),
        ("3.", 3), ("0. 25", 0.25), ("1E3", 1000), ("", "none"), ("abc", "none"), ("1,2,3", "none"), ("0x10", "none"),
        ("1_000", "none"), ("--1", "none"), ("1e", "none"), (".", "none"), ("NaN", "none"), ("١", "none"),
        ("010", "none"), ("00.5", "none"), ("0.50", 0.5), ("-0", 0), ("+.5", 0.5), ("1/3", "none"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(typed: str, read: object) -> None:
    """A decimal comma, a true minus sign, an exponent, spaces; anything else is no number."""
    assert call("stepping/numbers.js", "readNumber", [typed]) == [read]
