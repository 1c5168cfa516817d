"""`make pyodide VERSION=…`: pin the Pyodide that lies in node_modules, by hashes and by the names that it exports,
and name its version on the pages of licences."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

from tools import licences_german
from tools.runtime import NPM, licences, pyodide

EXPORT = re.compile(r"export\{(?:\w+ as \w+,)*(?P<name>\w+) as loadPyodide(?:,\w+ as \w+)*\};")


def pin_of(folder: Path) -> dict[str, object]:
    """The pin of the release in `folder`. Raises ValueError where it exports something else than it did."""
    exports = list(EXPORT.finditer((folder / pyodide.LOADER.name).read_text("utf-8")))
    if len(exports) != 1:
        raise ValueError(f"{folder / pyodide.LOADER.name} does not export loadPyodide once: fit {__name__} to it")
    return {
        "version": json.loads((folder / "package.json").read_text("utf-8"))["version"],
        "export": exports[0][0],
        "loader": exports[0]["name"],
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in pyodide.NAMES},
    }


def named(version: str, page: str) -> str:
    """The page of licences with this version of Pyodide in its row. Raises ValueError where it has no such row."""
    rows = [row for row in licences.ROW.finditer(page) if row["name"] == "Pyodide"]
    if len(rows) != 1:
        raise ValueError(f"{licences.PAGE} has {len(rows)} rows for Pyodide: fit {__name__} to it")
    start, end = rows[0].span("version")
    return f"{page[:start]} {version} {page[end:]}"


def main() -> int:
    """Write the pin and the rows."""
    pin = pin_of(NPM / pyodide.FOLDER)
    pyodide.PIN.write_text(json.dumps(pin, indent=2) + "\n", "utf-8", newline="\n")
    page = licences.PAGE.read_text("utf-8")
    licences.PAGE.write_text(named(str(pin["version"]), page), "utf-8", newline="\n")
    licences_german.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
