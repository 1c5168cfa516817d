"""`make pyodide VERSION=…`: pin the Pyodide that lies in node_modules, by hashes and by the names that it exports."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

from tools.runtime import NPM, pyodide

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


def main() -> int:
    """Write the pin."""
    pyodide.PIN.write_text(json.dumps(pin_of(NPM / pyodide.FOLDER), indent=2) + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
