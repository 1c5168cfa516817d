"""What the page about errors says in German: its frame, and remedies that are said in English only, because it is
Python or a notebook that says them."""

from __future__ import annotations

from collections.abc import Mapping

INTRODUCTION = """\
---
title: Was Fehlermeldungen sagen
description: Jede Meldung, die ein falscher Block, eine Formel, ein Programm oder eine Datei bringt, mit Abhilfe.
search:
  boost: 0.3
---

# Was Fehlermeldungen sagen

Ein Fehler in einem Block ist eine Warnung mit Datei und Zeile, und die Seite zeigt ihn dort, wo die Abbildung stünde;
mit `mkdocs build --strict` scheitert der Build. Jede Meldung nennt drei Dinge:

```text
WARNING -  {warning}
```

die **Stelle** (Datei, Zeile und den Schlüssel `fade`), den **Wert**, der dort steht, und nach dem zweiten Doppelpunkt
die **Abhilfe**. Wird nichts gemeldet und zeigt die Seite den Text des Blocks, so fehlt `backprop` unter `plugins` in
der `mkdocs.yml`. Alle Fehler eines Blocks, die sich auf einmal finden lassen, werden auf einmal gemeldet. Im Terminal
steht dasselbe, mit dem Rückgabewert 2, und in Python ist es eine Ausnahme, deren `argument`, `value` und `remedy`
diese drei sind.

Seiten auf Deutsch und die [Werkbank](sandbox.md) melden Fehler auf Deutsch, Python auf Englisch; darum steht jede
Abhilfe hier in beiden Sprachen, danach geordnet, worum es geht. `…` steht für das, was von Ihnen kommt: ein Name,
eine Zahl, eine Liste dessen, was ginge; was in Klammern steht, wird gesagt, wo ein Name nahe genug ist. Die Seite ist
aus dem Code geschrieben.
"""
HEAD = "| Was falsch ist | Abhilfe, und auf Englisch |"
NEAR, ONE_OF = "(meinten Sie …?)", "verwenden Sie eines von"
PARTS: Mapping[str, tuple[str, str]] = {
    "The fence cannot be read": (
        "Der Block ist nicht zu lesen",
        (
            "Ein Block ist YAML. Der Parser bleibt stehen, wo er nicht weiterkommt; gesagt wird, was am ehesten dazu "
            "geführt hat."
        ),
    ),
    "A key or its value does not fit": (
        "Ein Schlüssel oder sein Wert passt nicht",
        (
            "Ein Schlüssel fehlt, ist verschrieben, zweimal da oder für anderes gedacht, oder sein Wert ist von "
            "anderer Art."
        ),
    ),
    "A network that cannot be": (
        "Ein Netz, das es nicht geben kann",
        (
            "Breiten, Aktivierungen, Verluste und Verbindungen müssen zueinander passen und klein genug bleiben, um "
            "gezeichnet zu werden."
        ),
    ),
    "A formula cannot be read": (
        "Eine Formel ist nicht zu lesen",
        "Die Meldung zählt Spalten von 1 an, und Zeilen, wo es mehrere gibt.",
    ),
    "A program cannot be read or run": (
        "Ein Programm ist nicht zu lesen oder auszuführen",
        (
            "Ein Programm darf einen Teil von Python verwenden; die Meldung nennt seine Zeile. Wo ein Teil abgelehnt "
            "wird, läuft nichts davon."
        ),
    ),
    "A number that a step meets": (
        "Eine Zahl, auf die ein Schritt trifft",
        (
            "Eine Operation ist bei einem Wert nicht definiert, oder ein Ergebnis ist keine endliche Zahl. Die Meldung "
            "nennt den Knoten."
        ),
    ),
    "An exercise": ("Eine Übung", "Ein Block `exercise` oder die Datei eines Blatts."),
    "In Python, a terminal or a notebook": (
        "In Python, im Terminal oder im Notebook",
        ("Was dort aufgerufen oder verlangt wird, die Modelle anderer Frameworks, und was jemand in der Seite tut."),
    ),
    "Whole batches, with NumPy": (
        "Ganze Stapel, mit NumPy",
        "Die Module `backprop.dense` und `backprop.physics`, mit denen Abbildungen der Physik trainiert werden.",
    ),
}
PLACES = {
    "…, its weights": "…, seine Gewichte",
    "the type of the numbers in the model": "die Art der Zahlen im Modell",
    "the model": "das Modell",
    "the sample": "das Beispiel",
    "the reduction of …": "die Reduktion von …",
    "the delta of …": "das Delta von …",
    "the activation of the last layer": "die Aktivierung der letzten Schicht",
    "…, … of …": "…, … von …",
    "the step": "der Schritt",
    "what is compared": "was verglichen wird",
    "what should be a plain number": "was eine gewöhnliche Zahl sein soll",
    "the picture": "das Bild",
    "size of …": "die Größe von …",
    "figure": "die Abbildung",
    "specification": "die Beschreibung",
    "the fence": "der Block",
    "a key": "ein Schlüssel",
}
REMEDIES = {
    "… (…)": "… (…)",
    "…; give a number, such as 0.5, 1/3 or 2*pi": "…; geben Sie eine Zahl an, etwa 0.5, 1/3 oder 2*pi",
    "… takes … arguments": "… nimmt … Argumente",
    "write the text in quotes, or begin it on the next line and indent it": (
        "schreiben Sie den Text in Anführungszeichen, oder beginnen Sie ihn eingerückt in der nächsten Zeile"
    ),
    "give … argument…": "geben Sie so viele Argumente an: …",
    "give … argument… or more": "geben Sie mindestens so viele Argumente an: …",
    # Of what Python is asked for.
    "give … lists of … numbers": "geben Sie … Listen von … Zahlen an",
    "give finite numbers": "geben Sie endliche Zahlen an",
    "train a network: this figure has no parameters": ("trainieren Sie ein Netz: diese Abbildung hat keine Parameter"),
    "give 1 to 9 samples": "geben Sie 1 bis 9 Beispiele an",
    "use layers of at most 9 units, whose indices have one digit": (
        "verwenden Sie Schichten von höchstens 9 Einheiten, deren Indizes eine Ziffer haben"
    ),
    "use central-difference or complex-step": "verwenden Sie central-difference oder complex-step",
    "give one to 4 names": "geben Sie einen bis 4 Namen an",
    "differentiate by a given value: …": "leiten Sie nach einem gegebenen Wert ab: …",
    "use a finite number": "verwenden Sie eine endliche Zahl",
    "name nodes that were added before": "nennen Sie Knoten, die davor hinzugefügt wurden",
    "give each node a name of its own": "geben Sie jedem Knoten einen eigenen Namen",
    "visit … before what it reads": "besuchen Sie … vor dem, was es liest",
    "give the index of one of the … nodes": "geben Sie den Index eines der … Knoten an",
    "give values for …": "geben Sie Werte für … an",
    "give a value for …": "geben Sie einen Wert für … an",
    "name given values": "nennen Sie gegebene Werte",
    "use numbers of one of these types: …": "verwenden Sie Zahlen von einem dieser Typen: …",
    "give a pair (weights, biases), a mapping with kernel and bias, or a function such as jax.numpy.tanh": (
        "geben Sie ein Paar (Gewichte, Biases) an, eine Zuordnung mit kernel und bias, oder eine Funktion wie "
        "jax.numpy.tanh"
    ),
    "give an array of two axes, inputs × outputs": "geben Sie ein Array mit zwei Achsen an, Eingaben × Ausgaben",
    "use a function called …": "verwenden Sie eine Funktion namens …",
    "give functools.partial(jax.nn.gelu, approximate=False): what JAX calls gelu is near it only": (
        "geben Sie functools.partial(jax.nn.gelu, approximate=False) an: was JAX gelu nennt, ist ihr nur nahe"
    ),
    "import jax first, and give its arrays": "importieren Sie zuerst jax, und geben Sie dessen Arrays an",
    "with JAX write one of …": "schreiben Sie mit JAX eines von …",
    "with … outputs use …": "verwenden Sie bei … Ausgaben …",
    "use 1": "verwenden Sie 1",
    "leave it out: … takes the scores before it, and makes the … of them itself": (
        "lassen Sie sie weg: … nimmt die Punktzahlen davor und macht daraus selbst …"
    ),
    "put a layer of weights before each activation": "setzen Sie vor jede Aktivierung eine Schicht von Gewichten",
    "give at least one layer of weights": "geben Sie mindestens eine Schicht von Gewichten an",
    "give a pair: what goes in, and the target": "geben Sie ein Paar an: was hineingeht, und den Zielwert",
    "give … number…, of one sample": "geben Sie so viele Zahlen an, von einem Beispiel: …",
    "give a Sequential of PyTorch, or a list of layers whose arrays are those of JAX": (
        "geben Sie ein Sequential von PyTorch an, oder eine Liste von Schichten, deren Arrays die von JAX sind"
    ),
    "use Linear, …": "verwenden Sie Linear, …",
    "call model.eval() first: it would drop other units each time": (
        "rufen Sie zuerst model.eval() auf: es ließe sonst jedes Mal andere Einheiten weg"
    ),
    "use …": "verwenden Sie …",
    "give it a number: show(…, …=0.5)": "geben Sie ihm eine Zahl: show(…, …=0.5)",
    "send one JSON object": "senden Sie ein einziges JSON-Objekt",
    "describe a figure": "beschreiben Sie eine Abbildung",
    "give a list of whole numbers": "geben Sie eine Liste ganzer Zahlen an",
    "give as many as there are updates, …": "geben Sie so viele an, wie es Aktualisierungen gibt, …",
    "ask for a step of the figure without this": "verlangen Sie einen Schritt der Abbildung ohne das",
    "a graph has no branches: use maximum, minimum or relu": (
        "ein Graph hat keine Verzweigungen: verwenden Sie maximum, minimum oder relu"
    ),
    "call the functions of backprop.operations, not of math": (
        "rufen Sie die Funktionen von backprop.operations auf, nicht die von math"
    ),
    "do not mix two traces": "mischen Sie nicht zwei Aufzeichnungen",
    "use at most … operations": "verwenden Sie höchstens … Operationen",
    "leave one letter of vuqrst free": "lassen Sie einen Buchstaben von vuqrst frei",
    "give a plain function without *args and keywords": (
        "geben Sie eine einfache Funktion ohne *args und Schlüsselwörter an"
    ),
    "use traced numbers, int and float": "verwenden Sie verfolgte Zahlen, int und float",
    "work something out": "rechnen Sie etwas aus",
    "use the functions of backprop.operations, and + - * / **": (
        "verwenden Sie die Funktionen von backprop.operations, und + - * / **"
    ),
    "ask for it of a figure that has steps": "verlangen Sie es von einer Abbildung, die Schritte hat",
    # Of whole batches.
    "use smaller weights, inputs or targets: the loss overflows": (
        "verwenden Sie kleinere Gewichte, Eingaben oder Zielwerte: der Verlust wird zu groß"
    ),
    "give at least one input and one unit": "geben Sie mindestens eine Eingabe und eine Einheit an",
    "give one bias for each unit, shape (…,)": "geben Sie für jede Einheit einen Bias an, Gestalt (…,)",
    "give at least one layer": "geben Sie mindestens eine Schicht an",
    "give it … rows, one for each input": "geben Sie ihm … Zeilen, eine für jede Eingabe",
    "give it … rows, one for each unit of layer …": "geben Sie ihm … Zeilen, eine für jede Einheit von Schicht …",
    "give an array of numbers, shape (rows, …)": "geben Sie ein Array von Zahlen an, Gestalt (Zeilen, …)",
    "give an array of numbers, shape (…, …)": "geben Sie ein Array von Zahlen an, Gestalt (…, …)",
    "give an array of shape (rows, …)": "geben Sie ein Array der Gestalt (Zeilen, …) an",
    "give an array of shape (…, …)": "geben Sie ein Array der Gestalt (…, …) an",
    "give a float64 array, for example numpy.asarray(values, float)": (
        "geben Sie ein Array aus float64 an, zum Beispiel numpy.asarray(values, float)"
    ),
    "give an array of … dimension…": "geben Sie ein Array mit so vielen Achsen an: …",
    "return one residual for each u, shape …": "geben Sie für jedes u ein Residuum zurück, Gestalt …",
    "return one for each of … parts of the jet": "geben Sie eine für jeden der … Teile des Jets zurück",
    "return a number, or an array of shape …": "geben Sie eine Zahl zurück, oder ein Array der Gestalt …",
    "scale the equation down: its square overflows": (
        "verkleinern Sie die Gleichung um einen Faktor: ihr Quadrat wird zu groß"
    ),
    "give 0, 1 or 2 for each input": "geben Sie für jede Eingabe 0, 1 oder 2 an",
    "give one order for each of … inputs": "geben Sie für jede von … Eingaben eine Ordnung an",
    "give one for each of the jet's … parts": "geben Sie einen für jeden der … Teile des Jets an",
}
"""By the English ones, as the page has them: … stands for what is filled in."""
