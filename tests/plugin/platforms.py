"""What course platforms make of questions that are brought to them: readers and judges that are not ours.

QTI 2.1 is read by pyslet, which refuses whatever stands where its content model has no place for it, and judges answers
by an item's own conditions; citolab-qti-convert makes 3.0 of it, and of that 2.1. Moodle has no schema:
moodle-xml-parser reads what it knows, and `bank` judges as the classes of Moodle's question types do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from backprop_web.courses.markup import INSTANCE


@cache
def pyslet() -> SimpleNamespace:
    """The modules that are needed of it."""
    why = "pyslet is not installed: make oracles"
    names = ("qtiv2.xml", "qtiv2.variables", "qtiv2.expressions", "imscpv1p2")
    found = {name.rpartition(".")[2]: pytest.importorskip(f"pyslet.{name}", reason=why) for name in names}
    # It knows that there may be two, and forgets to part them.
    found["expressions"].Equal.XMLATTR_tolerance = ("tolerance", None, None, list)
    return SimpleNamespace(**found)


MANIFEST = "imsmanifest.xml"
TOLD = re.compile(rb'<math [^>]*?alttext="([^"]*)"[^>]*>.*?</math>')
FORMULA = re.compile(rb"(<math [^>]*>).*?</math>")
"""Nobody here looks into formulas, and to read them takes longest."""


@cache
def document(text: bytes) -> Any:  # noqa: ANN401 - it has no types
    """An item or a test as pyslet reads it. Raises an error of its own for what has no place there."""
    made = pyslet().xml.QTIDocument()
    made.read(src=io.BytesIO(FORMULA.sub(rb"\1</math>", text)))
    return made.root


def files_of(manifest: bytes) -> set[str]:
    """The files that a manifest names."""
    made = pyslet().imscpv1p2.ManifestDocument()
    made.read(src=io.BytesIO(manifest))
    return {str(file.href) for resource in made.root.Resources.Resource for file in resource.File}


@dataclass(frozen=True)
class Item:
    """A QTI item of a package."""

    text: bytes

    @property
    def root(self) -> Element:
        """As a tree, without namespaces."""
        return fromstring(re.sub(rb' xmlns="[^"]*"', b"", self.text))

    def judged(self, **answers: str) -> tuple[float, str]:
        """The score, and the name of the feedback; an order is given letter by letter."""
        state = pyslet().variables.ItemSessionState(document(self.text))
        state.begin_session()
        for name, answer in answers.items():
            value = answer.split() if " " in answer else answer
            state[name].set_value(value)
        state.end_attempt()
        return state["SCORE"].value, str(state["FEEDBACK"].value or "")


@cache
def converter() -> SimpleNamespace:
    """Between QTI 2.1 and 3.0, and the reader of XML that it needs."""
    why = "citolab-qti-convert is not installed: make oracles"
    return SimpleNamespace(
        new=pytest.importorskip("qti_convert", reason=why), tree=pytest.importorskip("lxml.etree", reason=why)
    )


def under_new_names(name: str, text: bytes) -> bytes:
    """A file of a package of QTI 2.1 as one of 3.0, in the form in which it can be compared."""
    convert, text = converter().new, with_text(text)
    made = convert.convert_manifest_to_qti3(text.decode()) if name == MANIFEST else convert.upgrade_qti2_to_qti3(text)
    return compared(str(getattr(made, "xml", made)).encode())


def under_old_names(text: bytes) -> bytes:
    """The other way round, of an item or a test."""
    return compared(converter().new.convert_qti3_to_qti21(text.decode()).xml.encode())


def with_text(text: bytes) -> bytes:
    """A file with formulas as 3.0 has them: the text that stands for their MathML in 2.1."""
    return TOLD.sub(rb"<span>\1</span>", text)


def compared(text: bytes) -> bytes:
    """A file without what says the same otherwise: attributes in their order, formulas, and where the schemas are."""
    tree = converter().tree
    whole = tree.fromstring(with_text(text))
    whole.attrib.pop(f"{{{INSTANCE}}}schemaLocation")
    return bytes(tree.tostring(whole, method="c14n2", strip_text=True))


def items(package: bytes) -> dict[str, Item]:
    """The items of a package by their files' names."""
    with ZipFile(io.BytesIO(package)) as archive:
        names = [name for name in archive.namelist() if name.startswith("items/") and name.endswith(".xml")]
        return {name: Item(archive.read(name)) for name in names}


