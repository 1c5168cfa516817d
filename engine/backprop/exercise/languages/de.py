"""Deutsch, wie Aufgaben es sprechen."""

from __future__ import annotations

QUESTIONS = {
    "value": "Wie groß ist {it}?",
    "factor": "Wie groß ist die lokale Ableitung {it}, als Zahl?",
    "formula": "Schreiben Sie {it} mit Namen an der Stelle von Zahlen.",
    "choice": "Was davon ist {it}?",
    "order": (
        "Der Rückwärtsdurchlauf findet diese eine nach der anderen. Nennen Sie die Buchstaben in einer Reihenfolge, "
        "in der das geht."
    ),
    "bug": (
        "In einem dieser Schritte ging etwas schief; die späteren rechnen mit seinem Ergebnis weiter. Welcher ist es?"
    ),
    "bug in matrices": "In einem dieser Schritte ging etwas schief. Welcher ist es?",
    "matrix": "Was ist {it}, Eintrag für Eintrag?",
    "shape": "Wie viele Zeilen und wie viele Spalten hat {it}?",
    "count parameters": "Wie viele Parameter gibt es?",
    "count forward steps": "Wie viele Schritte hat der Vorwärtsdurchlauf?",
    "count backward steps": (
        "Wie viele Schritte hat der ganze Rückwärtsdurchlauf? Jeder findet einen Gradienten: eines Werts, eines "
        "Gewichts oder eines Bias."
    ),
    "count backward steps in matrices": (
        "Wie viele Schritte hat der ganze Rückwärtsdurchlauf? Jeder findet einen Gradienten: von Werten, auch von X, "
        "von den Gewichten oder von den Biases einer Schicht."
    ),
    "count products": "Wie viele Produkte ergeben zusammen {it}?",
}
DERIVATIVE = "die Ableitung {found}"
DERIVED = "von {of} nach {by}"
RIGHT = "Richtig: {answer}."
WRONG = (
    "Das ist es nicht. Sehen Sie die Zeichnung oder die Schritte daneben an, schreiben Sie die Formel hin, und rechnen "
    "Sie noch einmal."
)
NOT_LOCAL = (
    "Das ist ein Gradient des Verlusts oder das ganze Produkt. Gefragt ist die lokale Ableitung allein, der Faktor, "
    "den diese eine Operation beiträgt."
)
FACTOR_SLIPS = {
    "value_for_derivative": "Das ist der Wert {consumer}. Gefragt ist seine Ableitung {local}.",
    "other_factor": "Das ist ein anderer der Werte, die {consumer} liest. Womit davon wird {other} malgenommen?",
    "wrong_sign": "Die Größe stimmt, das Vorzeichen nicht.",
}
OTHER_DERIVATIVE = "Das ist {value}, die Ableitung {found}. Gefragt ist {local}: Womit wird {other} malgenommen?"
FACTORS = "Schreiben Sie für jede dieser Kanten ein Produkt hin: was dort ankommt, mal die lokale Ableitung, mit Namen."
GROWTH = "Wenn dieser Wert allein um eins wächst, um wie viel wächst dann das Ergebnis der Operation?"
NO_FORMULA = (
    "Das lässt sich nicht als Formel lesen. Schreiben Sie Namen wie in der Aufgabe, mit * zwischen Faktoren und "
    "Klammern um das, wodurch geteilt wird, etwa {example}."
)
NO_NAME = "{name} kommt in dieser Aufgabe nicht vor. Am ähnlichsten heißen {names}. Schreiben Sie * zwischen Faktoren."
SPOKEN = {
    "**2": "zum quadrat|hoch zwei",
    "*": "mal|multipliziert mit",
    "/": "(?:geteilt )?durch|nach",
    "+": "plus|und",
    "-": "minus|weniger",
    "=": "gleich",
    "(": "klammer auf",
    ")": "klammer zu",
    "yhat": r"y\s*dach",
    "∇": "(?:die )?(?:partielle )?ableitung von",
    "∂": "partiell",
    " ": "index",
}
DIGITS = "null eins zwei drei vier fünf sechs sieben acht neun"
IS_ASKED = "So heißt, wonach gefragt ist. Schreiben Sie, woraus es entsteht."
CLAIM = "Das ist "
"""So beginnt ein Urteil, das sagt, was die getippte Zahl ist; fragt eine andere Frage danach, entfällt der Satz."""
ONLY_HERE = "Mit diesen Zahlen stimmt das Ergebnis, aber nur mit diesen. Schreiben Sie Namen an der Stelle von Zahlen."
WRONG_FORMULA = "Das ist es nicht. Welche Operation liest diesen Wert, und was ist dort ihre Ableitung?"
NO_LETTER = "Nennen Sie den Buchstaben von einem davon, etwa a."
NO_ORDER = "Nennen Sie jeden der {count} Buchstaben von a bis {last} einmal, etwa b a c."
ORDER_RIGHT = "Richtig: Alles wird gefunden, nachdem gefunden ist, was es braucht."
TOO_EARLY = "Schritt {early} braucht, was Schritt {needed} findet; also muss {needed} davor kommen."
ORDER_HINTS = (
    "Suchen Sie den Verlust in der Zeichnung oder in den Schritten daneben: Dort beginnt der Rückwärtsdurchlauf.",
    "Ein Gradient lässt sich finden, sobald die von allem bekannt sind, was seinen Wert liest.",
    "Gehen Sie Schicht für Schicht zurück: die Ausgabe, ihre Gewichte und ihr Bias, die verborgenen Werte, der Rest.",
)
BUGS = {
    "overwritten": "Wo mehrere Produkte ankommen, hat das letzte die anderen ersetzt, statt addiert zu werden.",
    "updated_weight": (
        "Es wurde ein Gewicht verwendet, das schon bewegt war; der ganze Rückwärtsdurchlauf braucht die des "
        "Vorwärtsdurchlaufs."
    ),
    "wrong_place": "Die lokale Ableitung wurde beim Wert vor der Funktion genommen statt bei dem danach.",
    "wrong_sign": "Das Vorzeichen ist falsch.",
    "transposed": "Das Produkt der beiden Matrizen steht andersherum da; so ist sein Ergebnis transponiert.",
    "lost_mean": "Die Summe über die Beispiele wurde nicht durch ihre Anzahl geteilt.",
}
BUG_HINTS = (
    "Gehen Sie die Schritte vom ersten an durch. Vergleichen Sie jeden mit der Zeichnung oder den Angaben daneben.",
    "Hat er für jede Kante ein Produkt, sind alle Zahlen die des Vorwärtsdurchlaufs, stimmt das Vorzeichen?",
)
TURNED_HINTS = (
    "Beginnen Sie mit den Formen: Ein Gradient hat so viele Zeilen und Spalten wie das, wovon er der Gradient ist.",
    "Zu jedem Produkt: Gibt der linke Buchstabe die Zeilen, und der rechte die Spalten?",
)
BUG_KIND = "Das ging schief: {slip}"
BUG_AT = "Es ist Schritt {letter}. {slip} So muss er lauten:"
BUG_FOUND = "Richtig. {slip}"
BUG_FOLLOWS = "Dieser Schritt ist für sich richtig: Er rechnet mit einer falschen Zahl weiter. Suchen Sie weiter vorn."
BUG_NOT_THERE = "Dieser Schritt ist richtig. Suchen Sie einen, der es nicht ist."
NO_WHOLE = "Das ist keine ganze Zahl. Zählen Sie, und tippen Sie sie in Ziffern."
WRONG_COUNT = "Das ist es nicht. Zählen Sie noch einmal, an der Zeichnung oder den Schritten daneben entlang."
FORGOT_BIASES = "Das sind die Gewichte allein. Auch die Biases sind Parameter."
OTHER_PASS = {
    "forward steps": (
        "Das ist die Zahl der Schritte des Rückwärtsdurchlaufs. Vorwärts sind Gewichte und Biases gegeben und haben "
        "keinen Schritt."
    ),
    "backward steps": (
        "Das ist die Zahl der Schritte des Vorwärtsdurchlaufs. Rückwärts haben auch jedes Gewicht und jeder Bias einen."
    ),
}
COUNT_WAYS = {
    "parameters": "Ein Gewicht für jede Kante zwischen Einheiten, ein Bias für jede Einheit, die keine Eingabe ist.",
    "forward steps": (
        "Ein Schritt für jede Operation: was von den gegebenen Werten bis zum Verlust ausgerechnet wird."
    ),
    "backward steps": (
        "Ein Schritt für jeden Wert, nach dem der Verlust auf dem Weg zu den Parametern abgeleitet wird. In Matrizen "
        "haben auch die Eingaben einen."
    ),
}
COUNTED = "Das sind {found}."
COUNT_HINTS = {
    "parameters": (
        "Sehen Sie die Kanten zwischen Einheiten an, und die Einheiten, die keine Eingaben sind.",
        "Jede dieser Kanten hat ein Gewicht, und jede dieser Einheiten einen Bias.",
        "Zu zwei Schichten mit n und m Einheiten gehören n mal m Gewichte und m Biases.",
    ),
    "forward steps": (
        "Beginnen Sie bei den Eingaben, und gehen Sie bis zum Verlust.",
        "Jeder Wert, der ausgerechnet werden muss, ist ein Schritt; was gegeben ist, ist keiner.",
        "Eine Einheit, in Matrizen eine Schicht, hat zwei: gewichtete Summe und Aktivierung. Dann kommt der Verlust.",
    ),
    "backward steps": (
        "Beginnen Sie beim Verlust, und gehen Sie bis zu den Parametern zurück.",
        "Jeder Wert bekommt einen Gradienten, wie viele Produkte sich auch dazu addieren.",
        "Zählen Sie die Parameter und die Werte zwischen ihnen und dem Verlust, wo es beginnt; in Matrizen auch X.",
    ),
    "products": (
        "Suchen Sie den Wert in der Zeichnung oder in den Schritten daneben, und die Kanten zu allem, was ihn liest.",
        "Jede Operation, die ihn liest, schickt ein Produkt zurück.",
        "Schreiben Sie für jede dieser Kanten ein Produkt hin, und zählen Sie.",
    ),
}
NO_MATRIX = "Geben Sie zu jedem Eintrag eine Zahl. Als Text: Leerzeichen dazwischen, ; zwischen Zeilen, etwa 1 2; 3 4."
AT_ENTRY = "Zeile {row}, Spalte {column}: {told}"
NO_SHAPE = "Nennen Sie zwei ganze Zahlen, zuerst die Zeilen, etwa {example}."
TRANSPOSED = "Umgekehrt: Das ist die transponierte Matrix. Die Zeilen kommen zuerst. {stand}"
WRONG_SHAPE = "Das ist es nicht. Schreiben Sie die Formen von allem hin, woraus sie entsteht."
SHAPE_HINTS = {
    "gradient": (
        "Suchen Sie die Matrix, nach der der Verlust abgeleitet wird.",
        "Zu jedem ihrer Einträge gibt es eine Ableitung.",
        "Also hat der Gradient die Form der Matrix selbst.",
    ),
    "value": (
        "Suchen Sie den Schritt, der sie macht, und was er liest.",
        "Die eine Seite zählt die Beispiele, die andere die Einheiten der Schicht.",
        "In einem Produkt sind die Zeilen die des ersten Faktors, die Spalten die des zweiten.",
    ),
}
SECOND_NUMBERS = {
    "leaky_relu": "Die zweite Zahl der LeakyReLU ist ihre Steigung unter 0.",
    "elu": "Die zweite Zahl der ELU ist ihr Faktor unter 0.",
}
STEPS = "Schritt für Schritt, wie in der Zeichnung:"
WIRED = "{target} ist {inputs}"
WIRED_WITH_BIAS = "{target} ist {inputs} plus Bias {bias}"
INPUT = "{value} mal {weight}"
INPUT_OF_MATRICES = "ein Produkt aus {value} und {weight}"
PLUS = " plus "
STAND = (
    "Die Beispiele stehen in Zeilen: Jede Zeile von X ist ein Beispiel.",
    "Die Beispiele stehen in Spalten: Jede Spalte von X ist ein Beispiel.",
)
SHEET = {
    "code": "Kennung {code}",
    "table": "Tabelle von {function}: jedes z und daneben {function}(z)",
    "room": "Platz für Ihre Rechnung",
    "field": "Frage {number}: {question}",
}
