"""What the pages of published examples say in German."""

from __future__ import annotations

from tools import heads
from tools.examples_words import Wording

INTRODUCTION = """\
---
title: Veröffentlichte Beispiele
description: Durchgerechnete Beispiele anderer Autoren als Abbildungen, mit den gedruckten Zahlen neben den berechneten.
---

# Veröffentlichte Beispiele

**Vor dieser Seite:** [0.7](computational-graphs.md); was noch, sagt die Seite jedes Netzes. **Zeit:** etwa 0 Minuten.

Durchgerechnete Beispiele, die andere veröffentlicht haben, als Abbildungen, durch die man Schritt für Schritt gehen
kann. Unter jeder stehen die gedruckten Zahlen, daneben, was das Rechenwerk berechnet, und auf welche Stelle dort
gerundet wurde; die letzten sind Fehlerberichte und drucken keine. Die Seite wird aus den Testfällen des Rechenwerks
geschrieben, und ob zwei Zahlen übereinstimmen, ist berechnet und nicht behauptet.
"""
WHOLE = "Alle Zahlen sind ganz, also wird nichts gerundet."
EXAMPLES = {
    "baydin": (
        "Baydin und andere: ln x₁ + x₁x₂ − sin x₂",
        "Die Tabellen 2 und 3 der Übersicht drucken drei Nachkommastellen.",
    ),
    "cs-product": ("cs231n: das Produkt (x + y)·z", WHOLE),
    "cs-neuron": (
        "cs231n: ein Neuron mit Sigmoidfunktion, zerlegt",
        (
            "Der Kurs druckt zwei Nachkommastellen, rechnet aber mit allen weiter: Multipliziert man die gedruckten "
            "Zahlen, so ergeben sich andere Ziffern als die gedruckten."
        ),
    ),
    "cs-patterns": ("cs231n: Muster auf dem Weg zurück", WHOLE),
    "colah": (
        "Colah: das Produkt (a + b)·(b + 1)",
        f"{WHOLE} Der Gradient an b ist die Summe über zwei Pfade.",
    ),
    "zero-base": (
        "PyTorch, Meldung 27134: null hoch eine Zahl",
        "Der Gradient nach b war NaN, und verlangt wurde 0: Null hoch b ist null für jedes positive b.",
    ),
    "max-zero": (
        "JAX, Meldung 37821: das größere von x und 0",
        (
            "Am Knick gibt JAX dem Maximum die halbe Steigung und der ReLU keine. Jede Zahl von 0 bis 1 wäre recht; "
            "hier folgen beide derselben Regel."
        ),
    ),
    "max-tie": (
        "Theano, Meldung 4568: das größere von zwei gleichen",
        (
            "Theano gab jeder der beiden Zahlen den ganzen Gradienten. Richtig sind je zwei Anteile, die zusammen das "
            "Ganze ergeben; hier bekommt jede die Hälfte."
        ),
    ),
    "postnetwork": (
        "Postnetwork: drei Eingaben, zwei Sigmoidfunktionen, ein Softmax über zwei Klassen",
        (
            "Die Seite druckt 0,185 für z₄, wo ihre eigenen Gewichte 0,157 ergeben; beide Wahrscheinlichkeiten und "
            "der Verlust rechnen damit weiter. Außerdem sind zwei Gradienten vertauscht, ∂L/∂w₈ = (ŷ₁ − y₁)·a₂ und "
            "∂L/∂w₉ = (ŷ₂ − y₂)·a₁: Nach ihren eigenen Formeln für z₃ und z₄, in denen w₈ auf dem Weg zu z₄ mit a₁ "
            "multipliziert wird und w₉ auf dem zu z₃ mit a₂, ist ∂L/∂w₈ gleich (ŷ₂ − y₂)·a₁ und ∂L/∂w₉ gleich (ŷ₁ − "
            "y₁)·a₂."
        ),
    ),
    "han-kamber": (
        "Nach Han und Kamber: drei Eingaben, zwei Neuronen, eine Ausgabe und eine Aktualisierung",
        (
            "Was das Buch Err nennt, ist minus der Gradient an einer Voraktivierung, und θ ist ein Bias, hier t. Err₆ "
            "ist als 0,1311 gedruckt: ein Produkt gerundeter Faktoren, wo alle Ziffern 0,1312 ergeben. Die Formel für "
            "O₅ ist als $1/(1 + e^{0{,}1})$ gedruckt, was 0,475 wäre; der gedruckte Wert 0,525 stimmt und ist der von "
            "$1/(1 + e^{-0{,}1})$."
        ),
    ),
    "surafelml": (
        "Surafel: zwei Eingaben, zwei Neuronen und die Kreuzentropie einer Wahrscheinlichkeit",
        (
            "Hier ist ŷ die Wahrscheinlichkeit, wie auf der Seite selbst, und der Schritt von z₂ zu ihr lässt sich "
            "ansehen."
        ),
    ),
    "shared-bias": (
        "AI-LAB: zwei Neuronen, zwei Ausgaben und ein Bias für jede Schicht",
        (
            "Beide Neuronen einer Schicht lesen denselben Bias, also kommen zwei Gradienten bei ihm an und [addieren "
            "sich](../backpropagation-at-work.md#where-gradients-meet)."
        ),
    ),
    "dead-relu": (
        "cs231n, erste Aufgabe: zwei ReLU-Neuronen, eines davon tot, drei Klassen",
        (
            "Die Biases sind 0 und hier weggelassen; ihre Gradienten sind die an z, in den letzten zwei Zeilen. Das "
            "zweite Neuron lässt nichts durch; wo das bei allen Beispielen so ist, ist es "
            "[tot](../vanishing-and-exploding.md#depth-and-activation). Zwei Zahlen weichen in der letzten von zwölf "
            "Nachkommastellen ab, weil sie aus gerundeten Faktoren entstanden sind. Der Verlust ist mit allen Ziffern "
            "gedruckt, die der Rechner hat; die letzte davon entsteht durch Runden."
        ),
    ),
    "logistic-batch": (
        "Coursera: logistische Regression mit einem Stapel von drei Beispielen",
        (
            "Die Spalten von X sind Beispiele, die Kosten sind das Mittel über sie, und jeder Gradient ist eine Summe "
            "über Beispiele. Die Kosten eines Beispiels, $-y\\ln a - (1 - y)\\ln(1 - a)$, sind als "
            "$\\mathrm{softplus}(z) - yz$ geschrieben, mit $\\mathrm{softplus}(z) = \\ln(1 + e^z)$; a wird nur "
            "gezeigt. So wird nichts von 1 abgezogen: Wo a fast 1 ist, verliert 1 − a Ziffern, und deshalb weichen die "
            "Kosten des Kurses in der dreizehnten Nachkommastelle ab. Die Schritte zeigen vier Ziffern; die zwei 9, "
            "aus denen v₁₀ entsteht, unterscheiden sich in der fünften."
        ),
    ),
    "bptt": (
        "Ein Tutorial auf Bengalisch: ein tanh-Neuron zu drei Zeitpunkten",
        (
            "[Backpropagation durch die Zeit](../sharing.md#in-time), mit drei Gewichten, die alle Zeitpunkte teilen. "
            "Was vom dritten Zeitpunkt in den zweiten zurückgeht, ist der Teil des Gradienten an h₂, der durch a₃ "
            "kommt."
        ),
    ),
    "batch-norm": (
        "Drei Zahlen, über den Stapel normalisiert (Batchnorm)",
        (
            "Die Gradienten, die an den drei Ausgaben ankommen, sind gegeben und heißen d, also ist der Verlust das "
            "Produkt der Ausgaben mit ihnen. Sind sie alle gleich, so kommt an den Eingaben nichts an: Alle Ausgaben "
            "gemeinsam zu verschieben ist das, was die Normalisierung herausnimmt. Ein Netz, das diese drei Zahlen "
            "über seine Beispiele normalisiert, steht in [der Galerie](../gallery/batch-normalisation.md)."
        ),
    ),
}
SOURCES = {
    "han-kamber": (
        "*Appendix B: An Example of Back-propagation Algorithm*{ lang=en } (November 2011), nach Han und Kamber, "
        "*Data Mining*{ lang=en }"
    ),
    "bptt": (
        "ein Tutorial auf Bengalisch, dessen Adresse nicht bekannt ist, gelesen bis t = 2 des Rückwärtsdurchlaufs"
    ),
}
GERMAN = Wording(
    language="de",
    head_of_page=heads.GERMAN,
    introduction=INTRODUCTION,
    programs="Netze, jedes auf einer eigenen Seite { #networks }",
    steps="Schritt für Schritt { #step-by-step }",
    compared="Gedruckt und berechnet { #printed-and-computed }",
    region="Gedruckt und berechnet",
    described="{title}. Schritt für Schritt, gedruckte Zahlen neben berechneten.",
    source="Quelle: {where}.",
    link="<{url}>{{ lang=en }}",
    head="| Größe | Gedruckt | Berechnet | Auf wie viele Stellen |",
    places=("ganz", "1 Stelle", "{places} Stellen"),
    same="gleich",
    apart="in der letzten Stelle um {apart} verschieden, {why}",
    rounded="durch früheres Runden",
    above="siehe oben",
    once=" nach einer Aktualisierung",
    often=" nach {updates} Aktualisierungen",
    examples=EXAMPLES,
    sources=SOURCES,
)
