"""Languages: none lacks a word that another has, and no sentence stands anywhere but in a language's file."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from backprop import languages
from backprop.figure.frames import Figure, build
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.languages import DEFAULT, en, is_known, speaking, words
from backprop.session import answer
from tests.support import pseudo

LANGUAGES = sorted(path.stem for path in Path(languages.__path__[0]).glob("[a-z]*.py"))
HOLE = re.compile(r"\{\w*\}")
SUBJECTS: dict[str, dict[str, object]] = {
    "network": {"network": [1, 2, 1]},
    "deep network": {"network": [2, 2, 2, 1], "activation": "relu", "loss": "mean-squared-error"},
    "classes": {"network": [1, 2, 2], "loss": "softmax-cross-entropy"},
    "wired": {
        **{"network": [2, 2, 2, 1], "bias": "shared", "dropout": {"h1_1": 2}, "skip": [[0, 1], [1, 2]]},
        **{"normalize": "layer", "fixed": ["bo", "wo1"]},
    },
    "no bias": {"network": [1, 2, 1], "bias": "none", "dropout": {"h1": 2, "h2": 0}, "fixed": ["wo1"]},
    "no bias in matrices": {"network": [1, 2, 1], "bias": "none", "view": "layers"},
    "notation": {
        **{"network": [1, 2, 2], "view": "layers"},
        "notation": {"weights": "to-from", "layers": "superscript", "delta": True, "arriving": "upstream"},
    },
    "downstream": {"network": [1, 2, 1], "notation": {"delta": True, "arriving": "downstream"}},
    "mean in forward mode": {"network": [1, 1, 1], "mode": "forward", "samples": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]},
    "split": {"network": [1, 2, 1], "sums": "split", "fade": 3},
    "bug": {"network": [1, 2, 1], "bug": "overwrite", "fade": 5},
    "expression": {"expression": "log(x) + x*y - sin(y)/2 + max(x, y)**2", "values": {"x": 2.5, "y": 5}},
    "forward": {"expression": "exp(x)*abs(y) - sqrt(x)", "mode": "forward", "values": {"x": 2.5, "y": 5}},
    "residual": {"expression": "tanh(w*x)", "residual": "u_xx + u", "values": {"x": 0.5, "w": 1.5}},
    "program": {"python": "a = x*y\ny = a*a + x\n", "values": {"x": 0.5, "y": 2}},
    "count": {"count": "multiplications", "depths": [1, 2, 3]},
    "operations": {"count": "operations", "widths": [1, 2, 3]},
    "signal": {"signal": "gradients", "activation": ["tanh", "relu"], "depths": 3, "width": 2},
    "dead units": {"signal": "dead-units", "activation": "relu", "depths": [2, 3], "width": 2},
    "curve": {"network": [1, 2, 1], "view": "curve"},
    "curve of samples": {
        "network": [1, 4, 1],
        "view": "curve",
        "samples": [{"x": 0.5, "y": 1}, {"x": 1, "y": 2}],
    },
    "descent": {
        "descent": "(w*x - y)**2",
        "start": {"w": 1},
        "samples": [{"x": 1, "y": 2}],
        "rate": 0.05,
        "updates": 3,
    },
}


def names(module: ModuleType) -> dict[str, object]:
    """What a language says: not what it imports."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and name not in ("annotations", "Sequence") and not inspect.ismodule(value)
    }


def parts(value: object, place: str) -> Iterator[tuple[str, object]]:
    """Every word of a language by its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from parts(inner, f"{place}[{key!r}]")
    elif isinstance(value, tuple) and not isinstance(value, str):
        yield place, len(value)
        for index, inner in enumerate(value):
            yield from parts(inner, f"{place}[{index}]")
    else:
        yield place, value


def shape(module: ModuleType) -> dict[str, object]:
    """The places of a language, with the holes of its templates and the parameters of its functions."""
    found: dict[str, object] = {}
    for name, value in names(module).items():
        for place, word in parts(value, name):
            if callable(word):
                found[place] = tuple(inspect.signature(word).parameters)
            else:
                found[place] = sorted(set(HOLE.findall(word))) if isinstance(word, str) else word
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_lacks_a_word_of_another(code: str) -> None:
    """Every name, every key, the holes of every template; what is missing is named."""
    for package in ("backprop.languages", "backprop.exercise.languages"):
        own, english = (shape(import_module(f"{package}.{each}")) for each in (code, DEFAULT))
        assert not sorted(english.keys() - own.keys()), "missing"
        assert not sorted(own.keys() - english.keys()), "nobody says this"
        assert {place: holes for place, holes in own.items() if holes != english[place]} == {}


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A language in which every word is longer and has accents, and numbers another decimal sign."""
    return pseudo.speak(languages, tmp_path, monkeypatch)


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS.keys())
def test_everything_that_a_figure_says_comes_from_its_language(strange: str, subject: dict[str, object]) -> None:
    """Drawings, titles, sentences, tables, labels; and no number with a point is left."""
    mapping = {"name": "n", "title": "", "lang": strange, **subject}
    figure = build(Specification.from_mapping(mapping))
    said = [figure.structure, figure.table]
    if isinstance(figure, Figure):
        said += [text for frame in figure.frames for text in (frame.drawing, frame.text, frame.status)]
        said += [text for field in figure.fields for text in (field.symbol, field.value)]
    else:
        said += [figure.drawing]
    assert pseudo.escaped(said) == []
    assert build(Specification.from_mapping({**mapping, "lang": DEFAULT})) != figure


