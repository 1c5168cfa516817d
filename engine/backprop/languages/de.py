"""German: names of things, one sentence a step, what is said of answers and checks, and how numbers are written.

A reader is addressed as Sie. The holes of the templates are those of English.
"""

from __future__ import annotations

from collections.abc import Sequence

DIRECTION = "ltr"
DECIMAL_SIGN = ","
# A comma would be a part of the number before it: max(2,5; 5).
ARGUMENT_SIGN = ";"
GROUP_SIGN = "\u202f"
MINUS_SPOKEN = "minus "
TIMES_SPOKEN = " mal "
PLUS_SPOKEN = " plus "
SUM_SPOKEN = "die Summe aus {count} Summanden, zuerst {first}, zuletzt {last}"
DIVIDED_SPOKEN = "{one} geteilt durch {other}"
RAISED_SPOKEN = "{base} hoch {size}"
OF_SPOKEN = "{operation} von {number}"
FROM_SPOKEN = "aus {numbers}"
NUMBERS_SPOKEN = "aus {count} Zahlen, zuerst {first}, zuletzt {last}"
ROW_SPOKEN = "Zeile {number}: {numbers}."
ENTRIES_SPOKEN = "Die Zahlen: {numbers}."
FIRST_SPOKEN = "Die erste Zahl ist {value}."
WHERE_SPOKEN = "{told}, und {number} ist {made}"
POWER_SPOKEN = " mal 10 hoch {power}"
HAT = "Dach"
OF_LAYER = "{symbol} der Schicht {layer}"
GREEK = {
    each.lower(): each
    for each in (
        *("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu"),
        *("Nu", "Xi", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega"),
    )
} | {"mu": "My", "nu": "Ny", "upsilon": "Ypsilon"}
OPERATIONS = {
    **{"add": "+", "sub": "−", "mul": "×", "div": "÷", "neg": "−", "pow": "Potenz"},
    **{"relu": "ReLU", "leaky_relu": "Leaky ReLU", "leaky_slope": "Leaky ReLU′"},
    **{"elu": "ELU", "elu_slope": "ELU′", "gelu": "GELU", "silu": "SiLU"},
}
CALLED_SPOKEN = {
    **{"sqrt": "die Wurzel", "exp": "die Exponentialfunktion", "log": "der natürliche Logarithmus"},
    **{"sin": "der Sinus", "cos": "der Kosinus"},
}
# What is neither an abbreviation nor the name under which a formula calls the function.
_OPERATIONS = {
    "scaled": "Skala",
    "masked": "Maske",
    "normalized": "Normalisierung",
    "mean_square": "Quadratmittel",
    "layer_norm": "Normalisierung",
    "linear": "gewichtete Summe",
    "affine": "gewichtete Summe",
    "power": "Potenz",
    "identity": "Identität",
    "half_squared_error": "halbes Fehlerquadrat",
    "mean_squared_error": "mittleres Fehlerquadrat",
    "log_loss": "Kreuzentropie",
    "cross_entropy": "Kreuzentropie",
    "binary_cross_entropy": "binäre Kreuzentropie",
    "softmax_cross_entropy": "Softmax-Kreuzentropie",
    "huber_loss": "Huber-Verlust",
    "hinge": "Hinge-Verlust",
    "smooth_max": "glattes Maximum",
    "step": "Sprung",
    "above": "größer",
    "below": "kleiner",
    "at_least": "mindestens",
    "at_most": "höchstens",
    "where": "falls",
    "sum": "Summe",
    "mean": "Mittel",
    "dot": "Skalarprodukt",
    "normal_cdf": "Normalverteilung",
    "normal_density": "Normaldichte",
    "inside": "zwischen",
    "weighted_log": "gewichteter ln",
    "ratio": "Verhältnis",
    "sibling": "Nachbar",
    "odds": "Chancenverhältnis",
    "score_loss": "Kreuzentropie",
}
TITLES = {
    "given": "Die gegebenen Werte",
    "forward": "Wert von {target}",
    "backward": "Gradient an {target}",
    "contribution": "Teil des Gradienten an {target}, von {consumer}",
    "mean": "Mittel der Verluste, {target}",
    "mean gradient": "Mittlerer Gradient an {target}",
    "mean tangent": "Ableitung des mittleren Verlusts nach {target}",
    "tangent": "Ableitung von {target} nach {by}",
}

GIVEN = (
    "Die Eingaben, der Zielwert und die Parameter sind bekannt. Im Inneren des Netzes ist noch kein Wert berechnet, "
    "und über die Gradienten ist noch nichts bekannt."
)
GIVEN_EXPRESSION = (
    "Die gegebenen Werte sind bekannt. Noch ist keine Operation ausgeführt, und über die Ableitungen ist noch nichts "
    "bekannt."
)
GIVEN_PROGRAM = (
    "Die gegebenen Werte sind bekannt. Noch ist keine Zeile des Programms gelaufen, und über die Ableitungen ist noch "
    "nichts bekannt."
)
PROGRAM = "Das Programm"
LINE = "Zeile {line}"
LINE_IN = "Zeile {line}, in {function}, Aufruf {number}"
FORWARD = {
    "affine": "{target} ist die gewichtete Summe von allem, was hineinführt, plus Bias {bias}.",
    "linear": "{target} ist die gewichtete Summe von allem, was hineinführt; einen Bias gibt es nicht.",
    "scaled": (
        "{target} ist der normalisierte Wert {between} mal seine Skala {other}, plus seine Verschiebung {second}."
    ),
    "masked": "{target} ist {other} mal die Maske {second}, die 0 ist, wo ein Neuron ausfällt.",
    "normalized": "{target} ist {other}, geteilt durch die Standardabweichung, die Wurzel der Varianz {between}.",
    "mean_square": "{target} ist das Mittel der Quadrate von {all}.",
    "layer_norm": "{target} ist eine der Summen {all}, weniger ihr Mittel, geteilt durch ihre Standardabweichung.",
    "tanh": "{target} ist der Tangens hyperbolicus von {other}, immer zwischen −1 und 1.",
    "sigmoid": "{target} ist die Sigmoidfunktion von {other}, immer zwischen 0 und 1.",
    "relu": "{other} ist nicht positiv, also macht ReLU daraus 0.",
    "relu 1": "{other} ist positiv, also lässt ReLU den Wert unverändert.",
    "leaky_relu": "{other} ist nicht positiv, also multipliziert die Leaky ReLU den Wert mit {second}.",
    "leaky_relu 1": "{other} ist positiv, also lässt die Leaky ReLU den Wert unverändert.",
    "elu": "{other} ist nicht positiv, also nimmt ELU davon die Exponentialfunktion minus 1, mal {second}.",
    "elu 1": "{other} ist positiv, also lässt ELU den Wert unverändert.",
    "hard_tanh": "{target} ist {other}, bei −1 und bei 1 abgeschnitten.",
    "hard_sigmoid": "{target} ist ein Sechstel von {other} plus ein Halb, bei 0 und bei 1 abgeschnitten.",
    "identity": "{target} ist {other} unverändert: Hier wird keine Funktion angewandt.",
    "softplus": "{target} ist Softplus von {other}: ReLU mit abgerundeter Ecke.",
    "gelu": "{target} ist das Produkt aus {other} und dem Anteil der Standardnormalverteilung, der darunter liegt.",
    "silu": "{target} ist das Produkt aus {other} und seiner Sigmoidfunktion.",
    "half_squared_error": "Der Verlust {target} ist das halbe Quadrat des Abstands von Vorhersage und Zielwert.",
    "mean_squared_error": "Der Verlust {target} ist das mittlere Quadrat des Abstands von Vorhersage und Zielwert.",
    "log_loss": (
        "Der Verlust {target} ist die Kreuzentropie von Zielwert und Wahrscheinlichkeit: klein, wo beide "
        "übereinstimmen."
    ),
    "cross_entropy": (
        "Der Verlust {target} ist die Kreuzentropie von Zielwerten und Wahrscheinlichkeiten: klein, wo sie "
        "übereinstimmen."
    ),
    "binary_cross_entropy": (
        "Der Verlust {target} ist die Kreuzentropie zwischen dem Zielwert und der Sigmoidfunktion der Ausgabe."
    ),
    "softmax_cross_entropy": (
        "Der Verlust {target} ist die Kreuzentropie zwischen den Zielwerten und dem Softmax der Ausgaben."
    ),
    "huber_loss": (
        "Der Verlust {target} ist bis zu Fehlern von 1 das halbe Fehlerquadrat und wächst darüber hinaus geradlinig."
    ),
    "hinge": (
        "{target} ist der Hinge-Verlust: was dem Produkt aus Ausgabe und Zielwert zu 1 fehlt, und nichts, wo nichts "
        "fehlt."
    ),
    "kl": (
        "{target} ist die Kullback-Leibler-Divergenz: wie weit die zweiten Wahrscheinlichkeiten von den ersten "
        "entfernt sind."
    ),
    "add": "{target} ist die Summe von {other} und {second}.",
    "sub": "{target} ist {other} minus {second}.",
    "mul": "{target} ist {other} mal {second}.",
    "div": "{target} ist {other} geteilt durch {second}.",
    "neg": "{target} ist {other} mit umgekehrtem Vorzeichen.",
    "pow": "{target} ist {other} hoch {second}.",
    "power": "{target} ist {other} hoch {size}.",
    "power 2": "{target} ist das Quadrat von {other}.",
    "power 3": "{target} ist die dritte Potenz von {other}.",
    "power -1": "{target} ist eins durch {other}.",
    "exp": "{target} ist die Exponentialfunktion von {other}: die eulersche Zahl hoch {other}.",
    "log": "{target} ist der natürliche Logarithmus von {other}.",
    "sqrt": "{target} ist die Quadratwurzel von {other}.",
    "sin": "{target} ist der Sinus von {other}.",
    "cos": "{target} ist der Kosinus von {other}.",
    "tan": "{target} ist der Tangens von {other}.",
    "asin": "{target} ist der Arkussinus von {other}: der Winkel, dessen Sinus {other} ist.",
    "acos": "{target} ist der Arkuskosinus von {other}: der Winkel, dessen Kosinus {other} ist.",
    "atan": "{target} ist der Arkustangens von {other}: der Winkel, dessen Tangens {other} ist.",
    "sinh": "{target} ist der Sinus hyperbolicus von {other}.",
    "cosh": "{target} ist der Kosinus hyperbolicus von {other}.",
    "erf": "{target} ist die Fehlerfunktion von {other}, immer zwischen −1 und 1.",
    "log1p": "{target} ist der natürliche Logarithmus von 1 plus {other}.",
    "expm1": "{target} ist die Exponentialfunktion von {other}, minus 1.",
    "log2": "{target} ist der Logarithmus von {other} zur Basis 2.",
    "abs": "{target} ist der Betrag von {other}.",
    "sign": "{target} ist das Vorzeichen von {other}: 1, −1 oder 0.",
    "step": "{target} ist 1, wo {other} positiv ist, und sonst 0.",
    "max": "{target} ist der größte Wert unter {all}, hier {chosen}.",
    "min": "{target} ist der kleinste Wert unter {all}, hier {chosen}.",
    "smooth_max": (
        "{target} ist ein abgerundetes Maximum der ersten beiden von {all} und ihm nahe, wo {second} klein ist."
    ),
    "smooth_max -1": ("{target} ist ein abgerundetes Minimum der ersten beiden von {all}, weil {second} negativ ist."),
    "clip": "{target} ist {other}, an den beiden Grenzen abgeschnitten.",
    "huber": (
        "{target} ist das halbe Quadrat von {other}, solange dessen Betrag höchstens {second} ist, und wächst darüber "
        "hinaus geradlinig."
    ),
    "where": (
        "{target} ist der zweite Wert von {all}, wo die Bedingung {other} gleich 1 ist, und der dritte, wo sie 0 ist."
    ),
    "softmax": "{target} ist ein Anteil im Softmax von {all}: Alle Anteile sind positiv und ergeben zusammen 1.",
    "log_softmax": "{target} ist der Logarithmus des Anteils, den {other} im Softmax von {all} hat.",
    "logsumexp": "{target} ist der Logarithmus der Summe der Exponentialfunktionen von {all}: ein glattes Maximum.",
    "sum": "{target} ist die Summe von {all}.",
    "mean": "{target} ist das Mittel von {all}.",
    "dot": "{target} ist die Summe von Produkten, einem aus jedem Paar.",
    "above": "{target} ist 1, wo {other} größer als {second} ist, und sonst 0.",
    "below": "{target} ist 1, wo {other} kleiner als {second} ist, und sonst 0.",
    "at_least": "{target} ist 1, wo {other} mindestens {second} ist, und sonst 0.",
    "at_most": "{target} ist 1, wo {other} höchstens {second} ist, und sonst 0.",
}
FORWARD_OTHER = "{target} wird aus den Werten darüber berechnet ({operation})."
BACKWARD_OTHER = (
    "Was an {consumer} ankommt, wird mit der lokalen Ableitung von {consumer} nach {target} multipliziert "
    "({operation})."
)
BACKWARD = {
    "linear w": (
        "Ein Gewicht multipliziert, was hereinkommt, {other}; also ist sein Gradient der Gradient, der an {consumer} "
        "ankommt, mal {other}."
    ),
    "linear x": "{target} wird mit dem Gewicht {other} multipliziert, also auch der ankommende Gradient.",
    "scaled g": "Eine Skala multipliziert den normalisierten Wert, also ist dieser ihre lokale Ableitung.",
    "scaled n": "{target} wurde mit seiner Skala multipliziert, und so auch der Gradient.",
    "scaled b": "Eine Verschiebung wird addiert, also ist der Gradient, der an {consumer} ankommt, auch ihrer.",
    "masked h": (
        "Die Maske multipliziert den Gradienten, wie sie den Wert multipliziert hat: Zu einem ausgefallenen Neuron "
        "kommt nichts zurück."
    ),
    "masked m": "Die Maske multipliziert den Wert {other}; er ist ihre lokale Ableitung.",
    "normalized c": "{target} wurde durch die Standardabweichung geteilt, und so auch der Gradient.",
    "normalized v": "Je größer die Varianz {target} ist, desto kleiner ist jeder normalisierte Wert.",
    "normalized e": "Die Zahl, die zur Varianz addiert wird, hat dieselbe Ableitung wie die Varianz.",
    "mean_square": (
        "Jedes Quadrat gibt das Doppelte dessen weiter, was quadriert wurde, {target}, geteilt durch die Anzahl."
    ),
    "affine w": (
        "{target} wird auf dem Weg zu {consumer} mit {other} multipliziert, also ist die lokale Ableitung {other}, der "
        "Wert am anderen Ende der Kante."
    ),
    "affine b": (
        "{target} wird in {consumer} nur addiert, also ist die lokale Ableitung 1, und der ankommende Gradient wird "
        "unverändert weitergegeben."
    ),
    "affine x": (
        "{target} wird auf dem Weg zu {consumer} mit dem Gewicht {other} multipliziert, also ist die lokale Ableitung "
        "dieses Gewicht."
    ),
    "tanh": "Die lokale Ableitung von tanh ist eins minus das Quadrat des eigenen Werts; {consumer} genügt also dafür.",
    "sigmoid": (
        "Die lokale Ableitung der Sigmoidfunktion ist das Produkt aus ihrem eigenen Wert und dem, was diesem zu 1 "
        "fehlt; {consumer} genügt also dafür."
    ),
    "relu": "{target} ist negativ, also hält ReLU den Gradienten auf.",
    "relu 1": "{target} ist positiv, also lässt ReLU den Gradienten unverändert durch.",
    "leaky_relu": "{target} ist nicht positiv, also lässt die Leaky ReLU {local} mal den Gradienten durch.",
    "leaky_relu 1": "{target} ist positiv, also lässt die Leaky ReLU den Gradienten unverändert durch.",
    "leaky_relu s": (
        "{other} ist nicht positiv, wurde also mit {target} multipliziert: Die lokale Ableitung ist {other}."
    ),
    "leaky_relu s 1": (
        "{other} ist positiv; dort braucht die Leaky ReLU {target} nicht, also kommt kein Gradient dorthin."
    ),
    "elu": "{target} ist nicht positiv; dort ist die lokale Ableitung von ELU der Wert plus der Faktor von ELU.",
    "elu 1": "{target} ist positiv, also lässt ELU den Gradienten unverändert durch.",
    "elu s": (
        "{other} ist nicht positiv, also wird {target} mit der Exponentialfunktion von {other} minus 1 multipliziert."
    ),
    "elu s 1": "{other} ist positiv; dort braucht ELU {target} nicht, also kommt kein Gradient dorthin.",
    "hard_tanh": "{target} liegt außerhalb von −1 und 1, wo sich nichts ändert, also geht kein Gradient hindurch.",
    "hard_tanh 1": "{target} liegt zwischen −1 und 1, also geht der Gradient unverändert hindurch.",
    "hard_sigmoid": "Zwischen −3 und 3 ist die lokale Ableitung ein Sechstel; außerhalb geht kein Gradient hindurch.",
    "identity": (
        "Die Identität hat die lokale Ableitung 1, also ist der Gradient, der an {consumer} ankommt, auch der Gradient "
        "an {target}."
    ),
    "half_squared_error": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung des halben Fehlerquadrats ist Vorhersage minus "
        "Zielwert."
    ),
    "mean_squared_error": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung des mittleren Fehlerquadrats ist die doppelte "
        "Differenz von Vorhersage und Zielwert, geteilt durch die Zahl der Ausgaben."
    ),
    "log_loss": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung ist minus Zielwert durch Wahrscheinlichkeit, plus "
        "dasselbe für das, was beiden zu 1 fehlt."
    ),
    "cross_entropy": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung ist minus Zielwert durch Wahrscheinlichkeit."
    ),
    "binary_cross_entropy": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung der Kreuzentropie ist vorhergesagte "
        "Wahrscheinlichkeit minus Zielwert."
    ),
    "softmax_cross_entropy": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung der Kreuzentropie ist vorhergesagte "
        "Wahrscheinlichkeit minus Zielwert."
    ),
    "huber_loss": (
        "Der Rückwärtsdurchlauf beginnt am Verlust: Die Ableitung ist der Fehler, bei −1 und bei 1 abgeschnitten."
    ),
    "hinge": "{target} mal {other} ist mehr als 1, mit Abstand auf der richtigen Seite, also fließt nichts.",
    "hinge 1": (
        "{target} mal {other} ist kleiner als 1, also ist die lokale Ableitung {other} mit umgekehrtem Vorzeichen."
    ),
    "kl": "Die Ableitung eines Glieds p ln(p/q) nach p ist ln(p/q) plus 1, und nach q ist sie minus p/q.",
    "add": "Eine Summe gibt den ankommenden Gradienten unverändert an {target} weiter.",
    "sub": "{target} steht vor dem Minuszeichen, also wird der ankommende Gradient unverändert weitergegeben.",
    "sub b": "{target} wird abgezogen, also wird der ankommende Gradient mit umgekehrtem Vorzeichen weitergegeben.",
    "mul": "Die lokale Ableitung eines Produkts ist der andere Faktor, {other}.",
    "div": "{target} wird durch {other} geteilt, also ist die lokale Ableitung eins durch {other}.",
    "div b": (
        "{target} ist der Nenner: Die lokale Ableitung ist der Quotient {consumer} mit umgekehrtem Vorzeichen, geteilt "
        "durch {target}."
    ),
    "neg": "Wer das Vorzeichen eines Werts umkehrt, kehrt das Vorzeichen seines Gradienten um.",
    "power": "Die lokale Ableitung einer Potenz ist der Exponent, {size}, mal die nächstniedrigere Potenz.",
    "power 2": "Die lokale Ableitung eines Quadrats ist das Doppelte dessen, was quadriert wird, {target}.",
    "power 1": "Die erste Potenz ist der Wert selbst, also wird der Gradient unverändert weitergegeben.",
    "power 0": "Die Potenz mit dem Exponenten 0 ist immer 1, also geht kein Gradient hindurch.",
    "power -1": "Die lokale Ableitung von eins durch {target} ist minus eins durch das Quadrat davon.",
    "pow": "{target} ist die Basis: Die lokale Ableitung ist der Exponent {other} mal die um eins niedrigere Potenz.",
    "pow a 0": "Der Exponent {other} ist 0, also ist {consumer} bei jedem {target} 1, und kein Gradient geht hindurch.",
    "pow b": "{target} ist der Exponent: Die lokale Ableitung ist die Potenz selbst mal der Logarithmus von {other}.",
    "exp": "Die Exponentialfunktion ist ihre eigene Ableitung; {consumer} genügt also dafür.",
    "log": "Die lokale Ableitung des Logarithmus ist eins durch {target}.",
    "sqrt": "Die lokale Ableitung der Quadratwurzel ist eins durch die doppelte Wurzel.",
    "sin": "Die lokale Ableitung des Sinus ist der Kosinus desselben {target}.",
    "cos": "Die lokale Ableitung des Kosinus ist der negative Sinus desselben {target}.",
    "softplus": "Die lokale Ableitung von Softplus ist die Sigmoidfunktion desselben {target}.",
    "gelu": (
        "GELU ist ein Produkt, also hat die lokale Ableitung zwei Teile: den Anteil der Standardnormalverteilung "
        "unterhalb von {target} und das Produkt aus {target} und der Dichte an dieser Stelle."
    ),
    "silu": (
        "SiLU ist ein Produkt, also hat die lokale Ableitung zwei Teile: die Sigmoidfunktion von {target} und das "
        "Produkt aus {consumer} und dem, was dieser Sigmoidfunktion zu 1 fehlt."
    ),
    "max": (
        "{target} ist nicht der größte Wert, also ändert sich {consumer} nicht mit ihm, und kein Gradient geht "
        "hindurch."
    ),
    "max 1": "{target} ist der größte Wert und bekommt den ganzen ankommenden Gradienten.",
    "min": (
        "{target} ist nicht der kleinste Wert, also ändert sich {consumer} nicht mit ihm, und kein Gradient geht "
        "hindurch."
    ),
    "min 1": "{target} ist der kleinste Wert und bekommt den ganzen ankommenden Gradienten.",
    "abs": "{target} ist positiv, also wird der Gradient unverändert weitergegeben.",
    "abs -1": "{target} ist negativ, also kehrt der Betrag das Vorzeichen des Gradienten um.",
    "sign": "Das Vorzeichen ändert sich nicht, wenn sich {target} ein wenig bewegt, also geht kein Gradient hindurch.",
    "step": (
        "Die Sprungfunktion ändert sich nicht, wenn sich {target} ein wenig bewegt, also geht kein Gradient hindurch."
    ),
    "above": (
        "Ein Vergleich ändert sich nicht, wenn sich seine Seiten ein wenig bewegen, also geht kein Gradient hindurch."
    ),
    "below": (
        "Ein Vergleich ändert sich nicht, wenn sich seine Seiten ein wenig bewegen, also geht kein Gradient hindurch."
    ),
    "at_least": (
        "Ein Vergleich ändert sich nicht, wenn sich seine Seiten ein wenig bewegen, also geht kein Gradient hindurch."
    ),
    "at_most": (
        "Ein Vergleich ändert sich nicht, wenn sich seine Seiten ein wenig bewegen, also geht kein Gradient hindurch."
    ),
    "tan": "Die lokale Ableitung des Tangens ist eins plus das Quadrat des eigenen Werts.",
    "asin": "Die lokale Ableitung des Arkussinus ist eins durch die Wurzel aus eins minus das Quadrat von {target}.",
    "acos": (
        "Die lokale Ableitung des Arkuskosinus ist minus eins durch die Wurzel aus eins minus das Quadrat von {target}."
    ),
    "atan": "Die lokale Ableitung des Arkustangens ist eins durch eins plus das Quadrat von {target}.",
    "sinh": "Die lokale Ableitung des Sinus hyperbolicus ist der Kosinus hyperbolicus desselben {target}.",
    "cosh": "Die lokale Ableitung des Kosinus hyperbolicus ist der Sinus hyperbolicus desselben {target}.",
    "erf": (
        "Die lokale Ableitung der Fehlerfunktion ist eine Glockenkurve: 2 durch die Wurzel aus π, mal exp(−{target}²)."
    ),
    "log1p": "Die lokale Ableitung von ln(1 + {target}) ist eins durch 1 + {target}.",
    "expm1": "1 abzuziehen ändert keine Ableitung: Sie ist die Exponentialfunktion von {target}.",
    "log2": "Die lokale Ableitung des Logarithmus zur Basis 2 ist eins durch das Produkt aus {target} und ln 2.",
    "smooth_max": (
        "Eine Sigmoidfunktion der Differenz teilt den Gradienten auf: Das größere Argument bekommt mehr davon."
    ),
    "smooth_max -1": (
        "Eine Sigmoidfunktion der Differenz teilt den Gradienten auf: Das kleinere Argument bekommt mehr davon."
    ),
    "smooth_max t -1": "{consumer} liegt um das unter dem wahren Minimum, was die Abrundung {target} wegnimmt.",
    "smooth_max t": "Je breiter die Abrundung {target}, desto weiter liegt {consumer} über dem wahren Maximum.",
    "clip": (
        "{target} liegt außerhalb der Grenzen, wo sich {consumer} nicht mit ihm ändert, also geht kein Gradient "
        "hindurch."
    ),
    "clip a 1": "{target} liegt zwischen den Grenzen, also geht der Gradient unverändert hindurch.",
    "clip low": "An der Grenze {target} wird nichts abgeschnitten, also erreicht sie kein Gradient.",
    "clip low 1": "Die Grenze {target} ist herausgekommen, also bekommt sie den ganzen Gradienten.",
    "clip high": "An der Grenze {target} wird nichts abgeschnitten, also erreicht sie kein Gradient.",
    "clip high 1": "Die Grenze {target} ist herausgekommen, also bekommt sie den ganzen Gradienten.",
    "huber": "Die lokale Ableitung des Huber-Verlusts ist {target}, abgeschnitten, wo die geraden Stücke beginnen.",
    "huber d": "Nur wo die geraden Stücke erreicht sind, kommt es auf die Breite {target} an.",
    "where": "{target} ist nicht ausgewählt, also kommt kein Gradient dorthin.",
    "where a 1": "{target} ist ausgewählt und bekommt den ganzen Gradienten.",
    "where b 1": "{target} ist ausgewählt und bekommt den ganzen Gradienten.",
    "where c": "Die Bedingung {target} wählt nur aus: Ein wenig bewegt, wählt sie dasselbe.",
    "softmax": (
        "Die Anteile eines Softmax stehen im Wettbewerb: Nach der eigenen Eingabe ist die lokale Ableitung das Produkt "
        "aus dem Anteil und dem, was ihm zu 1 fehlt, nach einer anderen Eingabe das negative Produkt der beiden "
        "Anteile."
    ),
    "log_softmax": (
        "Nach der eigenen Eingabe ist die lokale Ableitung eins minus Anteil, nach einer anderen Eingabe deren Anteil "
        "mit umgekehrtem Vorzeichen."
    ),
    "logsumexp": "Die lokale Ableitung ist der Anteil von {target} im Softmax aller Eingaben.",
    "sum": "Eine Summe gibt den ankommenden Gradienten unverändert an jeden ihrer Summanden weiter.",
    "mean": "Ein Mittel gibt jeder seiner Zahlen denselben Teil des ankommenden Gradienten weiter.",
    "dot": (
        "{target} wird in dieser Summe von Produkten mit {other} multipliziert, also ist die lokale Ableitung {other}."
    ),
}
LIMIT = "Der Logarithmus von 0 hat keinen Wert; mal 0 zählt er als sein Grenzwert, und der ist 0."
NOTATION = {
    "above": "[… > …] ist 1, wo das gilt, und sonst 0.",
    "below": "[… < …] ist 1, wo das gilt, und sonst 0.",
    "inside": "[… < … < …] ist 1, wo das gilt, und sonst 0.",
    "clip": "clip(…) ist die erste Zahl, an den beiden anderen abgeschnitten.",
    "elu_slope": (
        "ELU′(…) ist 1 für eine positive Zahl und für eine negative das Produkt aus dem Faktor und ihrer "
        "Exponentialfunktion."
    ),
    "leaky_slope": "LeakyReLU′(…) ist 1 für eine positive Zahl, und die zweite Zahl für eine negative.",
    "larger": (
        "larger(…) ist 1, wo die erste Zahl die größte ist, 0, wo eine andere es ist, und geteilt, wo mehrere gleich "
        "groß sind."
    ),
    "smaller": (
        "smaller(…) ist 1, wo die erste Zahl die kleinste ist, 0, wo eine andere es ist, und geteilt, wo mehrere "
        "gleich klein sind."
    ),
    "log_softmax": "ln softmax(…) ist der Logarithmus des Softmax: des Anteils der ersten Eingabe unter den anderen.",
    "normal_cdf": "Φ(…) ist der Anteil der Standardnormalverteilung unterhalb einer Zahl.",
    "normal_density": "φ(…) ist die Dichte der Standardnormalverteilung an einer Zahl.",
    "sigmoid": "σ(…) ist die Sigmoidfunktion, immer zwischen 0 und 1.",
    "sign": "sign(…) ist 1 für eine positive Zahl, −1 für eine negative, und 0 für 0.",
    "softmax": (
        "softmax(…) ist der Anteil der ersten Eingabe unter den anderen: e hoch diese Eingabe, geteilt durch die Summe "
        "von e hoch jede von ihnen."
    ),
    "softplus": "softplus(…) ist der Logarithmus von 1 plus e hoch eine Zahl.",
    "step": "[… > 0] ist 1, wo das gilt, und sonst 0.",
}
KINK = (
    "{consumer} hat genau hier einen Knick, an dem es keine Ableitung gibt. Vereinbart ist, von allen Steigungen "
    "zwischen denen der beiden Seiten die zu nehmen, die der 0 am nächsten liegt, und bei Gleichstand gleich zu "
    "teilen: hier ist es {local}. Mit einer solchen Wahl müssen die Regeln der Teile nicht die Ableitung des Ganzen "
    "ergeben."
)
JUMP = (
    "{consumer} springt genau hier, wo es keine Ableitung gibt. Auf beiden Seiten ist der Wert konstant, also gilt als "
    "vereinbart, dass die Steigung auch hier {local} ist. Mit einer solchen Wahl müssen die Regeln der Teile nicht die "
    "Ableitung des Ganzen ergeben."
)
UNDEFINED_NUMBER = "nicht definiert"
UNDEFINED = {
    "pow b": (
        "Hier gibt es keine Ableitung nach {target}: Eine negative Basis hat reelle Potenzen nur für ganze Exponenten, "
        "also kann sich der Exponent {target} nicht ein wenig bewegen."
    ),
    "pow b 0": (
        "Hier gibt es keine Ableitung nach {target}: 0 hoch 0 ist 1, und 0 hoch jede Zahl über 0 ist 0, also springt "
        "{consumer}, wo {target} die 0 verlässt."
    ),
}
UNDEFINED_OTHER = "Hier gibt es keine Ableitung nach {target}: {consumer} hat bei diesen Zahlen keine danach."
UNDEFINED_BEFORE = (
    "Hier gibt es keine Ableitung nach {target}, weil es eine von denen nicht gibt, aus denen sie besteht."
)
CHECK_UNDEFINED = "Hier gibt es nichts zu prüfen: Bei diesen Zahlen gibt es diese Ableitung nicht."
APART = {
    "alone": (
        "Wahrscheinlichkeit und Verlust werden in einem Schritt genommen. Nacheinander ergibt sich dasselbe: Die "
        "Ableitung des Verlusts nach der Wahrscheinlichkeit hat p mal 1 − p unter dem Bruchstrich, und genau das ist "
        "die Ableitung der Sigmoidfunktion. Beides kürzt sich, und es bleibt Wahrscheinlichkeit minus Zielwert."
    ),
    "together": (
        "Softmax und Verlust werden in einem Schritt genommen. Nacheinander ergibt sich dasselbe: Jedes Glied des "
        "Verlusts teilt durch seine Wahrscheinlichkeit, mit der der Softmax multipliziert, also kürzen sie sich; und "
        "weil die Zielwerte zusammen 1 ergeben, bleibt die Differenz dieser Wahrscheinlichkeit und dieses Zielwerts."
    ),
}
APART_IMPOSSIBLE = (
    "Nacheinander lässt sich das hier nicht ausrechnen: Eine Wahrscheinlichkeit ist in allen Stellen, die ein Computer "
    "behält, 0 oder 1, und den Logarithmus von 0 gibt es nicht. Deshalb nehmen Programme beides in einem Schritt."
)
SAMPLES = {"caption": "Die Beispiele", "number": "Beispiel", "mean": "Mittel"}
MEAN_LOSS = (
    "Der Verlust {of} ist das Mittel der Verluste aller {count} Beispiele. {own} ist der des gezeichneten Beispiels; "
    "die anderen gehen denselben Weg mit ihren eigenen Zahlen."
)
SAMPLES_FORWARD = (
    "Das sind die Schritte von Beispiel {number} von {count}. Der Verlust {mean} ist das Mittel über alle Beispiele, "
    "und so ist es auch seine Ableitung, der letzte Schritt."
)
MEAN_TANGENT = (
    "{target} ist für jedes Beispiel gleich, also hat der Verlust eines jeden eine Ableitung danach: Die Ableitung des "
    "Mittels ist das Mittel dieser {count}, von denen jede in einem eigenen Durchlauf gefunden wird."
)
MEAN_GRADIENT = (
    "{target} ist für alle Beispiele dasselbe, also hat jedes der {count} Beispiele einen Gradienten dafür. Sie werden "
    "addiert, und weil {of} ein Mittel ist, wird ihre Summe durch {count} geteilt."
)
SUMMED = (
    "{target} wird {count}-mal verwendet, also kommen {count} Gradienten an, einer von jeder Verwendung, und sie "
    "werden addiert."
)
CLOSED = {
    "unit": "{target} ist ein Neuron in einem Schritt: eine gewichtete Summe und dann die Aktivierung.",
    "forward": "{target} ist, was ein geschlossener Kasten ergibt: Seine {count} Operationen sind ein Schritt.",
    "backward": (
        "Der Kasten ist geschlossen, also führt ein Schritt den ganzen Weg von {consumer} zu {target}: Was bei "
        "{consumer} ankommt, wird mit der lokalen Ableitung jeder Operation auf dem Weg multipliziert."
    ),
    "result": (
        "Der Kasten ist geschlossen, also führt ein Schritt den ganzen Weg von {consumer} zu {target}: Die lokalen "
        "Ableitungen aller Operationen auf dem Weg werden multipliziert."
    ),
    "ways": (
        "{count} Wege führen von {target} zu {consumer}. Auf jedem werden die lokalen Ableitungen aller Operationen "
        "multipliziert, und die Produkte addieren sich."
    ),
}
CLOSED_BOXES = (
    "Ein Kasten ist geschlossen: Seine Operationen sind ein Schritt.",
    "{count} Kästen sind geschlossen: Die Operationen eines jeden sind ein Schritt.",
)

