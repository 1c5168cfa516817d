"""German: what is wrong with a network, a formula or a number that a step meets. What is filled in stands in braces."""

from __future__ import annotations

VALUES = {
    "{name} of {count} arguments": "{name} mit {count} Argumenten",
    "nothing": "nichts",
    "without numbers": "ohne Zahlen",
}
MISTAKES = {
    # Of networks.
    (
        "give the network two outputs or more for {loss}, or use binary-cross-entropy: the softmax of one output is "
        "always 1, so the loss would always be 0"
    ): (
        "geben Sie dem Netz für {loss} zwei Ausgaben oder mehr, oder nehmen Sie binary-cross-entropy: der Softmax "
        "einer einzigen Ausgabe ist immer 1, der Verlust also immer 0"
    ),
    "leave it out: {loss} has no probability to be taken with": (
        "lassen Sie das weg: {loss} hat keine Wahrscheinlichkeit, mit der es zusammengefasst würde"
    ),
    "leave out that of the output: with {loss} it is the {probability}": (
        "lassen Sie die der Ausgabe weg: bei {loss} ist sie {probability}"
    ),
    "give at least an input and an output width ≥ 1": "geben Sie mindestens eine Eingabe und eine Ausgabe an",
    "use widths up to {count}": "verwenden Sie Breiten bis {count}",
    "use at most {count} weights": "verwenden Sie höchstens {count} Gewichte",
    "give {hidden} or {all} activations, one for each layer": (
        "geben Sie {hidden} oder {all} Aktivierungen an, eine für jede Schicht"
    ),
    "leave this out: nothing is hidden": "lassen Sie das weg: nichts ist verborgen",
    "leave this out, or use {known} as the loss": "lassen Sie das weg, oder nehmen Sie als Verlust {known}",
    # Of formulas.
    "give each name one value": "geben Sie jedem Namen nur einen Wert",
    "assign it before this place": "weisen Sie es vor dieser Stelle zu",
    "give {noun} or more": "geben Sie {noun} oder mehr an",
    "give {count} argument": "geben Sie {count} Argument an",
    "give {count} arguments": "geben Sie {count} Argumente an",
    "give {as_many} arguments of the second kind as of the first": (
        "geben Sie von der zweiten Art so viele Argumente an wie von der ersten"
    ),
    "use + - * / **": "verwenden Sie + - * / **",
    "use another name for the value: this is a function": (
        "nehmen Sie für den Wert einen anderen Namen: das ist eine Funktion"
    ),
    "assign to one plain name": "weisen Sie einem einfachen Namen zu",
    "it has a meaning of its own: use it so, or use another name": (
        "das hat eine eigene Bedeutung: verwenden Sie es so, oder nehmen Sie einen anderen Namen"
    ),
    "use at most 30 letters and digits, beginning with a letter": (
        "verwenden Sie höchstens 30 Buchstaben und Ziffern, mit einem Buchstaben am Anfang"
    ),
    "differentiate by given values called by one small letter, as in u_x": (
        "leiten Sie nach gegebenen Werten ab, die ein einzelner kleiner Buchstabe nennt, wie in u_x"
    ),
    "give it one, as in q = x + y": "geben Sie ihm einen, wie in q = x + y",
    "write the residual alone, such as {example}": "schreiben Sie nur das Residuum, etwa {example}",
    "write a residual that depends on u": "schreiben Sie ein Residuum, das von u abhängt",
    "write one formula of u and its derivatives": "schreiben Sie eine einzige Formel von u und seinen Ableitungen",
    "differentiate at most {count} times": "leiten Sie höchstens {count} Mal ab",
    "list numbers, or rows of equal length, such as [[0.1, 0.2], [0.3, 0.4]]": (
        "zählen Sie Zahlen auf, oder gleich lange Zeilen, etwa [[0.1, 0.2], [0.3, 0.4]]"
    ),
    # Of numbers.
    "give clip a lower bound that is not above the upper one": (
        "geben Sie clip eine untere Grenze, die nicht über der oberen liegt"
    ),
    "give huber a width above 0": "geben Sie huber eine Breite über 0",
    "give where a comparison as its condition, such as x > 0": (
        "geben Sie where einen Vergleich als Bedingung, etwa x > 0"
    ),
    "the logarithm of 0 does not exist: change a number that leads to it": (
        "den Logarithmus von 0 gibt es nicht: ändern Sie eine Zahl, die zu ihm führt"
    ),
    "{remedy}, or in a network with a cross-entropy add the line fused: true": (
        "{remedy}, oder fügen Sie in einem Netz mit einer Kreuzentropie die Zeile fused: true hinzu"
    ),
    "a negative base has no derivative by its exponent: make the exponent a number of the formula": (
        "eine negative Basis hat keine Ableitung nach ihrem Exponenten: machen Sie aus dem Exponenten eine Zahl der "
        "Formel"
    ),
    "the training diverged: use a smaller rate": "das Training läuft davon: verwenden Sie eine kleinere Lernrate",
    # Of what is shown.
    "ask for a figure of steps, not for a plot": "verlangen Sie eine Abbildung mit Schritten, kein Diagramm",
    "another figure of this page has the id {name}; choose another name": (
        "eine andere Abbildung dieser Seite hat die Kennung {name}; wählen Sie einen anderen Namen"
    ),
    "something else in the page has the id {name}; choose another name": (
        "etwas anderes in der Seite hat die Kennung {name}; wählen Sie einen anderen Namen"
    ),
    "write it inside the fence, as a line such as `name: one-two-one`": (
        "schreiben Sie es in den Block, in einer Zeile wie `name: one-two-one`"
    ),
}
