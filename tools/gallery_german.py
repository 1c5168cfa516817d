"""The gallery's words in German, by the names of its figures: heading, prose and title of each."""

from __future__ import annotations

INTRODUCTION = """\
---
title: Galerie
description: Ein rekurrentes Netz, eine Faltung, ein Attention-Kopf und andere, und Netze, die aus Beispielen lernen.
---

# Galerie

**Vor dieser Seite:** [0.6](chain-rule-and-backpropagation.md) und [wo Gradienten
zusammentreffen](backpropagation-at-work.md#where-gradients-meet); was noch, sagt die Seite jeder Abbildung. **Zeit:**
etwa 0 Minuten.

Jede Seite zeigt auch den Text, aus dem ihre Abbildung entsteht, den *Block*: Drücken Sie unter den Schritten auf
*Diese Abbildung bearbeiten*, um ihn zu ändern, oder kopieren Sie ihn in ein eigenes Buch. Was darin stehen darf, sagt
[die Seite für Autoren](authors.md).

## Programme { #programs }

Eine Abbildung kann von einem kleinen Programm handeln, geschrieben wie in einem Notebook. Das Rechenwerk führt es
einmal aus, notiert jede Operation und zeichnet den Graphen; die Zeile, aus der ein Knoten entstand, leuchtet auf,
während man durch ihn hindurchgeht. Wird ein Gewicht mehrmals verwendet, so kommen mehrere Gradienten daran an und
addieren sich: Achten Sie auf die Schritte, die sagen, wie oft etwas verwendet wurde. Das sind Vorlagen zum Verändern;
neben jeder steht die Zeile, die sie zu dem macht, was sie ist.
"""
SAMPLED = """
## Mehrere Beispiele { #several-samples }

Trainiert wird mit vielen Beispielen, nicht mit einem. Der Verlust ist dann das Mittel der Verluste der einzelnen
Beispiele, und jeder Parameter bekommt von jedem davon einen Gradienten. Diese Abbildungen gehen durch ein Beispiel,
das Sie unter den Schritten auswählen, und addieren dann, was alle Beispiele haben; nur die letzten beiden zeigen sie
alle zugleich, in Matrizen. *Trainieren* nimmt sie alle.
"""
STEPS = "Schritt für Schritt { #step-by-step }"
FENCE = "Der Block dafür { #the-fence }"
OF_PROGRAM = "{heading}, als Programm aus wenigen Zeilen, Schritt für Schritt, mit jedem Wert und jedem Gradienten."
OF_SAMPLES = "{heading}, Schritt für Schritt, mit jedem Wert und jedem Gradienten."
FIGURES = {
    "recurrent": (
        "Ein rekurrentes Netz in der Zeit",
        (
            "Dieselben drei Gewichte zu jeder Zeit: w liest die Eingabe, u das, woran sich das Netz erinnert, und v "
            "macht daraus die Antwort. Backpropagation durch die Zeit ist Backpropagation durch diesen Graphen. Was "
            "von einem späten Verlust zu einem frühen h gelangt, ist für jeden Zeitpunkt dazwischen einmal durch u und "
            "durch eine Steigung von tanh gegangen; so verschwindet es."
        ),
        "Drei Zeitpunkte, eine Zelle",
    ),
    "convolution": (
        "Eine Faltung in einer Dimension",
        (
            "Zwei Gewichte gleiten an vier Eingaben entlang. Jedes Gewicht wird an allen drei Orten verwendet, also "
            "ist sein Gradient die Summe von dreien; mehr bedeutet ein [geteiltes Gewicht](../sharing.md) für den "
            "Rückwärtsdurchlauf nicht."
        ),
        "Zwei Gewichte an drei Orten",
    ),
    "softmax-classes": (
        "Softmax-Regression",
        (
            "Punktzahlen, Wahrscheinlichkeiten und minus der Logarithmus der Wahrscheinlichkeit der wahren Klasse. Das "
            "ist die zweite: Das Programm zählt ab 0, also ist p[1] in der Abbildung p₂. An den Punktzahlen "
            "angekommen, ist der Gradient das, was die Lehrbücher drucken: [Wahrscheinlichkeit minus "
            "Zielwert](../softmax-and-cross-entropy.md)."
        ),
        "Zwei Merkmale, drei Klassen",
    ),
    "normalisation": (
        "Normalisierung einer Schicht",
        (
            "Mittelwert und Varianz entstehen aus allen Eingaben, also hängt jede Ausgabe von jeder Eingabe ab. Was "
            "an einem x ankommt, kommt von seinem eigenen Platz, vom Mittelwert und von der Varianz. Der Verlust ist "
            "$h\\cdot c$, also ist $c$ das, was an $h$ ankommt. [In "
            "Matrizen](../matrices.md#what-else-a-layer-can-have) steht das in einem Netz."
        ),
        "Drei Zahlen, normalisiert",
    ),
    "residual-block": (
        "Ein Residualblock",
        (
            "Die Eingabe geht um die zwei Schichten herum und auch durch sie hindurch. Auf dem Rückweg kommt der "
            "Gradient auf beiden Wegen an und addiert sich; der Weg außen herum hat die Ableitung 1, also "
            "[verschwindet](../vanishing-and-exploding.md) dort nichts, auch nicht, wo eine ReLU geschlossen ist."
        ),
        "Um zwei Schichten herum und durch sie hindurch",
    ),
    "embedding": (
        "Eine Einbettung",
        (
            "Eine Zeile nachzuschlagen heißt, sie auszuwählen, und die Auswahl hat keine Ableitung: Die ausgewählten "
            "Zeilen bekommen den Gradienten, für jedes Mal einmal, und die anderen keinen. Hier wird E[2] zweimal "
            "nachgeschlagen, E[3] einmal, und die ersten zwei Zeilen nie: Das Programm zählt ab 0 und die Abbildung ab "
            "1, also ist E[2] ihre dritte Zeile."
        ),
        "Vier Zeilen, dreimal nachgeschlagen",
    ),
    "attention": (
        "Ein Attention-Kopf",
        (
            "Die letzte Position fragt: Ihre Anfrage trifft auf den Schlüssel jeder Position, der Softmax macht aus "
            "dem Ergebnis Anteile, und mit diesen Anteilen werden die Werte gemischt. Was die letzte Position über "
            "sich selbst erfährt, kommt auf drei Wegen: als Anfrage, als Schlüssel und als Wert. Eine Punktzahl "
            "(score) und der Verlust (loss) sind Funktionen des Programms und damit Kästen: Sie sind am Anfang "
            "geschlossen, jeder ein einziger Schritt. Mit einer Zeile "
            "$x_i$ von $X$ für jede Position, hier zwei, und Schlüsseln aus zwei Zahlen sind die Zeilen des Programms"
        ),
        "Eine Anfrage, zwei Positionen",
    ),
    "xor": (
        "XOR, aus vier Beispielen gelernt",
        (
            "Das ausschließende Oder ist 1, wo genau eine von zwei Eingaben 1 ist. Keine Gerade trennt die Einsen "
            "von den Nullen, also kann ein Netz ohne verborgene Schicht es nicht lernen. Zwei verborgene Neuronen "
            "genügen: Öffnen Sie *Trainieren* unter den Schritten, und drücken Sie *Laufen lassen*. Die Gebiete "
            "zeigen, wo das Netz 1 sagt; sehen Sie zu, wie sie sich biegen, bis alle vier Beispiele im richtigen "
            "liegen."
        ),
        "Vier Beispiele, zwei verborgene Neuronen",
    ),
    "curve-fit": (
        "Eine Kurve durch fünf Beispiele",
        (
            "Eine Eingabe und eine Ausgabe: Was das Netz sagt, ist eine Kurve, und die Beispiele sind Punkte. Der "
            "Verlust ist das Mittel der halben Quadrate der Abstände von den Punkten zur Kurve, vertikal gemessen. "
            "*Trainieren* zeichnet beides, und die Kurve bewegt sich auf die Punkte zu; mit drei tanh-Neuronen hat "
            "sie Biegungen genug, um sie zu erreichen. Jedes Neuron ist ein Kasten, der am Anfang geschlossen ist: "
            "Gewichtete Summe und Aktivierung sind ein Schritt."
        ),
        "Fünf Beispiele, drei verborgene Neuronen",
    ),
    "batch-normalisation": (
        "Normalisierung über den Stapel (Batchnorm)",
        (
            "Ein Neuron, drei Beispiele, und in jedem Schritt alle drei: Mittel und Varianz werden über den Stapel "
            "genommen, also hängt das, was aus einem Beispiel wird, von den anderen ab, und keines lässt sich allein "
            "durchgehen. Die Summen sind 1, 3 und 5, die drei Zahlen eines [veröffentlichten "
            "Beispiels](../published/batch-norm.md), und die normalisierten sind die, die dort gedruckt sind. "
            "Rückwärts kommt ein Gradient auf drei Wegen zurück: geradewegs, durch die Varianz und durch das Mittel."
        ),
        "Ein Neuron, über drei Beispiele normalisiert",
    ),
    "layer-with-more": (
        "Normalisierte Schicht, Maske und Sprung, in Matrizen",
        (
            "Dreierlei, was eine Schicht noch haben kann, [als "
            "Matrizen](../matrices.md#what-else-a-layer-can-have). In jeder Zeile werden die drei Summen über die "
            "Neuronen normalisiert, von denen jedes danach eine Skala und eine Verschiebung hat. Ein Vektor aus "
            "Einsen, "
            "$\\mathbf 1$, addiert über die Neuronen, wo er rechts von einer Matrix steht, und über die Beispiele, wo "
            "er links steht. Die Maske von "
            "Dropout, hier von Hand gegeben, schaltet das zweite Neuron aus und gleicht das mit den beiden anderen "
            "aus. Und die Eingaben gehen an alledem vorbei: Sie werden zu dem addiert, was die Schicht macht, also "
            "kommt zu ihnen auf zwei Wegen ein Gradient zurück, und einen davon hält keine Maske auf."
        ),
        "Drei Neuronen, zwei Beispiele in Zeilen",
    ),
}