OVERWRITTEN = (
    " Hier ist der Fehler: {target} wird {count}-mal verwendet, aber der Gradient, der zuletzt ankam, hat die anderen "
    "ersetzt."
)
BUGGED = "Absichtlich ist ein Fehler darin: Gradienten, die zusammentreffen, ersetzen einander, statt sich zu addieren."
TANGENT = "Die Ableitung von {target} ist die von {source}, multipliziert mit der lokalen Ableitung."
TANGENT_SUM = (
    "{target} liest {source}, also werden {count} Produkte addiert, eines für jedes Argument, das sich ändert."
)
WEIGHTS = ("Gewichte zur Schicht {number}", "Gewichte zur Ausgabeschicht")
BLANK = "?"
BLANK_SPOKEN = "von Ihnen zu berechnen"
BLANK_LINE = "…"
FADED = "Jetzt Sie: Setzen Sie die lokale Ableitung und die Zahlen ein, und rechnen Sie es aus."
FADED_VALUE = "Jetzt Sie: Setzen Sie die Zahlen ein, und rechnen Sie den Wert aus."
FADED_SUM = "Jetzt Sie: Alle Teile sind inzwischen bekannt, also addieren Sie sie."
FADED_PRODUCTS = (
    "Jetzt Sie: Setzen Sie die Zahlen jeder Verwendung ein, multiplizieren Sie, und addieren Sie die Produkte."
)
FADED_MEAN = "Jetzt Sie: Addieren Sie, was die Beispiele jeweils haben, und teilen Sie durch ihre Anzahl."
FADED_OVERWRITTEN = "Jetzt Sie: Mit dem Fehler zählt nur der Gradient, der zuletzt ankommt. Welche Zahl bleibt übrig?"
ANSWER = "Antwort zeigen"
EDGES = {
    "forward": "{it} entsteht aus {read}. Sehen Sie die Kanten an, die dorthin führen.",
    "backward": "{target} wird von {ends} gelesen. Der Gradient kommt auf den Kanten von dort zurück.",
    "tangent": "Sehen Sie die Kanten an, die zu {ends} führen.",
    "mean": "Jedes Beispiel hat hier seine eigene Zahl. Sehen Sie eines nach dem anderen an.",
}

