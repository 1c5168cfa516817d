"""Languages other than English: nothing is left in English, and every number is written as the language writes it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from backprop import languages
from backprop.figure.frames import Figure, build
from backprop.figure.quotes import quotable
from backprop.figure.specification import Specification
from backprop.languages import speaking, words
from backprop.session import answer
from tests.engine.test_languages import LANGUAGES, SUBJECTS
from tests.support import translation
from tests.support.kinds import KINDS, Mapped

OTHERS = [code for code in LANGUAGES if code != languages.DEFAULT]
_SAMPLES = [{"x": 0.5, "y1": 1, "y2": 0}, {"x": -1.5, "y1": 0.25, "y2": 0.75}]
LAYERS: tuple[Mapped, ...] = (
    {"network": [1, 2, 2], "view": "layers", "samples": _SAMPLES, "loss": "softmax-cross-entropy"},
    {"network": [1, 2, 2], "view": "layers", "samples": _SAMPLES, "batch": "columns", "activation": "relu"},
    {"network": [2, 2, 1], "view": "layers"},
)
FIGURES: tuple[Mapped, ...] = (*SUBJECTS.values(), *KINDS, *LAYERS)
SMALL: Mapped = {"network": [1, 2, 1]}


def test_every_language_has_a_list_of_what_it_shares_with_english() -> None:
    """German is there; whoever adds a language lists its words in tests/support/translation.py."""
    assert "de" in OTHERS
    assert translation.CODES == OTHERS


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("package", translation.PACKAGES)
def test_no_text_is_left_in_english(code: str, package: str) -> None:
    """A text is another one in each language, and has no English word, whether in a template or in a sentence made."""
    english = translation.said_by(translation.module(package, languages.DEFAULT))
    own = translation.said_by(translation.module(package, code))
    texts = {place: text for place, text in own.items() if not place.endswith("()")}
    same = {place: text for place, text in texts.items() if english.get(place) == text}
    assert {place: text for place, text in same.items() if text not in translation.SAME[code]} == {}
    left = {place: translation.untranslated(code, [text]) for place, text in own.items()}
    assert {place: found for place, found in left.items() if found} == {}


@pytest.mark.parametrize("code", OTHERS)
def test_every_shared_word_is_said(code: str) -> None:
    """No exception stands for a word that is gone, in the catalogues or in the names of operations."""
    said = [
        text
        for package in translation.PACKAGES
        for text in translation.said_by(translation.module(package, code)).values()
    ]
    with speaking(code):
        said += [words.operation_name(name) for name in translation.OPERATIONS]
    assert translation.SHARED[code] <= translation.words_of(" ".join(said))
    assert translation.SAME[code] <= set(said)


@pytest.mark.parametrize("code", OTHERS)
def test_no_operation_has_an_english_name(code: str) -> None:
    with speaking(code):
        assert translation.untranslated(code, map(words.operation_name, translation.OPERATIONS)) == set()


def told(mapping: Mapped, code: str) -> list[str]:
    """All that a figure says, drawings and formulas too, and what its fields hold."""
    figure = build(Specification.from_mapping({"name": "n", "title": "", **mapping, "lang": code}))
    parts = [figure.structure, figure.table]
    if not isinstance(figure, Figure):
        return [text for part in (*parts, figure.drawing) for text in translation.shown(part)]
    parts += [part for frame in figure.frames for part in (frame.drawing, frame.text, frame.status)]
    parts += [field.symbol for field in figure.fields]
    return [*(field.value for field in figure.fields), *(text for part in parts for text in translation.shown(part))]


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("mapping", FIGURES, ids=str)
def test_a_figure_says_no_english_word_and_writes_its_numbers_as_its_language_does(mapping: Mapped, code: str) -> None:
    """In drawing, formula, table, sentence, status and fields; the numbers are those of the English figure."""
    own = told(mapping, code)
    program = translation.words_of(str(mapping))
    assert translation.untranslated(code, own) - program == set()
    english = told(mapping, languages.DEFAULT)
    with speaking(code):
        sign = words.DECIMAL_SIGN
    expected = Counter({each.replace(".", sign): count for each, count in translation.decimals(english).items()})
    assert translation.decimals(own) == expected


def test_two_numbers_beside_each_other_are_told_apart() -> None:
    """After a decimal comma another comma would be read as one: max(2,5; 5)."""
    told_formula = "".join(told({"expression": "max(x, y)", "values": {"x": 2.5, "y": 5}}, "de"))
    assert "(2,5;5)" in told_formula
    assert ",5,5" not in told_formula


def ask(specification: Mapped, **request: object) -> dict[str, object]:
    given = {"specification": {**specification, "lang": "de"}, **request}
    found: dict[str, object] = json.loads(answer(json.dumps(given)))
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("0,5", 0.5), ("0.5", 0.5), ("−1,25", -1.25), ("1,5/3", 0.5), ("2*pi - 0,25", 6.033185307179586)],
        *[("max(0,5; 0,25)", 0.5), ("max(1, 2)", 2.0), ("sqrt(0,25)", 0.5)],
    ],
)
def test_a_field_takes_numbers_as_the_language_writes_them(text: str, value: float) -> None:
    """With a comma, and with a point all the same; an answer to a question too."""
    assert ask(SMALL, call="number", name="x", text=text) == {"number": pytest.approx(value, rel=1e-15)}
    asked = {"expression": "x*1", "values": {"x": value}}
    assert ask(asked, call="judge", step=1, answer=text)["kind"] == "right"


@pytest.mark.parametrize("text", ["1,2,3", "1;2", "010,5", "1_000,5", "0,5x", "1.000,5"])
def test_what_is_no_number_is_told_with_commas(text: str) -> None:
    error = ask(SMALL, call="number", name="x", text=text)["error"]
    assert isinstance(error, dict)
    assert translation.untranslated("de", [error["message"]]) == set()
    assert not any("." in each for each in translation.decimals([error["remedy"]]))


def test_a_value_that_cannot_be_is_told_with_commas() -> None:
    """Numbers of arguments too, as the operation was given them."""
    error = ask({"expression": "log(x)", "values": {"x": -2.5}}, call="frames")["error"]
    assert isinstance(error, dict)
    assert "log(-2,5)" in error["message"]
    error = ask({"network": [1, 1], "loss": "binary-cross-entropy", "values": {"y": 1.5}}, call="frames")["error"]
    assert isinstance(error, dict)
    assert "y ist 1,5: " in error["message"]


@pytest.mark.parametrize("what", ["numpy", "jax", "pytorch"])
def test_a_program_to_take_away_is_the_same_in_every_language(what: str) -> None:
    """A program has points."""
    request = {"call": "takeaway", "what": what, "specification": {**SMALL, "lang": "en"}}
    assert ask(SMALL, call="takeaway", what=what) == json.loads(answer(json.dumps(request)))


def test_a_formula_to_take_away_has_commas_without_a_space_after_them() -> None:
    assert "0{,}5" in str(ask(SMALL, call="takeaway", what="tex", step=1)["text"])
    assert "0.5" not in str(ask(SMALL, call="takeaway", what="tex", step=1)["text"])


@pytest.mark.parametrize("mapping", SUBJECTS.values(), ids=SUBJECTS.keys())
def test_quotes_write_the_number_as_the_page_does(mapping: Mapped) -> None:
    english = quotable(Specification.from_mapping({"name": "n", "title": "", **mapping}))
    own = quotable(Specification.from_mapping({"name": "n", "title": "", **mapping, "lang": "de"}))
    assert list(own) == list(english)
    digits = {name: text for name, text in english.items() if any(map(str.isdigit, text))}
    numbers = {name: text.replace(".", ",") for name, text in digits.items() if not name.startswith("times ")}
    assert {name: own[name] for name in numbers} == numbers


COUNTED = {1: "einmal", 2: "zweimal", 12: "zwölfmal", 20: "zwanzigmal", 21: "21-mal"}


def test_counted_nouns_lists_and_multiples_are_german() -> None:
    """Singular and plural after „mit“ and „aus“, „und“ before the last, no noun twice."""
    with speaking("de"):
        assert {count: words.times(count) for count in COUNTED} == COUNTED
        assert words.listed(["a", "b", "c"]) == "a, b und c"
        assert words.listed(["a"]) == "a"
        assert words.describe_network([1, 1], 2).startswith("Ein Netz mit 1 Eingabe und 1 Ausgabe: 2 Parameter")
        assert "1 Eingabe, 1 verborgenen Schicht aus 2 Neuronen und 1 Ausgabe" in words.describe_network([1, 2, 1], 7)
        assert "2 verborgenen Schichten aus 2 und 1 Neuron und 3 Ausgaben" in words.describe_network([2, 2, 1, 3], 15)
        assert "aus 1 gegebenen Wert und 1 Operation:" in words.describe_expression(1, 1)
        assert "aus 2 gegebenen Werten und 3 Operationen:" in words.describe_program(2, 3, 4)
