"""German: what an author is told. What is filled in stands in braces."""

from __future__ import annotations

from backprop_web.messages.de import exercises, mistakes, programs, steps
from backprop_web.messages.de.exercises import EXERCISE
from backprop_web.messages.de.keys import SCHEMA

__all__ = ["EXERCISE", "HEADLINE", "KEYS", "LINE", "LINE_OF_A_FENCE", "MESSAGE", "MISTAKES", "SCHEMA", "VALUES"]

MESSAGE = "{key} ist {value}: {remedy}"
HEADLINE = "Diese Abbildung ließ sich nicht zeichnen"
LINE, LINE_OF_A_FENCE = "Zeile {line}", "Zeile {line} eines Blocks"
# Which part of the text is meant, where it is no key.
KEYS = {
    "the fence": "der Text",
    "the language of the fence": "die Angabe der Sprache",
    "the end of the fence": "die schließende Zeile",
    "a key": "ein Schlüssel",
    "an anchor or alias": "ein Anker oder Verweis",
    "the indentation": "die Einrückung",
    "the space after {key}:": "das Leerzeichen nach {key}:",
}
# What stands there, where it is not quoted.
VALUES = {
    "missing": "nicht da",
    "empty": "leer",
    "given twice": "zweimal da",
    "not valid YAML": "kein gültiges YAML",
    "not a list of keys": "keine Liste von Schlüsseln",
    "read as code within a line": "als Code innerhalb einer Zeile gelesen",
    "nested too deeply": "zu tief geschachtelt",
    "a list or mapping": "eine Liste oder eine Zuordnung",
    "a tab": "ein Tabulator",
    "a non-breaking space (U+00A0)": "ein geschütztes Leerzeichen (U+00A0)",
    "a narrow non-breaking space (U+202F)": "ein schmales geschütztes Leerzeichen (U+202F)",
    "a figure space (U+2007)": "ein Ziffernleerzeichen (U+2007)",
    "a wide space (U+3000)": "ein breites Leerzeichen (U+3000)",
    "an invisible mark (U+FEFF)": "ein unsichtbares Zeichen (U+FEFF)",
    "an invisible space (U+200B)": "ein unsichtbares Leerzeichen (U+200B)",
    "{count} characters long": "{count} Zeichen lang",
    "{count} lines long": "{count} Zeilen lang",
    "{count} operations long": "{count} Operationen lang",
    "{count} samples": "eine Liste von {count} Beispielen",
    "a program of {count} operations": "ein Programm aus {count} Operationen",
    "the {count}th number": "die {count}. Zahl",
    "None": "nicht da",
    "True": "true",
    "False": "false",
    **programs.VALUES,
    **steps.VALUES,
}
MISTAKES = {**mistakes.MISTAKES, **programs.MISTAKES, **steps.MISTAKES, **exercises.MISTAKES}
