"""What runs in the browser: which modules, from which bytes, under which lock."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
import time
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont
from wheel.wheelfile import WheelFile  # type: ignore[import-untyped]

from mkdocs_backprop import client, font, pyodide
from mkdocs_backprop.runtime import runtime
from mkdocs_backprop.wheel import build_wheel
from tests.plugin.building import FONT, PYODIDE


def test_the_npm_package_is_the_release_that_is_pinned() -> None:
    assert pyodide.complaint(PYODIDE) is None
    package = json.loads((PYODIDE / "package.json").read_text("utf-8"))
    assert package["version"] == pyodide.VERSION


def test_a_missing_and_an_altered_file_are_told(small_pyodide: Path) -> None:
    assert pyodide.complaint(small_pyodide) is None
    lock = small_pyodide / "pyodide-lock.json"
    lock.write_text("{}", "utf-8")
    assert (
        pyodide.complaint(small_pyodide) == f"{lock} is not the file of Pyodide {pyodide.VERSION}"
    )
    (small_pyodide / "pyodide.mjs").unlink()
    assert pyodide.complaint(small_pyodide) == f"{small_pyodide / 'pyodide.mjs'} does not exist"


def test_the_wheel_has_the_same_bytes_whenever_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = []
    for number, seconds in enumerate((1e9, 2e9)):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.setattr(time, "time", lambda seconds=seconds: seconds)
        contents.append(build_wheel(folder).read_bytes())
    assert contents[0] == contents[1]


def test_the_wheel_is_a_wheel_of_all_modules_that_run_in_a_browser(tmp_path: Path) -> None:
    path = build_wheel(tmp_path)
    assert path.name == f"backprop-{version('backprop')}-py3-none-any.whl"
    with WheelFile(path) as wheel:
        assert wheel.testzip() is None, "every file has the hash that RECORD says"
        names = set(wheel.namelist())
        metadata = wheel.read(f"backprop-{version('backprop')}.dist-info/METADATA").decode()
    assert "Name: backprop\n" in metadata
    assert {"backprop/session.py", "backprop/figure/frames.py"} <= names
    assert not {name for name in names if "/dense" in name or "/physics" in name or "export" in name}


def test_the_wheel_imports_nothing_that_it_left_behind(tmp_path: Path) -> None:
    """The seam to the browser answers with nothing of the engine but the wheel on its path."""
    path = build_wheel(tmp_path)
    request = '{"call":"frames","specification":{"network":[1,2,1]}}'
    code = f"from backprop.session import answer; print(len(answer({request!r})))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": str(path)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50_000


def test_the_wheel_is_small(tmp_path: Path) -> None:
    """90 kB at most, without a dependency; it was 60 until answers, training and checks came to the reader."""
    assert build_wheel(tmp_path).stat().st_size <= 90_000


def imported(source: str) -> set[str]:
    """Top-level packages that the code imports anywhere, by an oracle of its own."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_the_wheel_needs_nothing_but_python(tmp_path: Path) -> None:
    with ZipFile(build_wheel(tmp_path)) as wheel:
        sources = [wheel.read(name).decode() for name in wheel.namelist() if name.endswith(".py")]
    foreign = set().union(*map(imported, sources)) - sys.stdlib_module_names - {"backprop"}
    assert foreign == set()


@pytest.fixture
def staged(small_pyodide: Path) -> dict[str, Any]:
    return dict(runtime(small_pyodide).files)


def test_the_lock_knows_the_engine_alone_and_its_hash(staged: dict[str, Any]) -> None:
    lock = json.loads(staged["lock"].content)
    (entry,) = lock["packages"].values()
    assert entry["name"] == "backprop"
    assert entry["imports"] == ["backprop"]
    assert entry["depends"] == []
    assert entry["sha256"] == hashlib.sha256(staged["engine"].content).hexdigest()
    assert lock["info"]["python"] == "3.14.2"


def test_lock_and_wheel_lie_where_the_lock_says(staged: dict[str, Any]) -> None:
    (entry,) = json.loads(staged["lock"].content)["packages"].values()
    folder = staged["lock"].uri.rpartition("/")[0]
    assert staged["engine"].uri == f"{folder}/{entry['file_name']}"


def test_pyodides_files_keep_their_names_in_one_folder(staged: dict[str, Any]) -> None:
    parts = [staged[role].uri.rpartition("/") for role in ("module", "glue", "wasm", "library")]
    assert len({folder for folder, _, _ in parts}) == 1
    assert [name for _, _, name in parts] == [
        "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip",
    ]  # fmt: skip


def test_every_file_of_the_client_is_staged() -> None:
    """A new file must be given its place in the order, or it would never reach a page."""
    folder = Path(client.__file__).parent / "client"
    listed = {*client.STYLES, client.BLOCKING, *client.STEPPING, *client.LIVE, *client.TOOLS, client.WORKER}
    assert {path.name for path in folder.iterdir() if path.suffix in {".js", ".css"}} == listed


def glyphs(assets: tuple[Any, ...]) -> TTFont:
    return TTFont(BytesIO(assets[1].content))


def test_the_font_has_what_any_figure_may_show_and_what_pages_do_show() -> None:
    shown = glyphs(font.assets(FONT, {"𝕏"}))
    characters = shown.getBestCmap()
    for character in "𝑤𝑏𝑧ℎ𝑥𝑦𝐿0123456789+−=·×∂∑∇σ𝜎()′ˆ½𝕏":
        assert ord(character) in characters, character
    assert ord("∯") not in characters
    assert "MATH" in shown, "without it, fractions and accents are not placed"


def test_the_font_is_small_and_the_same_each_time() -> None:
    one, two = (font.assets(FONT, set())[1] for _ in range(2))
    font._subset.cache_clear()
    again = font.assets(FONT, set())[1]
    assert one.content == two.content == again.content
    assert len(one.content) < 40_000


def test_the_font_keeps_its_licence() -> None:
    names = {
        record.nameID: str(record) for record in glyphs(font.assets(FONT, set()))["name"].names
    }
    assert "STIX" in names[0]
    assert "scripts.sil.org/OFL" in names[14]


def test_the_style_sheet_names_the_font_beside_it() -> None:
    style, file = font.assets(FONT, set())
    assert style.uri.rpartition("/")[0] == file.uri.rpartition("/")[0]
    assert f'url("{file.uri.rpartition("/")[2]}")' in style.content.decode()
