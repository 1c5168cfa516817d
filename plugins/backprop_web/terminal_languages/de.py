"""German: what the commands of this distribution say, by the English. What is filled in stands in braces."""

from __future__ import annotations

from backprop_web import (
    terminal,
    terminal_exercises,
    terminal_export,
    terminal_render,
    terminal_sources,
    terminal_worksheet,
)

_FIGURE = """\
  backprop figure tiny.yaml -o tiny.html
  backprop figure tiny.yaml --live -o tiny.html
  backprop figure tiny.yaml --png 9 -o step-9.png
  backprop figure tiny.yaml --gif -o tiny.gif
mit tiny.yaml:
  name: tiny
  title: Ein eigenes Netz
  network: [1, 2, 1]
  values: {x: 0.5, y: 0.8}"""
_RENDER = """\
  hugo && backprop render public/
  quarto render && backprop render _site/
  backprop render site/ --steps-only
mit, auf einer Seite:
  ```backprop
  name: tiny
  title: Ein eigenes Netz
  network: [1, 2, 1]
  ```"""
_WORKSHEET = """\
  backprop worksheet two-order --students list.csv --out sheets/
  backprop worksheet exercise.yaml --students list.csv --pdf
  backprop worksheet two-order --students list.csv --code two-order.v1.s207.n23.XXXX
mit list.csv, worin number fehlen darf:
  name,number
  Ada,1"""
