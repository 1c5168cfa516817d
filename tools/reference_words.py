"""What the pages of the reference say around the docstrings, for each language; see `tools.reference`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ENGLISH_OVERVIEW = """\
---
description: Every public function and class of the engine behind the figures, each with a sentence and its place.
search:
  boost: 0.1
---

# Reference of the engine

Everything that the distribution `backprop` offers to Python, written from its docstrings and from
its table of primitives by `python -m tools.reference`. All numbers are Python floats (IEEE doubles)
without units; a value that is not finite is an error, never a result.

Each name below leads to its place, with arguments, results and errors.
"""
ENGLISH_TABLE = """\
`out` is the value itself. Affine sums, powers, losses and the softmax are families with a member for
each size; the table shows the member of size 2, and the third power."""
GERMAN_OVERVIEW = """\
---
description: Jede öffentliche Funktion und Klasse des Rechenwerks hinter den Abbildungen, je ein Satz und ihr Ort.
search:
  boost: 0.1
---

# Referenz des Rechenwerks

Alles, was das Paket `backprop` in Python bietet, geschrieben aus den Beschreibungen im Code (*docstrings*{ lang=en }),
die dort englisch sind und hier übersetzt, und aus der Tabelle der Grundoperationen, von `python -m tools.reference`.
Alle Zahlen sind Gleitkommazahlen von Python (IEEE, doppelte Genauigkeit) ohne Einheiten; ein Wert, der nicht endlich
ist, ist ein Fehler und nie ein Ergebnis.

Jeder Name führt an seinen Ort, wo auch Argumente, Ergebnisse und Fehler stehen.
"""
GERMAN_TABLE = """\
`out` ist der Wert selbst. Affine Summen, Potenzen, Verluste und der Softmax sind Familien mit einem Mitglied für jede
Größe; die Tabelle zeigt das Mitglied der Größe 2, und die dritte Potenz."""


@dataclass(frozen=True)
class Told:
    """A page's title, its description where it is listed, and what it begins with."""

    title: str
    description: str
    lead: str