MATRICES = {
    "product rows": (
        "Zeile k von {z} gehört zu Beispiel k: Zeile k von {x} trifft Zahl für Zahl auf die Gewichte jedes Neurons, "
        "eine Zeile von {w}, und die Produkte werden addiert. Ein Matrixprodukt nimmt Zeilen der linken und Spalten "
        "der rechten Matrix, also steht {w} transponiert, seine Zeilen als Spalten."
    ),
    "product columns": (
        "Spalte k von {z} gehört zu Beispiel k: Die Gewichte jedes Neurons, eine Zeile von {w}, treffen Zahl für Zahl "
        "auf Spalte k von {x}, und die Produkte werden addiert. Steht jedes Beispiel in einer Spalte, muss nichts "
        "transponiert werden."
    ),
    "linear": "Einen Bias gibt es nicht.",
    "affine rows": "Der Bias {b} wird zu jeder Zeile addiert.",
    "affine columns": "Der Bias {b} wird zu jeder Spalte addiert.",
    "one bias": "Die Schicht hat einen einzigen Bias, {b}, der zu jedem Eintrag addiert wird.",
    "activation": "{h} ist {function} von {z}, Eintrag für Eintrag, also bleibt die Gestalt.",
    "together": (
        "{h} ist {function} von {z}, für jedes Beispiel für sich: Die Einträge sind positiv und ergeben zusammen 1."
    ),
    "loss of one": (
        "Der Verlust ist eine einzige Zahl, welche Gestalt {h} und {y} auch haben; von ihm gehen alle Gradienten aus."
    ),
    "loss": "Jedes Beispiel hat einen eigenen Verlust. Der Verlust des Stapels ist ihr Mittel, eine einzige Zahl.",
    "from_loss": (
        "Der Rückwärtsdurchlauf beginnt am Verlust, Eintrag für Eintrag: Jeder Eintrag einer Matrix hat eine "
        "Ableitung, also hat der Gradient die Gestalt der Matrix. Das Mittel über die Beispiele teilt ihn durch ihre "
        "Anzahl."
    ),
    "from_loss of one": (
        "Der Rückwärtsdurchlauf beginnt am Verlust, Eintrag für Eintrag: Jeder Eintrag einer Matrix hat eine "
        "Ableitung, also hat der Gradient die Gestalt der Matrix."
    ),
    "slope": (
        "Eintrag für Eintrag wird das, was ankommt, mit der Steigung von {function} an dieser Stelle multipliziert. "
        "Das Zeichen ⊙ multipliziert, was an derselben Stelle steht; es ist kein Matrixprodukt."
    ),
    "shares": (
        "Die Einträge eines Beispiels teilen sich die ganze 1, also hängt jeder von allen seinen Eingaben ab. Von dem, "
        "was ankommt, wird sein Mittel abgezogen, mit den Anteilen gewichtet; 𝟏𝟏ᵀ setzt diese Summe an jede Stelle des "
        "Beispiels."
    ),
    "weights rows": (
        "{w} traf auf jedes Beispiel, also ist der Gradient daran eine Summe über die Beispiele. Spalte j von {dz} "
        "gehört zu Neuron j; transponiert ist sie eine Zeile, die Beispiel für Beispiel auf die Spalten von {x} "
        "trifft. Das Ergebnis hat die Gestalt von {w}."
    ),
    "weights columns": (
        "{w} traf auf jedes Beispiel, also ist der Gradient daran eine Summe über die Beispiele. Zeile j von {dz} "
        "gehört zu Neuron j; die Zeilen von {x} gehören zu dessen Eingaben und stehen transponiert als Spalten, um "
        "Beispiel für Beispiel darauf zu treffen. Das Ergebnis hat die Gestalt von {w}."
    ),
    "bias rows": (
        "{b} wurde zu jeder Zeile addiert, also addiert der Gradient daran die Zeilen von {dz}; das leistet eine Zeile "
        "aus Einsen."
    ),
    "bias columns": (
        "{b} wurde zu jeder Spalte addiert, also addiert der Gradient daran die Spalten von {dz}; das leistet eine "
        "Spalte aus Einsen."
    ),
    "below rows": (
        "Jeder Eintrag von {x} ging in jedes Neuron ein, also ist der Gradient daran eine Summe über die Neuronen. "
        "Vorwärts stand {w} transponiert; rückwärts steht es, wie es ist: Zurück durch ein Produkt geht die "
        "Transponierte dessen, was dort stand."
    ),
    "below columns": (
        "Jeder Eintrag von {x} ging in jedes Neuron ein, also ist der Gradient daran eine Summe über die Neuronen. "
        "Vorwärts stand {w}, wie es ist; rückwärts steht es transponiert: Zurück durch ein Produkt geht die "
        "Transponierte dessen, was dort stand."
    ),
    "mean": (
        "{mu} hat für jedes Neuron das Mittel über die Beispiele: 𝟏 addiert sie. Von hier an hängen die Beispiele "
        "voneinander ab."
    ),
    "centred": (
        "In jedem Beispiel wird von der Summe des Neurons ihr Mittel abgezogen. Was bleibt, ergibt über die Beispiele "
        "0."
    ),
    "variance": "{v} hat für jedes Neuron die Varianz: das Mittel seiner Quadrate in {c} über die Beispiele.",
    "normalized": (
        "{c} wird durch die Standardabweichung jedes Neurons geteilt, die Wurzel seiner Varianz. ε ist {epsilon}, "
        "damit gleiche Summen nicht durch 0 teilen. Über die Beispiele hat jetzt jedes Neuron das Mittel 0 und fast "
        "die Varianz 1."
    ),
    "scaled": (
        "In jedem Beispiel wird jedes Neuron mit seinem γ skaliert und um sein β verschoben. Beide werden gelernt, "
        "also kann das Netz wieder jedes Mittel und jede Varianz herstellen."
    ),
    "by_scale": "{gamma} traf auf jedes Beispiel, also addiert der Gradient daran, was ankommt, mal {n}.",
    "by_shift": "{beta} wurde in jedem Beispiel addiert, also addiert der Gradient daran, was ankommt.",
    "by_normalized": (
        "Zurück durch die Skala: In jedem Beispiel wird, was ankommt, mit dem γ des Neurons multipliziert."
    ),
    "by_variance": (
        "Jedes Beispiel wurde durch die Wurzel der Varianz geteilt, also ist der Gradient an {v} eine Summe über die "
        "Beispiele; das Minus, weil eine größere Varianz kleinere Zahlen ergibt."
    ),
    "by_centred": (
        "{c} ging zwei Wege: geradewegs in {n} und in die Varianz. Was auf beiden zurückkommt, wird addiert, und auf "
        "dem zweiten bekommt jedes Beispiel etwas von allen anderen."
    ),
    "by_mean": (
        "{mu} wurde von jedem Beispiel abgezogen, also ist der Gradient daran minus die Summe dessen, was an {c} "
        "ankommt."
    ),
    "by_sums": (
        "Auch {z} ging zwei Wege: geradewegs in {c} und, zu einem Teil, in das Mittel. Über die Beispiele ergibt das "
        "Resultat 0: Alle Summen eines Neurons gleich zu verschieben, ändert nichts; deshalb hätte ein Bias den "
        "Gradienten 0."
    ),
    "mean of units": (
        "{mu} hat für jedes Beispiel das Mittel über seine Neuronen: 𝟏 addiert sie. Von hier an hängen die Neuronen "
        "eines Beispiels voneinander ab, die Beispiele nicht."
    ),
    "centred of units": (
        "In jedem Beispiel wird von allen Summen ihr Mittel abgezogen. Was bleibt, ergibt über die Neuronen 0."
    ),
    "variance of units": "{v} hat für jedes Beispiel die Varianz: das Mittel seiner Quadrate in {c} über die Neuronen.",
    "normalized of units": (
        "{c} wird durch die Standardabweichung jedes Beispiels geteilt, die Wurzel seiner Varianz. ε ist {epsilon}, "
        "damit gleiche Summen nicht durch 0 teilen. Über die Neuronen hat jetzt jedes Beispiel das Mittel 0 und fast "
        "die Varianz 1."
    ),
    "by_variance of units": (
        "Alle Neuronen eines Beispiels wurden durch die Wurzel seiner Varianz geteilt, also ist der Gradient an {v} "
        "eine Summe über die Neuronen; das Minus, weil eine größere Varianz kleinere Zahlen ergibt."
    ),
    "by_centred of units": (
        "{c} ging zwei Wege: geradewegs in {n} und in die Varianz. Was auf beiden zurückkommt, wird addiert, und auf "
        "dem zweiten bekommt jedes Neuron etwas von allen anderen seines Beispiels."
    ),
    "by_mean of units": (
        "{mu} wurde von allen Summen des Beispiels abgezogen, also ist der Gradient daran minus die Summe dessen, was "
        "an {c} ankommt."
    ),
    "by_sums of units": (
        "Auch {z} ging zwei Wege: geradewegs in {c} und, zu einem Teil, in das Mittel. Über die Neuronen eines "
        "Beispiels ergibt das Resultat 0: Alle seine Summen gleich zu verschieben, ändert nichts."
    ),
    "one_bias": (
        "{b} wurde zu jedem Eintrag addiert, also addiert der Gradient daran alle Einträge von {dz}: die Einsen links "
        "dessen Zeilen, die Einsen rechts dessen Spalten."
    ),
    "masked": (
        "{m} ist die Maske, eine Zahl für jedes Neuron, mit der {h} in jedem Beispiel multipliziert wird: 0 schaltet "
        "das Neuron aus. Hier ist sie gegeben und für alle Beispiele dieselbe; beim Training wird sie für jedes "
        "Beispiel neu vom Zufall gezogen."
    ),
    "by_masked": (
        "Zurück durch die Maske: Was an einem Neuron ankommt, wird mit seiner Zahl in {m} multipliziert. Wo sie 0 ist, "
        "kommt nichts zurück."
    ),
    "added": (
        "{r} ging an dem vorbei, was dazwischen liegt, und wird hier Eintrag für Eintrag zu {u} addiert: Beide haben "
        "dieselbe Gestalt."
    ),
    "by_added": ("Eine Summe gibt unverändert weiter, was an {s} ankommt: Jeder ihrer Summanden hat die Ableitung 1."),
    "past": "{x} ging auch daran vorbei, in {sums}; was dort ankommt, kommt unverändert zurück und wird addiert.",
}
SLOPE = "Hier ist {slope} gleich {formula}."
MATRIX_KINK = (
    "Bei {entries} ist ein Knick, an dem es keine Ableitung gibt. Vereinbart ist, dort von allen Steigungen zwischen "
    "denen der beiden Seiten die zu nehmen, die der 0 am nächsten liegt: Sie ist {local}. Mit einer solchen Wahl "
    "müssen die Regeln der Teile nicht die Ableitung des Ganzen ergeben."
)
BATCH_GIVEN = {
    "rows": (
        "Jede Zeile der Eingaben und der Zielwerte ist ein Beispiel. Jede Zeile einer Matrix von Gewichten ist ein "
        "Neuron: Das Gewicht von Eingabe 1 zu Neuron 2 steht in Zeile 2, Spalte 1."
    ),
    "columns": (
        "Jede Spalte der Eingaben und der Zielwerte ist ein Beispiel. Jede Zeile einer Matrix von Gewichten ist ein "
        "Neuron: Das Gewicht von Eingabe 1 zu Neuron 2 steht in Zeile 2, Spalte 1."
    ),
}
MATRIX_STATUS = {
    "forward": "Schritt {number} von {total}, vorwärts. {spoken} ist bekannt, {shape}.",
    "backward": "Schritt {number} von {total}, rückwärts. Der Gradient an {spoken} ist bekannt, {shape}.",
}
MATRIX_DRAWING = {
    "forward": "Zeichnung der Matrizen mit den neuen Werten von {spoken}, {shape}.",
    "backward": "Zeichnung der Matrizen mit dem neuen Gradienten an {spoken}, {shape}.",
    "loss": "Zeichnung der Matrizen. {spoken} ist {shape}.",
}
MATRIX_SHAPE = "{rows} mal {columns}"
GRID = {
    "value": "{name}",
    "cotangent": "Gradient an {name}",
    "local": "Steigung an {name}",
    "ones": "Einsen",
}
GRID_TRANSPOSED = "{name}, transponiert"
GRID_SHAPED = "{name}, {rows} mal {columns}"
LINES = {
    "sample": "Beispiel {number}",
    "input": "Eingabe {number}",
    "unit": "Neuron {number}",
    "output": "Ausgabe {number}",
    "to unit": "zu Neuron {number}",
    "to output": "zu Ausgabe {number}",
    "from input": "von Eingabe {number}",
    "from unit": "von Neuron {number}",
    "all": "alle Neuronen",
}
EACH_MATRIX = "einer für jede Matrix"
ENTRIES = "Zahl für Zahl: {count}"
SCALAR_STEPS = ("skalarer Schritt", "skalare Schritte")
ENTRY_BACK = "Zur Matrix"