@dataclass(frozen=True)
class Asked:
    """A question of a Moodle file, in its category."""

    category: str
    node: Element

    @property
    def kind(self) -> str:
        return self.node.attrib["type"]

    def text(self, path: str) -> str:
        return self.node.findtext(f"{path}/text") or ""

    def judged(self, answer: str) -> tuple[float, str]:
        """The share of the grade, and what is told: of the first answer that fits, as Moodle's question types do."""
        for each in self.node.iter("answer"):
            if self._fits(each, answer):
                return float(each.attrib["fraction"]) / 100, each.findtext("feedback/text") or ""
        return 0, ""

    def _fits(self, own: Element, answer: str) -> bool:
        expected = own.findtext("text") or ""
        if self.kind == "calculated":
            share = own.findtext("tolerancetype") == "1"
            width = float(own.findtext("tolerance") or 0) * (abs(float(expected)) if share else 1)
            return abs(float(answer) - float(expected)) <= width * (1 + 1e-12)
        if self.kind == "numerical":
            return abs(float(answer) - float(expected)) <= float(own.findtext("tolerance") or 0) * (1 + 1e-12)
        return expected.lower() == answer.lower()


def bank(quiz: bytes) -> Iterator[Asked]:
    """The questions of a Moodle file in their order."""
    category = ""
    for node in fromstring(quiz):
        if node.attrib["type"] == "category":
            category = node.findtext("category/text") or ""
        else:
            yield Asked(category, node)


WILDCARD = re.compile(r"\{([A-Za-z][^}> <{\"']*)\}")
"""As Moodle finds them in a text."""


def items_of(question: Asked) -> list[dict[str, str]]:
    """The values of the wildcards of a calculated question, item by item, as its data sets have them."""
    defined = question.node.findall("dataset_definitions/dataset_definition")
    named = {each.findtext("name/text") or "": each for each in defined}
    columns = {name: [value.text or "" for value in each.iter("value")] for name, each in named.items()}
    for name, each in named.items():
        count = len(columns[name])
        numbers = [number.text for number in each.iter("number")]
        assert numbers == [str(place) for place in range(1, count + 1)], name
        assert each.findtext("itemcount") == each.findtext("number_of_items") == str(count), name
        low, high = (float(each.findtext(f"{bound}/text") or "nan") for bound in ("minimum", "maximum"))
        assert all(low <= float(value) <= high for value in columns[name]), name
    assert len({len(values) for values in columns.values()}) == 1
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def item(question: Asked, values: Mapping[str, str]) -> Asked:
    """The question with these values in the place of its wildcards, everywhere that Moodle puts them."""
    node = deepcopy(question.node)
    texts = ("questiontext/text", "generalfeedback/text", "answer/text", "answer/feedback/text")
    for text in (each for path in texts for each in node.findall(path)):
        text.text = WILDCARD.sub(lambda match: values[match[1]], text.text or "")
    return Asked(question.category, node)


def gaps(quiz: bytes) -> list[list[float]]:
    """The right numbers of each question that has several fields, as moodle-xml-parser reads them."""
    parser = pytest.importorskip("moodle_xml_parser.parser", reason="not installed: make oracles")
    return [list(map(_number, question.gaps)) for question in parser.parse_string(quiz.decode())["cloze"]]


def _number(gap: Any) -> float:  # noqa: ANN401 - likewise
    """Of a field whose only answer has a tolerance."""
    (answer,) = gap.options
    assert (gap.sub_type, answer.score) == ("NUMERICAL", 100)
    return float(answer.answer.partition(":")[0])