ENGLISH_PARTS = {
    "figures": Told(
        "Figures, commands and errors in Python",
        "Figures in notebooks and terminals, models of PyTorch or JAX compared, programs to take away, and all errors.",
        "Where to begin from Python: a figure in a notebook, its steps in a terminal, a model of another library "
        "compared, a program to take away; and what an error says.",
    ),
    "networks": Told(
        "Networks as graphs",
        "Multilayer perceptrons as graphs: shape, biases, names, losses, first weights, training and gradient checks.",
        "A network from its widths: how it is wired, named, started, judged, trained and checked.",
    ),
    "graphs": Told(
        "Graphs, steps and derivatives",
        "Wengert lists, steps of forward and reverse mode, derivatives as graphs, their costs, and fast evaluation.",
        "What every figure stands on: a graph, its values, the steps of each mode, derivatives that are graphs again.",
    ),
    "expressions": Told(
        "Expressions and programs as graphs",
        "Graphs from formulas written as text, from plain Python functions, and from small programs within limits.",
        "Three ways to write a computation down and get its graph: a formula, a function, a small program.",
    ),
    "operations": Told(
        "The table of operations",
        "All operations of the engine with values and local partials, what a row says, its families, and their costs.",
        "Whatever can be computed is a row here, with its value and a local partial for each argument.",
    ),
    "functions": Told(
        "Functions that the table calls",
        "What the texts of the table call: stable functions on floats, and the same on complex numbers.",
        "The rows of [the table](operations.md) are texts; these are the functions in them.",
    ),
    "dense": Told(
        "Dense networks in NumPy",
        "Forward and backward pass on batches in NumPy: layers, losses, activations, and the checks of what is given.",
        "The same passes on whole batches, fast, in NumPy: what makes plots here, and what you may use at home.",
    ),
    "physics": Told(
        "Physics-informed networks in NumPy",
        "Derivatives by the inputs, residuals of differential equations and their gradients, problems, and training.",
        "Networks that are trained on a differential equation, with derivatives by their inputs through all layers.",
    ),
}
GERMAN_PARTS = {
    "figures": Told(
        "Abbildungen, Befehle und Fehler in Python",
        "Abbildungen in Notebook und Terminal, Modelle aus PyTorch oder JAX im Vergleich, Programme, und alle Fehler.",
        "Womit man in Python beginnt: eine Abbildung im Notebook, ihre Schritte im Terminal, das Modell einer anderen "
        "Bibliothek im Vergleich, ein Programm zum Mitnehmen; und was ein Fehler sagt.",
    ),
    "networks": Told(
        "Netze als Graphen",
        "Mehrschichtige Netze als Graphen: Form, Biases, Namen, Verluste, erste Gewichte, Training und Prüfung.",
        "Ein Netz aus seinen Breiten: wie es verdrahtet, benannt, begonnen, beurteilt, trainiert und geprüft wird.",
    ),
    "graphs": Told(
        "Graphen, Schritte und Ableitungen",
        "Wengert-Listen, Schritte vorwärts und rückwärts, Ableitungen als Graphen, ihre Kosten, schnelle Auswertung.",
        "Worauf jede Abbildung steht: ein Graph, seine Werte, die Schritte, und Ableitungen, die wieder Graphen sind.",
    ),
    "expressions": Told(
        "Ausdrücke und Programme als Graphen",
        "Graphen aus Formeln in Textform, aus gewöhnlichen Funktionen in Python und aus kleinen Programmen.",
        "Drei Arten, eine Rechnung aufzuschreiben und ihren Graphen zu bekommen: Formel, Funktion, kleines Programm.",
    ),
    "operations": Told(
        "Die Tabelle der Operationen",
        "Alle Operationen mit Wert und lokalen Ableitungen, was eine Zeile sagt, die Familien, und was sie kosten.",
        "Alles, was sich berechnen lässt, ist hier eine Zeile: ihr Wert und für jedes Argument eine lokale Ableitung.",
    ),
    "functions": Told(
        "Funktionen, die die Tabelle aufruft",
        "Was die Texte der Tabelle aufrufen: stabile Funktionen auf Gleitkommazahlen und auf komplexen Zahlen.",
        "Die Zeilen [der Tabelle](operations.md) sind Texte; das sind die Funktionen darin.",
    ),
    "dense": Told(
        "Dichte Netze in NumPy",
        "Vorwärts und rückwärts mit Stapeln in NumPy: Schichten, Verluste, Aktivierungen, und Prüfung der Eingaben.",
        "Dieselben Durchgänge mit ganzen Stapeln, schnell, in NumPy: Daraus entstehen hier Kurven, und damit lässt "
        "sich auch zu Hause rechnen.",
    ),
    "physics": Told(
        "Physikalisch informierte Netze in NumPy",
        "Ableitungen nach den Eingaben, Residuen von Differentialgleichungen und ihre Gradienten, Probleme, Training.",
        "Netze, die an einer Differentialgleichung trainiert werden, mit Ableitungen nach den Eingaben.",
    ),
}


@dataclass(frozen=True)
class Frame:
    """What stands around the docstrings in a language, and where those are, if it is another one than the code's."""

    folder: Path
    overview: str
    parts: Mapping[str, Told]
    heading: str
    table: str
    head: str
    docstrings: Path | None = None
    work: str = "*{}*"
    """How the title of a work is written, which is English."""


ROOT = Path(__file__).parents[1]
ENGLISH = Frame(
    ROOT / "docs" / "reference",
    ENGLISH_OVERVIEW,
    ENGLISH_PARTS,
    "The table of primitives",
    ENGLISH_TABLE,
    "| row | value | local partials |",
)
GERMAN = Frame(
    ROOT / "docs.de" / "reference",
    GERMAN_OVERVIEW,
    GERMAN_PARTS,
    "Die Tabelle der Grundoperationen",
    GERMAN_TABLE,
    "| Zeile | Wert | lokale Ableitungen |",
    ROOT / "tools" / "docstrings" / "de",
    "*{}*{{ lang=en }}",
)