CALLS: dict[str, dict[str, object]] = {
    **{f"check {step}": {"call": "check", "step": step} for step in (2, 8, 12, 14)},
    **{f"judge {text}": {"call": "judge", "step": 9, "answer": text} for text in ("0", "x", "0.5", "-0.2", "1e9")},
    "curve": {"call": "curve", "updates": [0, 1, 2], "losses": [2.5, 1.25, 0.5]},
}


@pytest.mark.parametrize("request_", CALLS.values(), ids=CALLS.keys())
def test_everything_that_the_engine_answers_comes_from_its_language(strange: str, request_: dict[str, object]) -> None:
    """The language is part of the specification, so that the engine in the browser speaks it as well."""
    specification = {"network": [1, 2, 1], "lang": strange}
    given = json.loads(answer(json.dumps({**request_, "specification": specification})))
    assert "error" not in given
    assert pseudo.escaped([str(given[key]) for key in ("sentence", "table", "drawing") if key in given]) == []


WRONG: dict[str, dict[str, object]] = {
    "a target above 1": {"network": [1, 1], "loss": "binary-cross-entropy", "values": {"y": 2}},
    "targets that do not add up": {"network": [1, 2], "loss": "softmax-cross-entropy", "values": {"y1": 1, "y2": 1}},
    "a value without a logarithm": {"expression": "log(x)", "values": {"x": -2}},
    "a value that overflows": {"expression": "exp(x)", "values": {"x": 1000}},
    "a number out of range": {"network": [1, 1], "values": {"x": 1e7}},
    **{text: {"network": [1, 1], "values": {"x": text}} for text in ("half", "010", "1_000", "1.2.3", "2 3", "2z")},
    **{
        text: {"network": [1, 1], "values": {"x": text}}
        for text in ("²", "1\u00a0", "x₁", "e^2", "1;2", "1/0", "é", "(1)(2)")
    },
}


@pytest.mark.parametrize("mapping", WRONG.values(), ids=WRONG.keys())
def test_what_a_reader_types_wrong_is_told_in_the_language(strange: str, mapping: dict[str, object]) -> None:
    """The remedy, and the sentence around it; names, values and what to write instead are the same everywhere."""
    request = {"call": "frames", "specification": {**mapping, "lang": strange}}
    error = json.loads(answer(json.dumps(request)))["error"]
    assert pseudo.escaped([re.sub(r"\b(cross-entropy|binary|softmax)\b|-", "", error["remedy"])]) == []
    assert " is " not in error["message"]


def test_quoted_numbers_keep_their_names_in_every_language(strange: str) -> None:
    """What an author writes between braces is the same; the number is written as the page writes it."""
    mapping: dict[str, object] = {"network": [1, 2, 1], "name": "n", "title": "T"}
    english = quotable(Specification.from_mapping(mapping))
    other = quotable(Specification.from_mapping({**mapping, "lang": strange}))
    assert list(english) == list(other)
    assert english["yhat"].replace(".", pseudo.DECIMAL_SIGN) == other["yhat"]


def test_a_language_is_spoken_only_for_a_while(strange: str) -> None:
    """English before and after; a language that there is none of is refused."""
    with speaking(strange):
        assert words.ANSWER != en.ANSWER
    assert words.ANSWER == en.ANSWER
    assert [is_known(code) for code in (strange, "en", "__init__", "..", "qq", "EN", 3, None)] == [
        True, True, False, False, False, False, False, False,
    ]  # fmt: skip