STATUS = {
    "given": "Schritt 0 von {total}. Die gegebenen Werte.",
    "forward": "Schritt {number} von {total}, vorwärts. {spoken} ist {value}.",
    "backward": "Schritt {number} von {total}, rückwärts. Der Gradient an {spoken} ist {value}.",
    "mean": "Schritt {number} von {total}, vorwärts. Das Mittel der Verluste aller Beispiele ist {value}.",
    "mean gradient": "Schritt {number} von {total}, rückwärts. Der mittlere Gradient an {spoken} ist {value}.",
    "contribution": "Schritt {number} von {total}, rückwärts. Ein Teil des Gradienten an {spoken} ist {value}.",
    "mean tangent": (
        "Schritt {number} von {total}, Vorwärtsmodus. Die Ableitung des mittleren Verlusts nach {spoken} ist {value}."
    ),
    "tangent": "Schritt {number} von {total}, Vorwärtsmodus. Die Ableitung von {spoken} nach {by} ist {value}.",
}
DRAWING = {
    "given": "Zeichnung. Die gegebenen Werte.",
    "forward": "Zeichnung. {spoken} ist {value}.",
    "backward": "Zeichnung. Der Gradient an {spoken} ist {value}.",
    "mean": "Zeichnung. Das Mittel der Verluste aller Beispiele ist {value}.",
    "mean gradient": "Zeichnung. Der mittlere Gradient an {spoken} ist {value}.",
    "contribution": "Zeichnung. Ein Teil des Gradienten an {spoken} ist {value}.",
    "mean tangent": "Zeichnung. Die Ableitung des mittleren Verlusts nach {spoken} ist {value}.",
    "tangent": "Zeichnung. Die Ableitung von {spoken} nach {by} ist {value}.",
}
WIDE_DRAWING = "Zur Seite zu scrollen"
STEPS = "{forward} von den gegebenen Werten bis {end}, dann {backward}, {each}."
FORWARD_STEPS = ("Vorwärtsschritt", "Vorwärtsschritte")
BACKWARD_STEPS = ("Rückwärtsschritt", "Rückwärtsschritte")
EACH_STEP = "einer für jeden Gradienten"
EACH_PART = "einer für jeden Gradienten und einer für jeden Teil derer, die Summen sind"
COUNTED = {
    "with_reuse": "gemeinsam",
    "one_at_a_time": "einzeln",
    "expanded": "jeder Pfad",
}
DEPTH = "verborgene Schichten"
MULTIPLICATIONS = "Multiplikationen"
PARAMETERS = "Parameter"
OPERATIONS_AXIS = "Operationen"
COSTS = {"forward": "vorwärts", "backward": "rückwärts", "forward_mode": "Vorwärtsmodus"}
SCHEMES = {"xavier": "Xavier", "he": "He", "uniform": "in Grenzen", "zeros": "alle 0", "equal": "alle gleich"}
LAYER = "verborgene Schicht"
SIGNAL_AXES = {"gradients": "mittleres |∂L/∂z|", "activations": "mittleres |h|", "dead-units": "Anteil toter Neuronen"}
SIGNALS = {
    "gradients": "Wie groß die Gradienten ∂L/∂z jeder verborgenen Schicht im Mittel sind",
    "activations": "Wie groß die Aktivierungen h jeder verborgenen Schicht im Mittel sind",
    "dead-units": "Der Anteil der Neuronen jeder verborgenen Schicht, deren Steigung für jedes Beispiel 0 ist",
}
OF_SAMPLE = "{name} von Beispiel {number}"
CURVE = {"axis": "φ(z) und φ′(z)", "value": "φ", "slope": "Steigung φ′"}
UPDATES = "Aktualisierungen"
LOSS = "mittlerer Verlust"
EXACT = "exakt"
PHYSICS = {
    "loss": (
        "Der Verlust eines Netzes mit verborgenen Schichten von {hidden} Neuronen, über {updates} Aktualisierungen."
    ),
    "solution": (
        "Was ein Netz mit verborgenen Schichten von {hidden} Neuronen für u ergibt, in Bildern seiner {updates} "
        "Aktualisierungen."
    ),
    "error": (
        "Der Fehler eines Netzes mit verborgenen Schichten von {hidden} Neuronen, in Bildern seiner {updates} "
        "Aktualisierungen."
    ),
    "residual": (
        "Das Residuum eines Netzes mit verborgenen Schichten von {hidden} Neuronen, in Bildern seiner {updates} "
        "Aktualisierungen."
    ),
}
SHOWN = {"solution": "u", "error": "Fehler von u", "residual": "Residuum r"}
FILM = {
    "title": "Aktualisierung {updates}: mittlerer Verlust {loss}",
    "residual": "Das Residuum ist nirgends größer als {residual}.",
    "error": "Der Fehler ist nirgends größer als {error}, das Residuum nirgends größer als {residual}.",
    "status": "Bild {number} von {total}. {title}. {sentence}",
    "field": "{name} über {across} und {up}, von {low} bis {high}, mit Höhenlinien.",
    "curve": "{name} über {across}, von {low} bis {high}.",
}
FILM_TABLE = ("Aktualisierungen", "mittlerer Verlust", "größtes Residuum", "größter Fehler")
DESCENT = (
    "Gradientenabstieg mit der Lernrate {rate} (Beispiele: {samples}): der mittlere Verlust nach jeder Aktualisierung."
)
PLOT = "Diagramm: waagerecht {x}, senkrecht {y}. Bei {last}: {ends}."

