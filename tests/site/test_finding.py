"""What students type into the search of the site, and the pages that they are to find among the first three.

The theme's own worker answers, in Node.js, from the index that the pages load.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from backprop_web.node import run

SCRIPT = Path(__file__).parents[1] / "support" / "search.mjs"
FIRST = 3
HERE, NEURON, CHAIN, WORK, GRAPHS, PINNS, MATRICES, TERMS = (
    "",
    "one-neuron-by-hand/",
    "chain-rule-and-backpropagation/",
    "backpropagation-at-work/",
    "computational-graphs/",
    "derivatives-for-pinns/",
    "matrices/",
    "terminology/",
)
ZERO, SOFTMAX, VANISHING, COSTS = (
    "from-zero/",
    "softmax-and-cross-entropy/",
    "vanishing-and-exploding/",
    "what-each-mode-costs/",
)
QUERIES = {
    "gradient at w11": {CHAIN},
    "chain rule": {CHAIN},
    "what is backpropagation": {CHAIN},
    "derivative of tanh": {ZERO, NEURON, CHAIN},
    "derivative of sigmoid": {ZERO, SOFTMAX},
    "half squared error": {NEURON, CHAIN},
    "gradient descent": {NEURON},
    "learning rate": {NEURON},
    "cross entropy": {WORK, SOFTMAX},
    "softmax": {SOFTMAX, "gallery/softmax-classes/"},
    "matrix form": {MATRICES},
    "shapes of matrices": {MATRICES},
    "transpose": {MATRICES},
    "batch": {MATRICES},
    "forward mode": {GRAPHS, COSTS},
    "why reverse mode": {GRAPHS, WORK, COSTS},
    "computational graph": {GRAPHS},
    "where gradients add": {CHAIN, WORK, "sharing/"},
    "Wengert list": {GRAPHS, TERMS},
    "upstream gradient": {TERMS},
    "vector-Jacobian product": {TERMS},
    "second derivative": {PINNS},
    "Burgers equation": {PINNS},
    "dead relu": {"published/dead-relu/"},
    "attention": {"gallery/attention/"},
    "convolution": {"gallery/convolution/"},
    "recurrent network": {"gallery/recurrent/"},
    "residual connection": {VANISHING, "gallery/residual-block/"},
    "vanishing gradient": {VANISHING},
    "why minus y": {SOFTMAX},
    "batch normalization": {"published/batch-norm/", "gallery/batch-normalisation/"},
    "XOR": {"gallery/xor/"},
    "PyTorch": {WORK, "terminal-and-notebook/", "published-examples/"},
    "keyboard": {HERE},
}
GERMAN = {
    "Kettenregel": {CHAIN},
    "Gradient an w11": {CHAIN},
    "Ableitung von tanh": {ZERO, NEURON, CHAIN},
    "Gradientenabstieg": {NEURON},
    "Lernrate": {NEURON},
    "Reihenfolge": {CHAIN},
    "Wiederverwendung": {CHAIN},
    "Tastatur": {HERE},
    "Rechengraph": {GRAPHS},
    "Vorwärtsmodus": {GRAPHS, COSTS},
    "Wengert-Liste": {GRAPHS, TERMS},
    "Matrizen": {MATRICES},
    "transponiert": {MATRICES},
    "Stapel": {MATRICES, "sharing/"},
    "Softmax": {SOFTMAX},
    "Kreuzentropie": {WORK, SOFTMAX},
    "warum minus y": {SOFTMAX},
    "verschwindende Gradienten": {VANISHING},
    "Residualverbindung": {VANISHING},
    "Initialisierung": {VANISHING},
    "Speicher": {COSTS, CHAIN},
    "Faltung": {"sharing/", "gallery/convolution/"},
    "Attention": {"gallery/attention/"},
    "XOR": {"gallery/xor/"},
    "rekurrentes Netz": {"sharing/", "gallery/recurrent/"},
    "Burgers-Gleichung": {PINNS},
    "zweite Ableitung": {PINNS, WORK},
    "Residuum": {PINNS, WORK},
    "Übungen": {"exercises/"},
    "PyTorch": {WORK},
    "Ableitung der Sigmoidfunktion": {ZERO, SOFTMAX},
}


def missed(site: Path, queries: Mapping[str, set[str]]) -> dict[str, object]:
    """The queries that lead to none of their pages, with what they lead to instead."""
    (worker,) = site.glob("assets/javascripts/workers/search.*.min.js")
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = run(SCRIPT, {"worker": str(worker), "index": index, "queries": list(queries)})
    assert isinstance(found, list)
    answers = dict(zip(queries, found, strict=True))
    return {query: pages[:FIRST] for query, pages in answers.items() if not queries[query] & set(pages[:FIRST])}


def test_a_student_finds_the_page(site: Path) -> None:
    assert missed(site, QUERIES) == {}


def test_a_student_finds_the_page_in_german(german: Path) -> None:
    assert missed(german, GERMAN) == {}


def test_a_search_that_finds_nothing_is_noticed(site: Path) -> None:
    assert missed(site, {"zzyzx": {CHAIN}}) == {"zzyzx": []}


@pytest.mark.parametrize("folder", ["site", "german"])
def test_titles_are_those_of_sections(folder: str, request: pytest.FixtureRequest) -> None:
    """Nothing of a figure gets into one, as all that is found by a title stands first."""
    index = json.loads((request.getfixturevalue(folder) / "search" / "search_index.json").read_text("utf-8"))
    assert [each["title"] for each in index["docs"] if len(each["title"]) > 90] == []
