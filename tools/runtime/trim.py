"""Leaves out of Pyodide what it offers to other programs, so that a browser has less to load, read and set up.

For packages written in C, Pyodide exports all of Python's C interface, more than 8,000 names, and its script wires
each of them up; for graphics and sound it holds what most programs of Emscripten use, and its module none of. The
engine is plain Python: what no script of Pyodide's mentions need not be there. The module's code itself stays as it
is, to the byte.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from tools.runtime import glue as pruning
from tools.runtime import wasm as reading
from tools.runtime.cache import Cache
from tools.runtime.wasm import FUNCTION, GLOBAL, exporting, imports

WORD = re.compile(r"[\w$]+")
PARSERS, OWN = ("tree-sitter", "tree-sitter-javascript"), (Path(pruning.__file__), Path(reading.__file__))
"""What decides on the small script, beside what it is made of."""


def trimmed(glue: str, loader: str, wasm: bytes, cache: Cache) -> tuple[str, bytes]:
    """The script `glue` and the module `wasm`, without what neither they nor `loader` mention."""
    made_by = [*(version(each).encode() for each in PARSERS), *map(Path.read_bytes, OWN)]
    sources = [glue.encode(), loader.encode(), wasm, *made_by]
    kept = cache.get("glue", sources, lambda: pruning.reached(glue, loader, set(imports(wasm))).encode()).decode()
    mentioned = set(WORD.findall(kept + loader))

    def is_wanted(name: str, kind: int) -> bool:
        # In scripts, a name of C may begin with one more _.
        return kind not in (FUNCTION, GLOBAL) or not mentioned.isdisjoint((name, f"_{name}"))

    return kept, exporting(wasm, is_wanted)