NUMBER_WORDS = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig"),
)
TIMES = {1: "einmal", 2: "zweimal"}
TABLE_HEAD = ("Größe", "Wert")
TABLE_GRADIENT = "Gradient ∂{output}/∂·"
TABLE_TANGENT = "Ableitung nach {by}"
TABLE_OVERWRITTEN = "Überschrieben statt addiert"


SLIPS = {
    "added_despite_bug": (
        "Alle Pfade addiert: Das ist der wahre Gradient. Diese Abbildung zeigt aber absichtlich einen Fehler, bei dem "
        "der Gradient, der zuletzt ankommt, die anderen ersetzt. Was bekommt das Programm mit dem Fehler?"
    ),
    "wrong_sign": (
        "Der Betrag stimmt, das Vorzeichen nicht. Verfolgen Sie die Minuszeichen noch einmal durch den Schritt."
    ),
    "wrong_sign_of_part": (
        "Einer der Teile hat das falsche Vorzeichen. Prüfen Sie das Minuszeichen bei jedem, bevor Sie sie addieren."
    ),
    "forgot_mean": "Das ist die Summe über die Beispiele. Der Verlust ist ihr Mittel, also teilen Sie durch {count}.",
    "one_sample": "Das ist die Zahl eines Beispiels allein. Gefragt ist das Mittel über alle {count}.",
    "missing_path": (
        "Ein Pfad fehlt: Die Ableitung ist die Summe aus je einem Produkt für jeden Pfad. Suchen Sie alle Pfade, "
        "rechnen Sie jedes Produkt aus, und addieren Sie sie."
    ),
    "forgot_local": ("Das ist {arriving}, was ankommt. Die lokale Ableitung {local} fehlt: Multiplizieren Sie damit."),
    "forgot_arriving": (
        "Das ist die lokale Ableitung {local} allein. Multiplizieren Sie sie mit dem, was ankommt, {arriving}."
    ),
    "value_for_derivative": (
        "Sie haben mit dem Wert {consumer} multipliziert. Die Kettenregel verlangt dort seine Ableitung {local}."
    ),
    "forgot_one_minus": "In der lokalen Ableitung {local} fehlt das „1 −“.",
    "forgot_square": "In der lokalen Ableitung {local} fehlt das Quadrat.",
    "forgot_number": "In der lokalen Ableitung {local} fehlt die Zahl davor.",
    "argument_for_value": (
        "Die lokale Ableitung {local} ist mit dem Wert {consumer} geschrieben, und Sie haben {other} eingesetzt, den "
        "Wert davor."
    ),
    "updated_weight": (
        "Das kommt mit Gewichten heraus, die schon um die Lernrate {rate} weitergerückt sind. Der ganze "
        "Rückwärtsdurchlauf verwendet die alten Gewichte; erst danach werden alle aktualisiert."
    ),
    "skipped_link": (
        "Sie sind ein Glied zu weit gegangen: Multiplizieren Sie mit dem, was an {consumer} selbst ankommt, "
        "{arriving}, nicht mit dem, was dahinter ankommt."
    ),
    "other_factor": (
        "Der richtige Gradient, aber mit dem falschen Wert multipliziert: {local} ist ein anderer von den Werten, die "
        "{consumer} liest."
    ),
    "value_for_gradient": "Das ist der Wert von {target}. Gefragt ist die Ableitung danach.",
}
SLIPS_OF_PATHS = {
    "forgot_local": (
        "Auf einem der Pfade fehlt die lokale Ableitung {local}: Multiplizieren Sie damit, was dort ankommt, "
        "{arriving}."
    ),
    "forgot_local of all": (
        "Das ist die Summe dessen, was ankommt. Auf jedem Pfad fehlt die lokale Ableitung: Multiplizieren Sie damit, "
        "und addieren Sie dann."
    ),
    "forgot_arriving": (
        "Das ist die Summe der lokalen Ableitungen allein. Multiplizieren Sie jede mit dem, was auf ihrem Pfad "
        "ankommt, und addieren Sie dann."
    ),
}
FORWARD_SLIPS = {
    "wrong_sign_of_part": (
        "Einer der Summanden hat das falsche Vorzeichen. Prüfen Sie das Vorzeichen jedes Produkts und des Bias."
    ),
    "forgot_square": "Das Quadrat fehlt.",
    "forgot_number": "Die Zahl davor fehlt.",
    "forgot_one_minus": "Das „1 −“ fehlt.",
    "forgot_bias": "Die gewichtete Summe stimmt, aber der Bias fehlt.",
    "forgot_function": "Das ist {other}, was hineingeht. Die Funktion muss noch darauf angewandt werden.",
    "derivative_for_value": "Das ist die Ableitung an dieser Stelle. Gefragt ist der Wert selbst.",
    "missing_term": "In der Summe fehlt ein Produkt.",
    "added_for_multiplied": "Sie haben addiert, wo zwei Werte zu multiplizieren sind.",
    "degrees": "Das nimmt {other} als Grad. Winkel stehen hier im Bogenmaß.",
    "common_logarithm": "Das ist der Logarithmus zur Basis 10. Hier ist es der natürliche, zur Basis e.",
}
ANSWERS = {
    "unreadable": (
        "Das ist keine Zahl. Geben Sie eine ein, etwa −0,23, oder eine Formel aus Zahlen, etwa 0,8*0,5 + 0,1."
    ),
    "right": "Richtig: {value}.",
    "rounded": (
        "Das ergeben die Zahlen, wie sie dastehen, aber sie sind gerundet, und hier entscheiden die weggelassenen "
        "Stellen. Rechnen Sie mit den Zahlen der Tabelle unter der Abbildung, die mehr Stellen haben."
    ),
    "coarse": "So weit richtig, aber zu grob für ein Urteil. Geben Sie mindestens zwei Stellen an.",
    "near": "Nahe daran, aber nicht dasselbe. Prüfen Sie die Stellen, die Sie eingesetzt haben.",
    "wrong": (
        "Das ist es nicht. Schreiben Sie die Formel auf, setzen Sie die Zahlen der Abbildung ein, und rechnen Sie noch "
        "einmal."
    ),
}
SCALAR_ROWS = "Als Text die skalaren Schritte, nicht die in Matrizen."
ROWS_OF_SAMPLE = "Die Schritte von Beispiel {number} von {count} und die Mittel über alle:"
ROWS = ("Schritt", "Ergebnis", "Formel", "mit Zahlen", "Wert")
FOLLOWS = "Das folgt aus einem anderen Gradienten hier, der abweicht; der Schritt selbst ist richtig."

