"""Pyodide without what it offers to other programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from mkdocs_backprop import node, pyodide
from mkdocs_backprop.trim import trimmed
from tests.plugin.building import PYODIDE

GLUE = (
    "before(_b);var _a,_b,_c,memory;function assignWasmExports(wasmExports){"
    '_a=Module["_a"]=wasmExports["a"];_b=Module["_b"]=wasmExports["b"];'
    '_c=Module["_c"]=wasmExports["c"].value>>>0;memory=Module["memory"]=wasmMemory=wasmExports["memory"]}after()'
)
MODULE = bytes.fromhex(
    "0061736d 01000000"  # a module
    "01 04 01 60 00 00"  # of one type, a function without arguments and results,
    "03 02 01 00"  # which one function has
    "05 03 01 00 01"  # a memory of one page
    "06 06 01 7f 00 41 07 0b"  # a global, 7
    "07 15 05 01 61 00 00 01 62 00 00 01 63 03 00 01 64 00 00 01 6d 02 00"  # exports: a, b, d, global c, memory m
    "0a 04 01 02 00 0b"  # and the function, which does nothing
)
LIST = """
const { readFileSync } = require("node:fs");
const exported = (path) => WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(path)));
console.log(JSON.stringify(process.argv.slice(1).map((path) => exported(path).map(({ name }) => name))));
"""


def exported(*modules: Path) -> list[list[str]]:
    """What a real WebAssembly engine finds exported by each of them."""
    command = [node.find() or "node", "-e", LIST, *map(str, modules)]
    names: list[list[str]] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return names


def test_what_no_script_mentions_is_neither_wired_nor_exported(tmp_path: Path) -> None:
    """b is called by the glue and d by the loader; a and c by nobody, and the memory stays as it is."""
    glue, wasm = trimmed(GLUE, "Module._d()", MODULE)
    assert glue == (
        'before(_b);var _b,memory;function assignWasmExports(wasmExports){_b=Module["_b"]=wasmExports["b"];'
        'memory=Module["memory"]=wasmMemory=wasmExports["memory"]}after()'
    )
    small, whole = tmp_path / "small.wasm", tmp_path / "whole.wasm"
    small.write_bytes(wasm)
    whole.write_bytes(MODULE)
    assert exported(whole, small) == [["a", "b", "c", "d", "m"], ["b", "d", "m"]]


def test_a_glue_that_is_made_in_another_way_is_refused() -> None:
    """Rather than shipped as it is, unnoticed."""
    with pytest.raises(ValueError, match="fit the pattern to this release"):
        trimmed("function assign(exports) { }", "", MODULE)


def test_of_the_release_few_exports_are_left_and_all_of_the_code(tmp_path: Path) -> None:
    """Fewer than 300 of more than 8,000; code and data are the same bytes."""
    pyodide.lay_out(PYODIDE, tmp_path)
    whole, small = exported(PYODIDE / pyodide.WASM.name, tmp_path / pyodide.WASM.name)
    assert len(whole) > 8000
    assert len(small) < 300
    assert set(small) < set(whole)
    before, after = ((folder / pyodide.WASM.name).read_bytes() for folder in (PYODIDE, tmp_path))
    assert after[-9_000_000:] == before[-9_000_000:]
