"""The gallery of programs: each figure's numbers are what NumPy makes of the program, and its page is up to date."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from backprop.figure.frames import build_figure
from backprop.figure.programs import ProgramSubject
from backprop.figure.specification import Specification
from backprop.graph import evaluate
from backprop.steps import gradients
from tools.gallery import GALLERIES, LINES, PICTURES, PRESETS, Preset

MOST_LINES = 10
NAMES: dict[str, Any] = {"np": np, "math": math, "tanh": math.tanh, "log": math.log}


def softmax(z: Any) -> Any:  # noqa: ANN401 - an array of NumPy
    e = np.exp(z - z.max())
    return e / e.sum()


def described(preset: Preset) -> dict[str, Any]:
    fence = preset.fence().removeprefix("```backprop\n").removesuffix("```\n")
    read: dict[str, Any] = yaml.safe_load(fence)
    return read


def loss(preset: Preset, values: dict[str, Any]) -> float:
    """By Python and NumPy themselves; the text is this project's own."""
    names = {**NAMES, "softmax": softmax, "relu": lambda a: np.maximum(a, 0)}
    names |= {name: np.array(value, float) if isinstance(value, list) else value for name, value in values.items()}
    exec(preset.python, names)  # noqa: S102
    return float(names["L"])


def moved(values: dict[str, Any], name: str, place: int, by: float) -> dict[str, Any]:
    value = np.array(values[name], float)
    value.ravel()[place] += by
    return {**values, name: value.tolist()}


@pytest.mark.parametrize("docs", GALLERIES, ids=lambda docs: docs.name)
def test_the_pages_are_up_to_date(docs: Path) -> None:
    """And so are the drawings in their list; there is nothing else in their folders."""
    gallery = GALLERIES[docs]
    written = gallery.pages() | {f"{PICTURES}/{each.name}.svg": gallery.picture(each) for each in gallery.figures}
    folders = (docs / "gallery", docs / PICTURES)
    there = {path.relative_to(docs).as_posix() for folder in folders for path in folder.iterdir()} | {"gallery.md"}
    assert there == set(written)
    for name, text in written.items():
        assert (docs / name).read_text("utf-8") == text, "run `python -m tools.gallery`"


def test_each_preset_is_named_with_the_line_that_makes_it() -> None:
    """A whole line of its program, in the list of each language."""
    assert LINES.keys() == {preset.name for preset in PRESETS}
    for preset in PRESETS:
        assert LINES[preset.name] in [line.strip() for line in preset.python.split("\n")]
        for docs in GALLERIES:
            assert f"(gallery/{preset.name}.md): `{LINES[preset.name]}`" in (docs / "gallery.md").read_text("utf-8")


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_computes_what_numpy_does(preset: Preset) -> None:
    """The loss to rounding, and every wanted gradient beside finite differences; in at most ten lines."""
    mapping = described(preset)
    assert preset.python.strip().count("\n") < MOST_LINES
    specification = Specification.from_mapping(mapping)
    assert isinstance(specification.subject, ProgramSubject)
    program = specification.subject.program()
    values = evaluate(program.graph, specification.values)
    assert values[program.graph.output] == pytest.approx(loss(preset, mapping["values"]), rel=1e-12)
    found, step = gradients(program.graph, values), 1e-5
    for name in mapping["parameters"]:
        for place, node in enumerate(program.entries[name]):
            sides = [loss(preset, moved(mapping["values"], name, place, by)) for by in (step, -step)]
            assert found[node] == pytest.approx((sides[0] - sides[1]) / (2 * step), rel=1e-6, abs=1e-9), node


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_step_of_a_preset_names_a_line(preset: Preset) -> None:
    """Each step but that of the given values says which line it is about."""
    for frame in build_figure(Specification.from_mapping(described(preset))).frames[1:]:
        assert 'class="bp-made"' in frame.text