LOSS_OF_ONE = "Verlust"
DIVERGED = (
    "Die Parameter wuchsen über alle Grenzen, also hat das Training bei der letzten guten Aktualisierung angehalten. "
    "Nehmen Sie eine kleinere Lernrate."
)
FIT = {
    "curve": (
        "Die Kurve ist das, was das Netz sagt, und die Punkte sind die {count} Beispiele. Das am weitesten entfernte "
        "liegt {most} davon weg."
    ),
    "curve of formula": (
        "Die Kurve ist {name}, das die Formel mit {target} vergleicht, und die Punkte sind die {count} Beispiele. Das "
        "am weitesten entfernte liegt {most} davon weg."
    ),
    "regions": (
        "Was das Netz über der Ebene seiner beiden Eingaben sagt, und die Beispiele mit ihren Zielwerten: {right} von "
        "{count} liegen auf der richtigen Seite."
    ),
    "largest": "{name} am größten",
    "across": "Zwischen den Beispielen gelten deren Mittel und Varianzen.",
}
CHECK_HEAD = ("Verfahren", "Ableitung", "Schrittweite", "Abweichung", "Erwarteter Fehler")
CHECK_METHODS = {
    "backpropagation": "Kettenregel",
    "overwrite": "Dieses Programm",
    "central-difference": "Zentrale Differenz",
    "complex-step": "Komplexer Schritt",
}
CHECK_LEFT = "keine Schätzung: ihre Schritte führen dorthin, wo sich das Ergebnis nicht berechnen lässt"
CHECK_NOTHING = "Hier gibt es nichts zu prüfen: Dieser Schritt berechnet einen Wert, keine Ableitung. Gehen Sie weiter."
CHECK_PART = "Das ist ein Teil eines Gradienten, der sich aus mehreren addiert. Geprüft wird er mit ihrer Summe."
CHECK_AGREES = (
    "Die Prüfung stimmt überein: Wird {target} um ±{step} bewegt und alles Folgende neu berechnet, so ändert sich das "
    "Ergebnis, wie die Ableitung sagt, bis auf den Fehler, den eine solche Schätzung haben muss."
)
CHECK_DIFFERS = (
    "Die Prüfung weicht um mehr als den erwarteten Fehler ab. Entweder ist die Ableitung falsch, oder {target} liegt "
    "an einem Knick, an dem sich die beiden Seiten unterscheiden."
)
CHECK_BUG = (
    "Die Prüfung weicht ab: Wird {target} um ±{step} bewegt und alles Folgende neu berechnet, so ändert sich das "
    "Ergebnis nicht, wie diese Zahl sagt. So findet man einen Fehler in einem Rückwärtsdurchlauf."
)
CHECK_EDGE = (
    "Die Prüfung stimmt überein, allein nach dem komplexen Schritt. Eine zentrale Differenz bewegt {target} um bis zu "
    "±{step}, und hier führt das dorthin, wo sich das Ergebnis nicht berechnen lässt, obwohl es bei {target} selbst "
    "geht."
)
CHECK_EDGE_DIFFERS = (
    "Die Prüfung weicht ab, allein nach dem komplexen Schritt. Eine zentrale Differenz bewegt {target} um bis zu "
    "±{step}, und hier führt das dorthin, wo sich das Ergebnis nicht berechnen lässt, obwohl es bei {target} selbst "
    "geht."
)

