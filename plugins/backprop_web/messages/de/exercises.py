"""German: what the keys of an exercise mean beside those of its figure, and what to do where one is wrong."""

from __future__ import annotations

EXERCISE = {
    "draw": (
        "Was der Zufall zieht, und aus welchen Mengen. Unter values gegebene Werte mit Namen, wobei * für beliebige "
        "Buchstaben steht; unter samples Zahlen jedes Beispiels mit Namen; unter jedem anderen Schlüssel einer "
        "Abbildung eine Liste dessen, woraus gezogen wird."
    ),
    "ask": (
        "Wonach gefragt wird, Aufgabe für Aufgabe: value (ein Wert oder ein Gradient), factor (eine lokale Ableitung), "
        "formula (mit Namen), choice (unter dem, was Fehler ergeben), order (von Gradienten), bug (in einem "
        "vorgerechneten Durchlauf; mit view: layers heißt der Fehler einer falsch gestürzten Matrix "
        "{bug: transposed}), matrix (mit view: layers, Eintrag für Eintrag), shape (einer Matrix), count (Parameter, "
        "Vorwärtsschritte, Rückwärtsschritte, oder aus "
        "wie vielen Produkten ein Gradient besteht). Nach der Art steht ein Name oder eine Liste, aus der der Zufall "
        "einen nimmt; die Art allein nimmt irgendeinen."
    ),
    "seed": (
        "Die Reihe des Zufalls, mit der begonnen wird. Mit denselben Angaben und derselben Nummer ist ein Blatt auf "
        "jedem Rechner dasselbe, für immer."
    ),
    "digits": (
        "Wie viele Ziffern eine Zahl höchstens haben darf, die sich von Hand genau ausrechnen lässt, damit ein Blatt "
        "die Mühe lohnt."
    ),
    "table": (
        "Damit hat das Blatt eine Tabelle jeder Funktion wie tanh, mit diesem Schritt von Zeile zu Zeile, und der "
        "Zufall zieht nur, was darin steht."
    ),
    "goal": "Was Studierende danach können, für alle, die sie aufgeben.",
    "level": "Wie schwer sie ist.",
    "minutes": "Wie lange sie dauert.",
}
MISTAKES = {
    # Of its own keys.
    "write what is drawn, such as values: {x: [1, 2, 3], w*: {from: -2, to: 2, step: 0.5}}": (
        "schreiben Sie, was gezogen wird, etwa values: {x: [1, 2, 3], w*: {from: -2, to: 2, step: 0.5}}"
    ),
    "list what is asked, such as [{value: dL/dw11}, {formula: [dL/dh1, dL/dh2]}, order]": (
        "zählen Sie auf, wonach gefragt wird, etwa [{value: dL/dw11}, {formula: [dL/dh1, dL/dh2]}, order]"
    ),
    "write a sentence of at most {count} characters": "schreiben Sie einen Satz von höchstens {count} Zeichen",
    "give the step from row to row, from 0.05 to 1, such as 0.1": (
        "geben Sie den Schritt von Zeile zu Zeile an, ab 0.05 und bis 1, etwa 0.1"
    ),
    # Of what is drawn and asked.
    "describe an exercise": "beschreiben Sie eine Übung",
    "say what is drawn, such as values: {example}": "sagen Sie, was gezogen wird, etwa values: {example}",
    "nothing is left that is worth solving: {reasons}; give other numbers, or ask for something else": (
        "nichts bleibt, was die Mühe lohnt: {reasons}; geben Sie andere Zahlen an, oder fragen Sie nach anderem"
    ),
    "nothing is left that is worth solving: {reasons}; leave out table, or give it a finer step: {name} is looked up "
    "at {value}, which it does not have": (
        "nichts bleibt, was die Mühe lohnt: {reasons}; lassen Sie table weg, oder geben Sie einen feineren Schritt an: "
        "{name} wird bei {value} nachgeschlagen, was die Tabelle nicht hat"
    ),
    "leave this out: a curve has no steps to ask for": (
        "lassen Sie das weg: eine Kurve hat keine Schritte, nach denen zu fragen wäre"
    ),
    "leave this out: an exercise does not have it": "lassen Sie das weg: eine Übung hat es nicht",
    "leave this out: the figure has none": "lassen Sie das weg: die Abbildung hat keine",
    "write {key} beside draw, not in it: it stays the same": (
        "schreiben Sie {key} neben draw, nicht hinein: es bleibt dasselbe"
    ),
    "list what {key} is drawn from": "zählen Sie auf, woraus {key} gezogen wird",
    "write names and their sets, such as {example}": "schreiben Sie Namen und ihre Mengen, etwa {example}",
    "list numbers, such as [1, 2, 3], or write {example}": (
        "zählen Sie Zahlen auf, etwa [1, 2, 3], oder schreiben Sie {example}"
    ),
    "let it go upwards in steps above 0, of which there are {count} at most": (
        "lassen Sie es in Schritten über 0 nach oben gehen, und zwar in höchstens {count}"
    ),
    "list what is asked, such as {example}, {count} at most": (
        "zählen Sie auf, wonach gefragt wird, etwa {example}, höchstens {count}"
    ),
    "ask for it in an exercise of its own: its trace would give the other numbers away": (
        "fragen Sie danach in einer eigenen Übung: der gezeigte Durchlauf verriete die anderen Zahlen"
    ),
    "ask for shapes in an exercise of its own: matrices with their numbers would give them away": (
        "fragen Sie nach Formen in einer eigenen Übung: Matrizen mit ihren Zahlen verrieten sie"
    ),
    "write view: layers, where steps of a network are of matrices, or name another slip": (
        "schreiben Sie view: layers, wo die Schritte eines Netzes Matrizen sind, oder nennen Sie einen anderen Fehler"
    ),
    "write view: layers, where steps of a network are of matrices, or ask for something else": (
        "schreiben Sie view: layers, wo die Schritte eines Netzes Matrizen sind, oder fragen Sie nach anderem"
    ),
    "write {kind} without a name: it is about all gradients": (
        "schreiben Sie {kind} ohne Namen: es geht dabei um alle Gradienten"
    ),
    "give a name such as dL/dw11, a list of names, or {any}": (
        "geben Sie einen Namen an, etwa dL/dw11, eine Liste von Namen, oder {any}"
    ),
    "say how often each was made": "sagen Sie, wie oft jeder gemacht wurde",
}