_HELP = {
    "SITE": "ORDNER",
    "FOLDER": "ORDNER",
    "STEP": "SCHRITT",
    "CODE": "KENNUNG",
    "N": "N",
    terminal.DESCRIPTION: (
        "Schreibt die Abbildung, die DATEI beschreibt, als eine HTML-Datei. Sie öffnet sich durch Doppelklick, braucht "
        "kein Netz und hat jeden Schritt; Stil, Skripte und Schrift sind darin. Oder schreibt die Zeichnung eines "
        "Schritts als Bild, oder alle als eines, das abläuft. In DATEI steht, was in einem Block auf einer Seite steht."
    ),
    terminal.EXAMPLES: _FIGURE,
    "the description, in YAML; - reads it here": "die Beschreibung, in YAML; - liest sie von hier",
    "where to write; - prints, which a pipe needs": "wohin; - gibt aus, was eine Pipe braucht",
    "with Python in it, 11 MB, so that readers can change numbers": (
        "mit Python darin, 11 MB, sodass sich Zahlen ändern lassen"
    ),
    "write the drawing after this step as SVG, 0 for none": (
        "schreibt die Zeichnung nach diesem Schritt als SVG, 0 für keinen"
    ),
    "the same as PNG, for slides": "dasselbe als PNG, für Folien",
    "write the drawings of all steps as a GIF that plays": (
        "schreibt die Zeichnungen aller Schritte als GIF, das abläuft"
    ),
    terminal_export.DESCRIPTION: (
        "Schreibt die Aufgabe von DATEI für eine Lernplattform: als Paket nach QTI 2.1, mit qti3 nach QTI 3.0, als "
        "Moodle-XML für eine "
        "Fragensammlung oder als Paket nach SCORM 1.2, 9 MB: die Übung wie in einer Seite, die die Punkte meldet."
        " Die Zeichnungen sind in allen, mit Texten, die für sie stehen. Ohne --count und --students haben die "
        "Fragen die Zahlen des Blatts, das in der Seite steht. Mit einem davon sind es so viele Blätter, von "
        "denen die Plattform allen eines gibt; von einer Liste nimmt es die Nummern und keinen Namen. Dieselbe "
        "Übung ergibt dieselben Bytes."
    ),
    terminal_exercises.DESCRIPTION: (
        "Zählt die Aufgaben der Sammlung auf, jede mit dem Namen, unter dem worksheet und export sie nehmen, oder die "
        "einer Markdown-Seite. Von einer davon gibt es das YAML aus, für eine eigene Datei oder einen Block `exercise` "
        "auf einer Seite."
    ),
    terminal_exercises.WHAT: (
        "ein Name, dessen YAML ausgegeben wird; oder eine Markdown-Seite, oder SEITE.md#NAME (sonst: zählt die "
        "Sammlung auf)"
    ),
    terminal_sources.FILE: (
        "die Aufgabe: ein Name aus backprop exercises, eine Datei mit YAML oder SEITE.md#NAME; - liest sie von hier"
    ),
    terminal_sources.LANG: (
        "die Sprache, die sie spricht, wo sie keine nennt (bei einem Namen sonst die des Terminals)"
    ),
    "what the platform reads": "was die Plattform liest",
    "so many papers, the first with number 1": "so viele Blätter, das erste mit Nummer 1",
    "a paper for each line of a list, as for worksheet": "ein Blatt für jede Zeile einer Liste, wie bei worksheet",
    terminal_render.DESCRIPTION: (
        "Setzt Abbildungen in die Seiten einer fertigen Website, womit sie auch gebaut ist, und legt neben die "
        "Seiten, was sie brauchen. Eine Abbildung ist ein Codeblock, dessen Sprache backprop ist; aus `{{ tiny: "
        "dL/dw1 }}` oder dem Code `backprop tiny: dL/dw1` im Text einer Seite wird die Zahl, die ihre Abbildung "
        "zeigt. Alles andere bleibt, wie es ist, Byte für Byte. Auch eine Seite mit einem Fehler bleibt, wie sie "
        "ist, und der Fehler wird mit seiner Zeile in der Seite gemeldet; der Rückgabewert ist dann 2."
    ),
    terminal_render.EXAMPLES: _RENDER,
    "the folder that the generator wrote": "der Ordner, den der Generator geschrieben hat",
    "without Python, 11 MB: readers change no number": "ohne Python, 11 MB: Zahlen lassen sich nicht ändern",
    "Python never starts ahead of the first change": "Python startet nie vor der ersten Änderung",
    terminal_worksheet.DESCRIPTION: (
        "Schreibt für alle, die in einer Liste stehen, ein Blatt mit eigenen Zahlen, und eine Lösung, als HTML "
        "und mit --pdf auch als PDF. DATEI ist der Name einer Aufgabe der Sammlung oder hat, was in einem Block "
        "`exercise` steht. Namen bleiben auf diesem "
        "Rechner; sie stehen auf den Blättern und in keinem Dateinamen. Ein Lauf, der abgebrochen wurde, geht "
        "dort weiter, wo er war. Dieselbe Liste und dieselbe Übung ergeben dieselben Bytes."
    ),
    terminal_worksheet.EXAMPLES: _WORKSHEET,
    "a list with name, perhaps number, parted by commas, semicolons or tabs; - reads it here": (
        "eine Liste mit name, vielleicht number, getrennt durch Kommas, Semikolons oder Tabulatoren; - liest sie von "
        "hier"
    ),
    "the code of one sheet, which is made again, with the name in a list if one is given": (
        "die Kennung eines Blatts, das noch einmal entsteht, mit dem Namen aus einer Liste, wenn es eine gibt"
    ),
    "make a PDF of each, too, and class.pdf of all to print": (
        "von jedem auch eine PDF-Datei, und class.pdf mit allen zum Drucken"
    ),
    "with --pdf, the file of a font for names that the usual one cannot write": (
        "mit --pdf, die Datei einer Schrift für Namen, die die übliche nicht schreiben kann"
    ),
    "where to write (default: %(default)s)": "wohin (sonst %(default)s)",
}
_PRINTED = {
    "name": "Name",
    "level": "Stufe",
    "minutes": "Minuten",
    "points": "Punkte",
    "exercise": "Aufgabe",
    "{figures} in {pages}": "{figures} in {pages}",
    "1 figure": "1 Abbildung",
    "{number} figures": "{number} Abbildungen",
    "1 page": "1 Seite",
    "{number} pages": "{number} Seiten",
    terminal_worksheet.SHEET: "1 Blatt in {folder}, {made} neu, und {key}",
    terminal_worksheet.SHEETS: ("{count} Blätter in {folder}, {made} davon neu, und {key}"),
    terminal_worksheet.TO_PRINT: (
        "um alle beidseitig zu drucken: {file}; einseitig: die Dateien der einzelnen Blätter"
    ),
}
_REFUSED = {
    terminal_sources.EXERCISE: "die Aufgabe",
    terminal_sources.WHICH: "setzen Sie # und den Namen einer dahinter: {names}",
    terminal_sources.NOT_THERE: "in {file} stehen diese: {names}",
    terminal_sources.MEANT: ("so heißt weder eine Datei noch eine Aufgabe der Sammlung: ist {name} gemeint?"),
    terminal_sources.UNKNOWN: (
        "so heißt weder eine Datei noch eine Aufgabe der Sammlung: backprop exercises zählt die Namen auf"
    ),
    terminal.PICTURES: (
        "für Bilder braucht es mehr Pakete: pip install brotli cssselect2 fonttools pillow resvg-py tinycss2 "
        "({name} fehlt)"
    ),
    "name a file to write to, such as -o {name}.html": "nennen Sie eine Datei zum Schreiben, etwa -o {name}.html",
    "the output is -, which is this terminal: name a file, such as --out exercise.zip": (
        "die Ausgabe ist -, also dieses Terminal: nennen Sie eine Datei, etwa --out exercise.zip"
    ),
    terminal_export.DRAWN_IN_THE_PAGE: (
        "--to ist scorm: lassen Sie --count und --students weg, denn Zahlen werden in der Seite gezogen"
    ),
    "{file} has {count} students: list 1 to {most}": "in {file} stehen {count} Personen: zählen Sie 1 bis {most} auf",
    "--count is {count}: give a whole number from 1 to {most}": (
        "--count ist {count}: geben Sie eine ganze Zahl von 1 bis {most} an"
    ),
    terminal_render.NO_FOLDER: (
        "{folder} ist kein Ordner: bauen Sie zuerst die Website, und nennen Sie den Ordner mit ihren Seiten"
    ),
    terminal_worksheet.PRINTING: (
        "für PDF braucht es mehr Pakete: pip install brotli cssselect2 fonttools resvg-py tinycss2 typst ({name} fehlt)"
    ),
    terminal_worksheet.NO_FONT: "--font ist {font}: geben Sie die Datei einer Schrift an, TTF, OTF oder TTC",
    terminal_worksheet.OF_TITLE: "der Titel der Aufgabe",
    terminal_worksheet.BOXES: "{place}: keine Schrift hier hat {signs}",
    terminal_worksheet.MORE_BOXES: "so auch in {count} weiteren Zeilen",
    terminal_worksheet.FONTS: (
        "in einer PDF-Datei stehen dort Kästchen: geben Sie --font DATEI, eine Schrift mit diesen Zeichen, etwa eine "
        "der Noto-Schriften, oder teilen Sie die HTML-Blätter aus, für die der Browser Schriften hat"
    ),
    terminal_worksheet.MISWRITTEN: (
        "die Kennung ist {code}: sie hat einen Schreibfehler; schreiben Sie sie noch einmal vom Blatt ab"
    ),
    terminal_worksheet.OF_ANOTHER: (
        "die Kennung ist {code}: sie ist von {name} mit seed {seed}, und DATEI ist {own_name} mit {own_seed}"
    ),
    terminal_worksheet.NAMELESS: (
        "eine Kennung sagt keinen Namen: Auf dem Blatt ist eine Zeile dafür; mit --students DATEI, der Liste der "
        "Klasse, steht er da"
    ),
    terminal_worksheet.NOT_LISTED: (
        "die Kennung ist {code}: die Nummer {number} steht nicht in der Liste; geben Sie die Liste dieser Klasse an"
    ),
    terminal_worksheet.NO_NAME: (
        "Zeile 1 von {file} ist {first}: beginnen Sie mit einer Zeile von Überschriften, in der name steht"
    ),
    terminal_worksheet.NO_NUMBER: (
        "number in Zeile {line} von {file} ist {number}: geben Sie eine ganze Zahl von 1 bis {most} an"
    ),
    terminal_worksheet.TAKEN: (
        "number in Zeile {line} von {file} ist {number}, wie in Zeile {other}: geben Sie eine andere an"
    ),
}
TEXTS = {**_HELP, **_PRINTED, **_REFUSED}