ERRORS = {
    "is": "{argument} ist {value}: {remedy}",
    "number": "geben Sie eine Zahl an, etwa 0,5, 1/3 oder 2*pi",
    "range": "geben Sie eine Zahl von −1 000 000 bis 1 000 000 an",
    "finite": "geben Sie eine endliche Zahl an",
    "positive": "geben Sie eine positive endliche Zahl an",
    "undefined": "die Operation ist dort nicht definiert; ändern Sie eine Zahl, die dorthin führt",
    "power_of_negative": (
        "eine negative Basis hat Potenzen nur für ganze Exponenten: machen Sie den Exponenten {exponent} ganz"
    ),
    "power_of_zero": "0 hat beim Exponenten {exponent} keinen Wert oder keine Steigung: ändern Sie eines von beiden",
    "overflow": "nehmen Sie kleinere Zahlen: das Ergebnis wird zu groß",
    "in_sample": "{what} in Beispiel {number}",
    "derivative_of": "Ableitung von {name}",
    "none_by": "es gibt keine nach {by}: {remedy}",
    "probability": "geben Sie einen Zielwert von 0 bis 1 an: bei {loss} ist er eine Wahrscheinlichkeit",
    "probabilities": (
        "die Zielwerte müssen zusammen 1 ergeben, etwa 1 für die richtige Klasse und 0 für die anderen, bei {loss}"
    ),
}
FORMULAS = {
    "example": "schreiben Sie eine Formel, etwa x*y + sin(x)",
    "allowed": "erlaubt sind Zahlen, Namen, + - * / ** und die genannten Funktionen",
    "unreadable": "das ist nicht zu lesen: {why}",
    "long": "schreiben Sie höchstens {most} Zeichen",
    "operations": "verwenden Sie höchstens {most} Operationen je Anweisung: a = …; b = a + …",
    "parentheses": "schachteln Sie höchstens {most} Klammern",
    "levels": "schachteln Sie höchstens {most} Ebenen",
    "constant": "ein Wert ist eine Zahl oder eine Formel aus Zahlen, pi und e",
    "one": "schreiben Sie eine einzige Formel aus Zahlen",
    "alike": "nennen Sie eines der beiden anders: es wird wie {other} geschrieben",
    "undefined": "die Operation ist dort nicht definiert oder ihr Ergebnis zu groß",
    "overflows": "nehmen Sie kleinere Zahlen: das Ergebnis wird zu groß",
    "greek": "ein Name hat einen griechischen Buchstaben, mit oder ohne Index, etwa θ_1; ein Produkt braucht ein *",
    "letters": "schreiben Sie Namen mit den Buchstaben a bis z oder einem griechischen Buchstaben",
    "digits": "schreiben Sie die Ziffern 0 bis 9",
    "index": "schreiben Sie den Index auf die Zeile, etwa x1 oder x_1",
    "space": "schreiben Sie ein gewöhnliches Leerzeichen",
    "invisible": "löschen Sie dieses unsichtbare Zeichen",
    "quotation": "lassen Sie das Anführungszeichen weg",
    "sign": "schreiben Sie {sign}",
    "exponent": "schreiben Sie den Exponenten hinter die Klammern, etwa {function}(x)**2",
    "exp": "schreiben Sie exp(x) für e hoch x",
    "product": "schreiben Sie {first}*{second} für ein Produkt",
    "name_before": "schreiben Sie {first}*{second} für ein Produkt, und bei einer Funktion Klammern wie in sin(x)",
    "value_before": "ein Produkt braucht ein *: {first}*{second}",
    "between": "zwischen den Klammern braucht ein Produkt ein *",
    "call": "schreiben Sie {name}*(…) für ein Produkt, oder ",
    "close": "meinten Sie {close}? ",
    "functions": "verwenden Sie eine der Funktionen {known}",
    "other_base": "Zahlen sind dezimal: schreiben Sie {number}",
    "line": "schreiben Sie {number}, ohne _",
    "zero": "Zahlen sind dezimal und beginnen mit keiner 0 außer der vor dem Komma: schreiben Sie {number}",
    "points": "schreiben Sie eine Zahl mit einem einzigen Dezimalzeichen, etwa 0,5",
    "comma": "schreiben Sie {number}, mit Dezimalpunkt",
    "both": "schreiben Sie ein Produkt von Vergleichen, etwa (x > 0)*(x < 1)",
}


