"""Writes docs.de/licences.md, the page of licences in German: `python -m tools.licences_german`.

Versions, addresses and the licences themselves are those of docs/licences.md, word by word; only what is said of them
is German. A test compares the page with what would be written.
"""

from __future__ import annotations

import re

from tools.runtime.licences import PAGE as ENGLISH
from tools.runtime.licences import ROW, TEXT

PAGE = ENGLISH.parents[1] / "docs.de" / "licences.md"
SHTAB = re.compile(r"\[shtab\]\(\S+\) \S+")
INTRODUCTION = """\
---
title: Lizenzen
description: Woraus diese Website besteht, unter welcher Lizenz, und wo die Quellen sind.
search:
  boost: 0.2
---

# Lizenzen

Text, Abbildungen, Rechenwerk und Generator stehen unter der MIT-Lizenz. Was die Website sonst enthält:

| Was, mit einem Link zur Quelle | Version | Lizenz |
| --- | --- | --- |
"""
PARTS = {
    "Pyodide": ": Python, für Browser übersetzt, ohne Module und Teile des Skripts, die das Rechenwerk nicht erreicht",
    "CPython": " und seine Standardbibliothek, in Pyodide",
    "Emscripten": ": die Laufzeitbibliothek, in Pyodide",
    "CodeMirror": ": womit man in der Werkbank schreibt, mit seinem Parser Lezer",
    "PyYAML": ": liest dort, was geschrieben wird",
    "STIX Two Math": ", auf die Zeichen gekürzt, die Abbildungen und die übliche Mathematik verwenden",
    "Material for MkDocs": ": das Theme, mit seinen Symbolen und seiner Suche",
}
LICENCES = {
    ", below, and the [licences of its parts]": ", unten, und die [Lizenzen seiner Teile]",
    ", below": ", unten",
}
COMPLETION = """
Das Paket des Rechenwerks hat Skripte, mit denen Shells den Befehl `backprop` vervollständigen. Sie sind von {shtab}
geschrieben und enthalten Funktionen daraus, unter der Lizenz [Apache-2.0](https://www.apache.org/licenses/LICENSE-2.0).

Die Lizenzen selbst gelten im englischen Wortlaut.
"""
TITLES = {
    "SIL Open Font License, version 1.1, for STIX Two Math": "SIL Open Font License, Version 1.1, für STIX Two Math",
    "Python Software Foundation License, version 2, for CPython": (
        "Python Software Foundation License, Version 2, für CPython"
    ),
    "MIT licence, for CodeMirror and PyYAML": "MIT-Lizenz, für CodeMirror und PyYAML",
}


def page() -> str:
    """The whole page as Markdown. Raises KeyError for a part or a licence that has no German words."""
    source = ENGLISH.read_text("utf-8")
    rows = "".join(map(_row, ROW.finditer(source)))
    shtab = SHTAB.search(source)
    assert shtab is not None
    texts = [
        f'\n??? note "{TITLES[found["title"]]}"\n\n    ```text\n{found["text"]}\n    ```\n'
        for found in TEXT.finditer(source)
    ]
    return "".join([INTRODUCTION, rows, COMPLETION.format(shtab=shtab[0]), *texts])


def _row(row: re.Match[str]) -> str:
    licence = row["licence"]
    for english, german in LICENCES.items():
        licence = licence.replace(english, german)
    return f"| [{row['name']}]({row['source']}){PARTS[row['name']]} |{row['version']}|{licence}|\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
