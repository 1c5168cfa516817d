"""The pages of the reference are what the docstrings and the table say."""

from __future__ import annotations

import importlib
import inspect
import re
from collections import Counter

import pytest

from tools import reference
from tools.reference_words import Frame


def test_the_pages_are_up_to_date() -> None:
    """`python -m tools.reference` would write those that are there, in both languages, and no other is there."""
    pages = reference.pages()
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, "run `python -m tools.reference`"
    assert {page for frame in reference.FRAMES for page in frame.folder.iterdir()} == set(pages)


def test_each_module_is_on_one_page() -> None:
    assert Counter(name for names in reference.PARTS.values() for name in names) == Counter(reference.MODULES)


HEADING = re.compile(r"^###? .*\{ #(\S+) \}$", re.MULTILINE)
ENTRY = re.compile(r"^ *\* \[.*?\]\((\w+)\.md#(\S+)\)\{ #(\S+) \}(: \S.*\.)?$", re.MULTILINE)


@pytest.mark.parametrize("frame", reference.FRAMES, ids=lambda frame: frame.folder.parent.name)
def test_an_address_of_the_overview_leads_on(frame: Frame) -> None:
    """Every heading of the pages has an entry there, under its own id, that leads to it and says what it is."""
    overview = reference.overview(frame)
    headings = {(name, at) for name in reference.PARTS for at in HEADING.findall(reference.page(name, frame))}
    entries = ENTRY.findall(overview)
    assert {at for _, at in headings} == {*reference.addresses().values(), reference.TABLE}
    assert Counter((part, at) for part, at, own, _ in entries if own == at) == Counter(headings)
    assert [at for _, at, _, sentence in entries if not sentence] == [reference.TABLE]


def test_addresses_that_were_given_away_stay() -> None:
    """Names that recur had a number each on the page that once had all of them."""
    numbered = {
        ("notation", "Notation"): "notation",
        ("notation", "notation"): "notation_1",
        ("export", "program"): "program_1",
        ("functions", "softmax"): "softmax_1",
        ("complex_functions", "softmax"): "softmax_2",
        ("dense_losses", "loss"): "loss_2",
        ("dense_activations", "sigmoid"): "sigmoid_2",
        ("physics_training", "train"): "train_1",
    }
    assert {name: reference.addresses()[name] for name in numbered} == numbered
    assert reference.addresses()["", "program.tracing"] == "backpropprogramtracing"


@pytest.mark.parametrize("name", reference.MODULES)
def test_everything_public_has_a_docstring(name: str) -> None:
    """Each module, class, function and method of the page says what it is."""
    module = importlib.import_module(f"backprop.{name}")
    assert module.__doc__
    for public, thing in reference.public(module):
        assert inspect.getdoc(thing), public
        if inspect.isclass(thing):
            for method, member in vars(thing).items():
                if not method.startswith("_") and inspect.isfunction(member):
                    assert member.__doc__, f"{public}.{method}"


TRANSLATED = [frame for frame in reference.FRAMES if frame.docstrings]
# Indented lines are formulas and programs, of which words may be translated.
CODE = re.compile(r"`[^`]*`|^    .*$", re.MULTILINE)
NUMBER = re.compile(r"\d+")
# Two words after one another: a formula may be the same in both.
PROSE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}(?![\w(])")


def kept(text: str) -> Counter[str]:
    """What stands in code there, and each number."""
    return Counter([*(each for each in CODE.findall(text) if each[0] == "`"), *NUMBER.findall(text)])


@pytest.mark.parametrize("name", reference.MODULES)
@pytest.mark.parametrize("frame", TRANSLATED, ids=lambda frame: frame.docstrings.name)
def test_every_docstring_is_translated(frame: Frame, name: str) -> None:
    """In the order of the module and none that is gone, with the same names in code and the same numbers."""
    module = importlib.import_module(f"backprop.{name}")
    english, other = dict(reference.docstrings(module)), reference.told(module, frame)
    assert list(other) == list(english)
    assert [key for key, text in other.items() if text == english[key] and PROSE.search(text)] == []
    for key, text in english.items():
        assert kept(other[key]) == kept(text), key


@pytest.mark.parametrize("frame", TRANSLATED, ids=lambda frame: frame.docstrings.name)
def test_no_file_of_translations_is_left_over(frame: Frame) -> None:
    assert frame.docstrings
    assert sorted(path.stem for path in frame.docstrings.iterdir()) == sorted(reference.MODULES)