def describe_network(widths: Sequence[int], parameters: int) -> str:
    """A network in one sentence, with places for the numbers of steps."""
    *units, last = widths[1:-1] or (0,)
    layers = counted(len(units) + 1, "verborgenen Schicht", "verborgenen Schichten")
    neurons = listed([*map(str, units), counted(last, "Neuron", "Neuronen")])
    hidden = f", {layers} aus {neurons} und " if last else " und "
    inputs = counted(widths[0], "Eingabe", "Eingaben")
    outputs = counted(widths[-1], "Ausgabe", "Ausgaben")
    steps = STEPS.replace("{end}", "zum Verlust")
    return f"Ein Netz mit {inputs}{hidden}{outputs}: {parameters} Parameter, {steps}"


ARRIVING = {"upstream": "Upstream", "downstream": "Downstream"}
DELTA = "δ steht für ∂L/∂z, die Ableitung des Verlusts nach einer gewichteten Summe."
DELTA_OF_MATRICES = "Δ steht für ∂L/∂Z, die Ableitungen des Verlusts nach allen gewichteten Summen einer Schicht."
WIRING = {
    "bias shared": "Die Neuronen jeder Schicht teilen sich einen Bias.",
    "bias of outputs": (
        "Die Ausgaben teilen sich einen Bias. Eine normalisierte Schicht hat keinen, denn das Mittel nähme ihn wieder "
        "heraus."
    ),
    "bias none": "Einen Bias gibt es nicht.",
    "normalize layer": "Die gewichteten Summen jeder verborgenen Schicht werden über deren Neuronen normalisiert.",
    "normalize batch": (
        "Die gewichteten Summen jedes verborgenen Neurons werden über die Beispiele normalisiert. Sie haben keinen "
        "Bias, denn das Mittel nähme ihn wieder weg."
    ),
    "dropout": "Dropout: {masks} sind die Masken, und ein Neuron mit der Maske 0 fällt aus.",
    "dropout of one": "Dropout: {masks} ist eine Maske, und mit der Maske 0 fällt das Neuron aus.",
    "skip": "Was Schicht {start} ergibt, wird zu dem addiert, was Schicht {end} ergibt.",
    "skip inputs": "Die Eingaben werden zu dem addiert, was Schicht {end} ergibt.",
    "fixed": (
        "{names} werden festgehalten: Sie haben keinen Gradientenschritt, und das Training lässt sie, wie sie sind."
    ),
    "fixed one": (
        "{names} wird festgehalten: Es gibt dafür keinen Gradientenschritt, und das Training lässt den Wert, wie er "
        "ist."
    ),
}


def describe_samples(number: int, count: int, mean: str) -> str:
    """Which of several samples is stepped through, and what comes of all of them: a sentence to add."""
    return (
        f"Das sind die Schritte von Beispiel {number} von {count}. Der Verlust {mean} ist das Mittel über alle "
        "Beispiele, und ebenso sind es die Gradienten der letzten Schritte."
    )


def describe_batch(samples: int, *, columns: bool) -> str:
    """How the samples stand in the matrices, in one sentence."""
    each = "Spalte" if columns else "Zeile"
    if samples == 1:
        return f"Es gibt ein Beispiel, in einer {each}."
    return f"Jedes der {samples} Beispiele hat eine {each}."


def describe_expression(given: int, operations: int) -> str:
    """A graph in one sentence, with places for the numbers of steps."""
    steps = STEPS.replace("{end}", "zum Ergebnis")
    return f"Ein Graph aus {_graph(given, operations)}: {steps}"


def describe_program(given: int, operations: int, lines: int) -> str:
    """A program and its graph in one sentence, with places for the numbers of steps."""
    steps = STEPS.replace("{end}", "zum Ergebnis")
    program = counted(lines, "Zeile", "Zeilen")
    return f"Ein Programm aus {program} und sein Graph aus {_graph(given, operations)}: {steps}"


def describe_tangents(given: int, operations: int, by: str) -> str:
    """A graph in forward mode in one sentence."""
    return (
        f"Ein Graph aus {_graph(given, operations)} im Vorwärtsmodus: Neben jedem Wert, der von {by} abhängt, steht "
        f"seine Ableitung nach {by}."
    )


def _graph(given: int, operations: int) -> str:
    """What a graph is made of, after a preposition with the dative."""
    values = counted(given, "gegebenen Wert", "gegebenen Werten")
    return f"{values} und {counted(operations, 'Operation', 'Operationen')}"


def listed(items: Sequence[str]) -> str:
    """a, b und c"""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} und {items[-1]}"


def describe_operations(width: int) -> str:
    """A plot of operations in one sentence: of two layers of any width, or of more and more layers of one width."""
    units = counted(width, "Neuron", "Neuronen")
    layers = f"immer mehr verborgenen Schichten mit {units}" if width else "zwei gleich breiten verborgenen Schichten"
    return (
        "Operationen eines Vorwärts- und eines Rückwärtsdurchlaufs und derselben Gradienten im Vorwärtsmodus, das "
        "Holen und Speichern von Zahlen eingeschlossen, gegen die Zahl der Parameter, für Netze mit einer Eingabe, "
        f"{layers} und einer Ausgabe."
    )


def describe_counts(width: int) -> str:
    """A plot of multiplications in one sentence."""
    units = counted(width, "Neuron", "Neuronen")
    return (
        "Multiplikationen für die Gradienten aller Parameter eines Netzes mit einer Eingabe, einer Ausgabe und "
        f"{units} in jeder verborgenen Schicht, gegen die Zahl der verborgenen Schichten."
    )


def describe_signals(signal: str, width: int, samples: int, same: Sequence[str]) -> str:
    """A plot of what comes through to each layer; `same` is what all its networks have."""
    units = counted(width, "Neuron", "Neuronen")
    here = listed([*same, f"{units} in jeder Schicht", "Bias 0", f"{samples} zufällige Beispiele"])
    return f"{signal}, vor jedem Training. Hier: {here}."


def layers(depth: int) -> str:
    """How deep a network is."""
    return counted(depth, "Schicht", "Schichten")


def describe_curve(function: str, points: Sequence[tuple[str, str, str]], least: str, most: int) -> str:
    """A curve with its points: names, places and slopes; of more than `most` points the `least` slope."""
    curves = f"Die Aktivierung φ, {function}, und ihre Steigung φ′"
    if len(points) > most:
        return f"{curves}; {len(points)} Punkte sind die Neuronen mit allen Beispielen, kleinste Steigung {least}."
    told = listed([f"{name} = {z} mit der Steigung {slope}" for name, z, slope in points])
    return f"{curves}; die Punkte sind die Neuronen: {told}."


def with_word(template: str, word: str) -> str:
    """The template with another word for the gradient that arrives."""
    for after in (" mal", " auch"):
        arriving = f"Gradient, der an {{consumer}} ankommt,{after}"
        template = template.replace(arriving, f"{word}-Gradient an {{consumer}}{after}")
    for ending in ("e Gradient", "en Gradienten"):
        template = template.replace(f"ankommend{ending}", f"{word}-{ending.split()[1]}")
    return template


def operation_name(name: str) -> str:
    """What a drawing calls a primitive."""
    return (OPERATIONS | _OPERATIONS).get(name, name.replace("_", " "))


def counted(count: int, singular: str, plural: str) -> str:
    """`count` with the word in the right number: 1 Eingabe, 2 Eingaben."""
    return f"{count} {singular if count == 1 else plural}"


def number_word(count: int) -> str:
    """A whole number as running text has it: in words up to twenty."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else str(count)


def times(count: int) -> str:
    """How often: einmal, zweimal, dreimal, 21-mal."""
    return TIMES.get(count, f"{number_word(count)}{'' if count < len(NUMBER_WORDS) else '-'}mal")
