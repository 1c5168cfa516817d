"""Pyodide without what it offers to other programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from backprop_web import node
from tests.plugin.building import PYODIDE
from tools.runtime import client, pyodide
from tools.runtime.cache import Cache
from tools.runtime.glue import NO_GRAPHICS, reached
from tools.runtime.trim import trimmed
from tools.runtime.wasm import Import, imports

WIRING = (
    "var _a,_b,_c,memory;function assignWasmExports(wasmExports){"
    '_a=Module["_a"]=wasmExports["a"];_b=Module["_b"]=wasmExports["b"];'
    '_c=Module["_c"]=wasmExports["c"].value>>>0;memory=Module["memory"]=wasmMemory=wasmExports["memory"]}'
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
const told = (path) => {
  const module = new WebAssembly.Module(readFileSync(path));
  const imported = WebAssembly.Module.imports(module).map(({ module: space, name }) => [space, name]);
  return [imported, WebAssembly.Module.exports(module).map(({ name }) => name)];
};
console.log(JSON.stringify(process.argv.slice(1).map(told)));
"""


def told(*modules: Path) -> list[tuple[list[list[str]], list[str]]]:
    """What a real WebAssembly engine finds imported and exported by each of them."""
    command = [node.find() or "node", "-e", LIST, *map(str, modules)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [(imported, exported) for imported, exported in json.loads(done.stdout)]


def glue(*statements: str) -> str:
    """A script as Emscripten makes it, with these statements."""
    table = "var wasmImports={used,_:_unused};" if not any("wasmImports" in each for each in statements) else ""
    return f"async function _create(moduleArg={{}}){{{table}{''.join(statements)}}}export default _create;"


def kept(*statements: str, loader: str = "", asked: tuple[Import, ...] = (Import("env", "used"),)) -> str:
    """What stays of them."""
    whole = reached(glue(*statements), loader, asked)
    head, tail = f"async function _create(moduleArg={{}}){{{NO_GRAPHICS}", "}export default _create;"
    assert whole.startswith(head)
    assert whole.endswith(tail)
    return whole.removeprefix(head).removesuffix(tail)


def test_what_no_script_mentions_is_neither_wired_nor_exported(tmp_path: Path) -> None:
    """b is called by the glue and d by the loader; a and c by nobody, and the memory stays as it is."""
    script, wasm = trimmed(glue("start(_b);", WIRING), "Module._d()", MODULE, Cache(tmp_path))
    assert "var _b,memory;function assignWasmExports(wasmExports){" in script
    assert 'wasmExports){_b=Module["_b"]=wasmExports["b"];memory=Module["memory"]=wasmMemory=wasmExports' in script
    small, whole = tmp_path / "small.wasm", tmp_path / "whole.wasm"
    small.write_bytes(wasm)
    whole.write_bytes(MODULE)
    assert told(whole, small) == [([], ["a", "b", "c", "d", "m"]), ([], ["b", "d", "m"])]


@pytest.mark.parametrize(
    ("statements", "stay"),
    [
        (["function used(){one()}", "function one(){}", "function two(){}"], [0, 1]),
        (["function used(){}", "function one(){two()}", "function two(){one()}"], [0]),
        (["function used(){}", "var one=()=>two;", "var two=1;"], [0]),
        (["run();", "function run(){return one}", "let one=2;"], [0, 1, 2]),
        (["var one=start();", "var two=new Map;", "var three=new Own;"], [0, 2]),
        (["var one={get:()=>1,two};", "var two=[1,-2];", "var three={...two};"], [1, 2]),
        (["function used(){}", 'used.sig="vi";', "function one(){}", 'one.sig="v";', "one.deps=[two];"], [0, 1]),
        (['Module["one"]=one;', "function one(){}", 'Module["two"]=two;', "function two(){}"], []),
        (['run(Module["one"]);', 'Module["one"]=one;', "function one(){}"], [0, 1, 2]),
        (["const {one}=Module;", 'Module["one"]=two;', "var two=1;"], [0, 1, 2]),
        (["if(first){one()}", "function one(){}", "for(var i=0;i<2;++i)two();", "function two(){}"], [0, 1, 2, 3]),
        (["class One{}", "class Two extends One{}", "new Two;"], [0, 1, 2]),
        (["delete one.two;", "var one={two:1};"], [0, 1]),
    ],
    ids=lambda value: "".join(value) if value and isinstance(value[0], str) else None,
)
def test_a_statement_stays_where_it_does_something_or_is_reached(statements: list[str], stay: list[int]) -> None:
    """What calls nothing and is mentioned by nothing that stays is left out."""
    assert kept(*statements) == "var wasmImports={used};" + "".join(statements[i] for i in stay)


def test_of_one_declaration_some_variables_may_stay() -> None:
    assert kept("var one=1,two,three=start(),four;", "run(two)") == (
        "var wasmImports={used};var two,three=start();run(two)"
    )


def test_what_the_loader_mentions_stays() -> None:
    """It reaches into the module's object from outside, by whatever name it has there."""
    statements = ('Module["one"]=one;', "function one(){}", 'Module["two"]=2;')
    assert kept(*statements, loader="e.one()").endswith(';Module["one"]=one;function one(){}')
    assert kept(*statements, loader='e["two"]').endswith(';Module["two"]=2;')


def test_graphics_that_are_only_pointed_at_become_one_function_that_refuses() -> None:
    """Their addresses are asked for by a table that nothing reads; one that is called stays as it is."""
    table = "var wasmImports={emscripten_glA:_glA,emscripten_glB:_glB,out:_out};"
    functions = "function _glA(){}", "function _glB(){}", "function _out(){}"
    pointed = [Import("GOT.func", name) for name in ("emscripten_glA", "emscripten_glB", "out")]
    assert kept(table, *functions, asked=(*pointed, Import("env", "emscripten_glB"))) == (
        "var wasmImports={emscripten_glB:_glB,out:_out,emscripten_glA:noGraphics};function _glB(){}function _out(){}"
    )


@pytest.mark.parametrize("script", ["", "function assign(exports) { }", "run();", "async function broken({"])
def test_a_glue_that_is_made_in_another_way_is_refused(script: str, tmp_path: Path) -> None:
    """Rather than shipped as it is, unnoticed."""
    with pytest.raises(ValueError, match="to this release of Pyodide"):
        trimmed(script, "", MODULE, Cache(tmp_path))


def test_of_the_release_little_is_left_and_all_of_the_code(tmp_path: Path) -> None:
    """Fewer than 300 exports of more than 8,000, a third of the script; code and data are the same bytes."""
    pyodide.lay_out(PYODIDE, tmp_path, client.worker(), Cache(tmp_path / "cache"))
    (asked, whole), (still, small) = told(PYODIDE / pyodide.WASM.name, tmp_path / pyodide.WASM.name)
    assert len(whole) > 8000
    assert len(small) < 300
    assert set(small) < set(whole)
    before, after = ((folder / pyodide.WASM.name).read_bytes() for folder in (PYODIDE, tmp_path))
    assert after[-9_000_000:] == before[-9_000_000:]
    assert asked == still == [list(each) for each in imports(before)]
    scripts = [(folder / pyodide.GLUE.name).stat().st_size for folder in (PYODIDE, tmp_path)]
    assert scripts[1] < scripts[0] / 3
