"""What runs in the browser: which modules, from which bytes, under which lock."""

from __future__ import annotations

import ast
import gzip
import hashlib
import io
import json
import re
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest
from fontTools.ttLib import TTFont
from wheel.wheelfile import WheelFile  # type: ignore[import-untyped]

from backprop import languages
from backprop_web import engine
from backprop_web.assets import Asset, compressed
from backprop_web.cache import key
from backprop_web.runtime import INDEX, Runtime, load, save
from tests.plugin.building import FONT, NPM, PYODIDE
from tests.support import site as builder
from tools.runtime import client, exercises, fences, font, licences, made_of, make, minify, pinning, pyodide
from tools.runtime.cache import KEPT, Cache
from tools.runtime.snapshot import PAGE, folded
from tools.runtime.wheel import _SameBytesWheel, build_wheel

pytestmark = pytest.mark.built


def test_the_npm_package_is_the_release_that_is_pinned() -> None:
    assert pyodide.complaint(PYODIDE) is None
    package = json.loads((PYODIDE / "package.json").read_text("utf-8"))
    assert package["version"] == pyodide.VERSION


def test_the_pin_is_the_one_that_would_be_written() -> None:
    """`make pyodide` writes hashes and names of the release that is there."""
    assert pinning.pin_of(PYODIDE) == json.loads(pyodide.PIN.read_text("utf-8"))


def test_an_export_that_moved_fails_the_build(small_pyodide: Path) -> None:
    """Not the browser."""
    (small_pyodide / pyodide.LOADER.name).write_text("export{a as start};", "utf-8")
    with pytest.raises(ValueError, match="does not end with export"):
        pyodide.worker_script(small_pyodide, "")
    with pytest.raises(ValueError, match="does not export loadPyodide once"):
        pinning.pin_of(small_pyodide)


@pytest.fixture
def small_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose Pyodide passes for the pinned release, for tests that run nothing of it; it has no font."""
    folder = tmp_path / "npm" / "pyodide"
    folder.mkdir(parents=True)
    lock = b'{"info": {"arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.2"}, "packages": {}}'
    glue = b"function create(){var wasmImports={};function assignWasmExports(wasmExports){}}"
    exports = {each: export.encode() for each, export, _ in pyodide.MODULES}
    contents = {
        **exports,
        pyodide.LIBRARY: _library(),
        pyodide.LOCK: lock,
        pyodide.GLUE: glue + exports[pyodide.GLUE],
        pyodide.WASM: b"\0asm\1\0\0\0",
    }
    for each in pyodide.ALL:
        (folder / each.name).write_bytes(contents.get(each, b"stands for " + each.name.encode()))
    monkeypatch.setattr(pyodide, "ALL", tuple(_pinned(folder, each) for each in pyodide.ALL))
    return folder.parent


def _library() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as target:
        for name in fences.LIBRARY:
            target.writestr(name, "stands = 'for it'")
    return buffer.getvalue()


def _pinned(folder: Path, file: pyodide.Pinned) -> pyodide.Pinned:
    digest = hashlib.sha256((folder / file.name).read_bytes()).hexdigest()
    return file._replace(sha256=digest)


@pytest.fixture
def small_pyodide(small_npm: Path) -> Path:
    return small_npm / "pyodide"


def test_the_page_of_licences_is_told_the_version() -> None:
    """The one row of Pyodide, and nothing else; a page without it is refused."""
    page = licences.PAGE.read_text("utf-8")
    assert pinning.named(pyodide.VERSION, page) == page
    other = pinning.named("1.2.3", page)
    assert "does not reach | 1.2.3 | [MPL" in other
    assert other.replace("1.2.3", pyodide.VERSION) == page
    with pytest.raises(ValueError, match="has 0 rows for Pyodide"):
        pinning.named("1.2.3", "")


def test_a_missing_and_an_altered_file_are_told(small_pyodide: Path) -> None:
    assert pyodide.complaint(small_pyodide) is None
    lock = small_pyodide / "pyodide-lock.json"
    lock.write_text("{}", "utf-8")
    assert pyodide.complaint(small_pyodide) == f"{lock} is not the file of Pyodide {pyodide.VERSION}"
    (small_pyodide / "pyodide.mjs").unlink()
    assert pyodide.complaint(small_pyodide) == f"{small_pyodide / 'pyodide.mjs'} does not exist"


@pytest.fixture(scope="session")
def kept(shared: Path) -> Cache:
    """A cache that was empty before all was made into it, once a run."""

    def fill(folder: Path) -> None:
        assert made_of(NPM, Cache(folder)).missing == {}

    return Cache(builder.once(shared / "runtime", fill))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, kept: Cache) -> Path:
    """The wheel, made in this run."""
    return build_wheel(tmp_path_factory.mktemp("wheel"), kept)


@pytest.mark.gate
def test_the_wheel_has_the_same_bytes_whenever_it_is_built(built: Path) -> None:
    """Those that `make runtime` left here some time before, in another process."""
    before = load(engine.digest()).files["engine"].content
    assert gzip.decompress(before) == built.read_bytes()


def test_no_clock_and_no_permission_is_in_the_bytes_of_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for now, mode in ((1e9, 0o600), (1.7e9, 0o755)):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        path = tmp_path / "one-1-py3-none-any.whl"
        entry = ZipInfo("one.py", time.localtime(now)[:6])
        entry.external_attr = mode << 16
        with _SameBytesWheel(path, "w") as wheel:
            wheel.writestr(entry, "pass\n")
            wheel.writestr("other.py", "pass\n")
        made.add(path.read_bytes())
    assert len(made) == 1


def test_the_wheel_is_a_wheel_of_all_modules_that_run_in_a_browser(built: Path) -> None:
    assert built.name == f"backprop-{version('backprop')}-py3-none-any.whl"
    with WheelFile(built) as wheel:
        assert wheel.testzip() is None, "every file has the hash that RECORD says"
        names = set(wheel.namelist())
        metadata = wheel.read(f"backprop-{version('backprop')}.dist-info/METADATA").decode()
    assert "Name: backprop\n" in metadata
    assert {"backprop/session.py", "backprop/figure/frames.py", "backprop/export.py"} <= names
    assert not {name for name in names if "/dense" in name or "/physics" in name}


def test_the_wheel_imports_nothing_that_it_left_behind(built: Path) -> None:
    """The seam to the browser answers with nothing of the engine but the wheel on its path."""
    request = '{"call":"frames","specification":{"network":[1,2,1]}}'
    code = f"from backprop.session import answer; print(len(answer({request!r})))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env={"PYTHONPATH": str(built)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50_000


def test_the_wheel_is_small(built: Path) -> None:
    """162.9 kB at most as shipped, gzipped whole: 22 interpret programs, 14 show networks in matrices, 8 are about
    samples and optimisers, 4 follow signals through layers, 5 add masks, skips, normalisation and shared biases, 2
    normalise over a batch, 3 write as other books do, 5 close boxes, 1 takes matrices and blanks, 1 counts in depth;
    6 more open a softmax, a loss and a norm, keep blanks in later steps, and say what is true on each side of a kink; 2
    show masks, skips, norms of layers and shared biases in matrices, and a fused loss beside its long way; 1 tells a
    notebook's mistakes in two lines, and what cancels from what rounding leaves; 2 draw other
    numbers for a figure, and tell dull ones from others; 1 says what to write for formulas as other books
    have them, and trains without what rounding leaves; 300 bytes keep long names off arrowheads,
    300 say which numbers a gradient is made of, and 1,200 those that a value is made of, and what rows and columns of
    a matrix are; 900 say the numbers of closed boxes, and of long sums the first and the last; 800 print once what no
    step changes, and compare terms where they stand, for a fifth less time; 500 have a name of an operation keep clear
    of what stands beside it; 400 say the numbers of matrices; 400
    say an operation in words, and an index of two digits as its number.
    Each language beside English may add 14 kB: its sentences repeat none that is there.
    """
    languages = len(list((engine.folder() / "languages").glob("[a-z]*.py")))
    assert len(compressed(built.read_bytes())) <= 162_900 + 14_000 * (languages - 1)


def test_what_a_notebook_asks_for_stays_behind(built: Path) -> None:
    """The package imports it when it is asked for, which no browser does."""
    with ZipFile(built) as wheel:
        names = wheel.namelist()
    assert "backprop/session.py" in names
    assert [name for name in names if name.startswith(("backprop/frameworks/", "backprop/notebook"))] == []


def test_exercises_find_all_that_they_need(built: Path, kept: Cache, tmp_path: Path) -> None:
    """In the wheel and their own archive, with nothing else of the engine."""
    for file in (built, io.BytesIO(exercises.archive(kept))):
        with ZipFile(file) as archive:
            archive.extractall(tmp_path / "found")
    code = "from backprop.exercise.session import answer; print(answer('{}'))"
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(command, env={"PYTHONPATH": str(tmp_path / "found")}, capture_output=True, text=True)
    assert done.stdout.startswith('{"error":{"argument":"call"'), done.stderr


def imported(source: str) -> set[str]:
    """Top-level packages that the code imports anywhere, by an oracle of its own."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_the_wheel_needs_nothing_but_python(built: Path) -> None:
    with ZipFile(built) as wheel:
        sources = [wheel.read(name).decode() for name in wheel.namelist() if name.endswith(".py")]
    foreign = set().union(*map(imported, sources)) - sys.stdlib_module_names - {"backprop"}
    assert foreign == set()


@pytest.fixture
def staged(small_npm: Path, kept: Cache) -> dict[str, Any]:
    """The parts of a live engine."""
    files = made_of(small_npm, kept).files
    return {role: asset for role, asset in files.items() if asset.uri.endswith(".bin")}


def test_the_lock_knows_no_package(staged: dict[str, Any]) -> None:
    """So Pyodide asks for none; what Python it is, it says as the release does."""
    script = gzip.decompress(staged["worker"].content).decode()
    lock = json.loads(ast.literal_eval(script.partition("const lockFileContents=")[2].partition(";\n")[0]))
    assert lock["packages"] == {}
    assert lock["info"]["python"] == "3.14.2"


def test_every_part_is_gzipped(staged: dict[str, Any]) -> None:
    """Under a name that no server takes for something to unpack."""
    assert set(staged) == {"worker", "wasm", "library", "engine", "fences", "exercises"}
    assert all(asset.uri.endswith(".bin") for asset in staged.values())
    assert all(gzip.decompress(asset.content) for asset in staged.values())


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory, kept: Cache) -> Path:
    """The release, trimmed."""
    folder = tmp_path_factory.mktemp("laid-out")
    pyodide.lay_out(PYODIDE, folder, client.worker(), kept)
    return folder


def test_the_worker_is_one_script(real: Runtime, laid_out: Path) -> None:
    """Pyodide's modules, but for what they export, and the worker's own code: nothing is imported or exported."""
    script = gzip.decompress(real.files["worker"].content).decode()
    for pinned, export, _ in pyodide.MODULES:
        module = (laid_out / pinned.name).read_text("utf-8")
        assert module.count(export) == 1
        assert module.partition(export)[0] in script
    assert script.endswith(client.worker())
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)


@pytest.fixture(scope="module")
def real(kept: Cache) -> Runtime:
    """What this project ships, with a snapshot made in this run."""
    return made_of(NPM, kept)


def test_all_has_the_same_bytes_whenever_it_is_made(real: Runtime) -> None:
    """Those that `make runtime` left here some time before. The snapshot is 31 MB of memory in which clock, chance and
    hashes stood still."""
    assert real.missing == {}
    before = load(engine.digest())
    assert {role: each.sha256 for role, each in before.files.items()} == {
        role: each.sha256 for role, each in real.files.items()
    }


def test_the_snapshot_knows_nothing_of_the_machine_that_made_it(real: Runtime) -> None:
    """No folder of it; its language is that of every other machine."""
    memory = gzip.decompress(real.files["snapshot"].content)
    assert str(NPM.parent).encode() not in memory
    assert str(PYODIDE.resolve()).encode() not in memory
    assert b"LANG=C.UTF-8\0" in memory


def test_the_library_holds_what_the_snapshot_imported(real: Runtime) -> None:
    """And is about a third of the whole, which it is cut from byte for byte."""
    with (
        ZipFile(BytesIO(gzip.decompress(real.files["library"].content))) as cut,
        ZipFile(PYODIDE / "python_stdlib.zip") as whole,
    ):
        assert {"json/__init__.py", "dataclasses.py"} <= set(cut.namelist()) < set(whole.namelist())
        assert all(cut.read(name) == whole.read(name) for name in cut.namelist())
    assert len(real.files["library"].content) < 0.35 * (PYODIDE / "python_stdlib.zip").stat().st_size


def test_the_snapshot_holds_less_than_half_of_the_memory(real: Runtime) -> None:
    """Two fifths of it, whose head says where Pyodide finds the rest."""
    content = gzip.decompress(real.files["snapshot"].content)
    size, head, count = struct.unpack_from("<3I", content)
    assert size % PAGE == 0
    assert len(content) == 12 + 4 * count + head + count * PAGE
    assert count * PAGE < 0.45 * size
    assert struct.unpack_from("<2I", content, 12 + 4 * count)[1] == head


def unfolded(folded: bytes, fresh: bytes) -> bytes:
    """As the worker does it, head and memory."""
    size, head, count = struct.unpack_from("<3I", folded)
    memory = bytearray(fresh.ljust(size, b"\0"))
    assert len(memory) == size
    start = 12 + 4 * count
    for place, number in enumerate(struct.unpack_from(f"<{count}I", folded, 12)):
        at = start + head + PAGE * place
        page = folded[at : at + PAGE]
        memory[PAGE * number : PAGE * number + len(page)] = page
    return folded[start : start + head] + bytes(memory)


@pytest.mark.parametrize(
    ("memory", "fresh"),
    [
        (b"", b""),
        (b"\0", b"\0"),
        (b"\1", b"\0"),
        (bytes(3 * PAGE), bytes(3 * PAGE)),
        (bytes(3 * PAGE), b"\1" * 2 * PAGE + bytes(PAGE)),
        (bytes(PAGE) + b"\1" + bytes(2 * PAGE), bytes(3 * PAGE + 1)),
        (b"\1" * PAGE + bytes(PAGE) + b"\2", b"\1" * PAGE + bytes(PAGE) + b"\2"),
        (b"\1" * PAGE + b"\3" * PAGE, b"\1" * PAGE + b"\2" * PAGE),
    ],
    ids=map(str, range(8)),
)
def test_folding_loses_nothing(memory: bytes, fresh: bytes) -> None:
    """Whatever is there already: nothing, all, pages in the middle, zeros over something, no whole page at the end."""
    snapshot = struct.pack("<3I", 0x706D6E73, 12, 0) + memory
    assert unfolded(folded(snapshot, fresh), fresh) == snapshot


@pytest.mark.parametrize(("memory", "fresh"), [(b"\0", b""), (bytes(PAGE + 1), bytes(PAGE)), (b"\1" * 2 * PAGE, b"")])
def test_a_snapshot_that_does_not_fit_into_a_fresh_memory_fails_the_build(memory: bytes, fresh: bytes) -> None:
    """Not the browser, where Python would start slowly without a word."""
    snapshot = struct.pack("<3I", 0x706D6E73, 12, 0) + memory
    with pytest.raises(ValueError, match=f"has {len(memory):,} bytes, a fresh one {len(fresh):,}"):
        folded(snapshot, fresh)


def test_the_snapshot_is_made_once(real: Runtime, kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Node.js does not run again for the same Pyodide, engine and script."""
    monkeypatch.setattr("backprop_web.node.find", lambda: None)
    assert made_of(NPM, kept).files["snapshot"].sha256 == real.files["snapshot"].sha256


def test_without_node_the_library_is_whole(kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no snapshot, then, and it is told why; starting plainly works."""
    monkeypatch.setattr("backprop_web.node.find", lambda: None)
    lost = shutil.copytree(kept.folder, tmp_path / "cache", ignore=shutil.ignore_patterns("snapshot*"))
    made = made_of(NPM, Cache(lost))
    assert "snapshot" not in made.files
    assert made.missing["snapshot"].startswith("there is no Node.js here")
    assert gzip.decompress(made.files["library"].content) == (PYODIDE / "python_stdlib.zip").read_bytes()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A file stands where its folder should be."""
    (tmp_path / "file").write_bytes(b"")
    assert Cache(tmp_path / "file").get("name", [b"source"], lambda: b"made") == b"made"


def test_a_cache_keeps_the_last_versions_only(tmp_path: Path) -> None:
    """What is asked for again is not made again; of one name the latest stay."""
    cache = Cache(tmp_path)
    for number in range(KEPT + 2):
        assert cache.get("name", [bytes(number)], lambda: b"made") == b"made"
    assert cache.get("name", [bytes(KEPT + 1)], lambda: b"made anew") == b"made"
    assert len(list(tmp_path.iterdir())) == KEPT


class Asked(Cache):
    """Makes nothing, and has the keys under which something would be kept."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def get(self, name: str, sources: Sequence[bytes], make: Callable[[], bytes]) -> bytes:
        self.keys.append(f"{name}-{key(*sources)}")
        return b""


ARCHIVES: dict[str, Callable[[Path, Cache], object]] = {
    "wheel": build_wheel,
    "fences": lambda _, cache: fences.archive(PYODIDE, cache),
    "exercises": lambda _, cache: exercises.archive(cache),
}
OTHERS = {"version": lambda _: "another", "python_version": lambda: "another", "__file__": __file__}


@pytest.mark.parametrize("name", ARCHIVES)
def test_python_is_made_small_anew_by_another_minifier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Another version of the library, another Python, or another way to use them."""
    asked = Asked()
    ARCHIVES[name](tmp_path, asked)
    for what, other in OTHERS.items():
        with monkeypatch.context() as patched:
            patched.setattr(minify, what, other)
            ARCHIVES[name](tmp_path, asked)
    ARCHIVES[name](tmp_path, asked)
    assert len(set(asked.keys)) == 1 + len(OTHERS)
    assert asked.keys[0] == asked.keys[-1]


def test_a_module_that_is_called_otherwise_is_another_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its text is the same."""
    asked = Asked()
    for name in ("one", "other"):
        module = tmp_path / name / "exercise" / f"{name}.py"
        module.parent.mkdir(parents=True)
        module.write_bytes(b"pass\n")
        monkeypatch.setattr(engine, "folder", lambda name=name: tmp_path / name)
        exercises.archive(asked)
    assert len(set(asked.keys)) == 2


def test_a_changed_module_alone_is_made_small_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are as they were; what comes out is the same as from nothing."""
    made: list[str] = []
    smaller = minify.minify_python

    def counted(source: str) -> str:
        made.append(source)
        return smaller(source)

    monkeypatch.setattr(minify, "minify_python", counted)
    monkeypatch.setattr(engine, "folder", lambda: tmp_path)
    folder, cache = tmp_path / "exercise", Cache(tmp_path / "kept")
    folder.mkdir()
    for name in ("one", "other"):
        (folder / f"{name}.py").write_text(f"# It.\nname = '{name}'\n", "utf-8")
    exercises.archive(cache)
    assert len(made) == 2
    (folder / "one.py").write_text("name = 'changed'\n", "utf-8")
    changed = exercises.archive(cache)
    assert made[2:] == ["name = 'changed'\n"]
    assert changed == exercises.archive(Cache(tmp_path / "empty"))


@pytest.fixture(scope="module")
def fonts(kept: Cache) -> dict[str, Asset]:
    """What a page has for its formulas, made in this run."""
    return font.assets(FONT, kept)


@pytest.fixture(scope="module")
def shown(fonts: dict[str, Asset]) -> TTFont:
    return TTFont(BytesIO(fonts["font"].content))


def test_the_font_has_what_figures_and_the_usual_mathematics_show(shown: TTFont) -> None:
    characters = shown.getBestCmap()
    for character in "𝑤𝑏𝑧ℎ𝑥𝑦𝐿0123456789+−=·×∂∑∇σ𝜎()′ˆ½𝐰𝐖ℝℒ𝒟∈∀∃⟹⌊⌋":
        assert ord(character) in characters, character
    assert ord("∯") not in characters
    assert "MATH" in shown, "without it, fractions and accents are not placed"


def test_the_font_has_all_that_it_is_said_to_have(shown: TTFont) -> None:
    """But for signs that show nothing, and those that the whole font has not either."""
    whole = TTFont(FONT / font.FILE).getBestCmap()
    wanted = {ord(character) for character in font.ALWAYS} & set(whole)
    assert wanted <= set(shown.getBestCmap())
    assert len(wanted) > 0.95 * len(font.ALWAYS)


@pytest.mark.parametrize("language", sorted(path.stem for path in Path(*languages.__path__).glob("[a-z][a-z].py")))
def test_the_font_has_the_words_of_drawings(shown: TTFont, language: str) -> None:
    """What an operation is called in any language: a picture has no other font for it."""
    words = import_module(f"{languages.__name__}.{language}").OPERATIONS.values()
    letters = set("".join(words))
    assert {ord(letter) for letter in letters} <= set(shown.getBestCmap())


def test_the_font_is_small_and_the_same_each_time(fonts: dict[str, Asset], kept: Cache) -> None:
    """That which `make runtime` left here some time before, and that which is kept."""
    made, before, again = fonts["font"], load(engine.digest()).files["font"], font.assets(FONT, kept)["font"]
    assert made.content == before.content == again.content
    assert len(made.content) < 42_000


def test_the_font_keeps_its_licence(shown: TTFont) -> None:
    names = {record.nameID: str(record) for record in shown["name"].names}
    assert "STIX" in names[0]
    assert "scripts.sil.org/OFL" in names[14]


def test_the_style_sheet_names_the_font_beside_it(fonts: dict[str, Asset]) -> None:
    assert fonts["math"].uri.rpartition("/")[0] == fonts["font"].uri.rpartition("/")[0]
    assert f'url("{fonts["font"].name}")' in fonts["math"].content.decode()


def test_the_licences_go_with_what_they_are_about() -> None:
    """Of each part name, version and licence, and the texts that ask to be kept; not the theme, which others choose."""
    text = licences.assets()["licences"].content.decode()
    assert f"that the engine does not reach {pyodide.VERSION}\n" in text
    for part in ("MPL-2.0", "SIL OPEN FONT LICENSE", "PYTHON SOFTWARE FOUNDATION"):
        assert part in text
    assert "Material" not in text


def test_without_the_npm_packages_the_rest_is_made_and_what_is_missing_said(tmp_path: Path) -> None:
    """Steps, style and buttons need nothing of them."""
    made = make(tmp_path / "files", tmp_path / "cache", tmp_path / "npm")
    assert set(made.missing) == {"live", "font"}
    assert "does not exist" in made.missing["live"]
    assert {"style", "early", "stepping", "tools", "math"} <= set(made.files)
    assert not {"worker", "font", "letters"} & set(made.files)


def small() -> Runtime:
    """Something to write and read."""
    files = {role: Asset(f"assets/backprop/{role}.0.js", role.encode()) for role in ("early", "live")}
    return Runtime(files, "digest", frozenset("ab"), {})


def test_what_was_written_is_read_and_nothing_else_stays(tmp_path: Path) -> None:
    (tmp_path / "old.js").write_text("old", "utf-8")
    save(small(), tmp_path)
    save(small(), tmp_path)
    read = load("digest", tmp_path)
    assert {role: (each.uri, each.content) for role, each in read.files.items()} == {
        "early": ("assets/backprop/early.0.js", b"early"),
        "live": ("assets/backprop/live.0.js", b"live"),
    }
    assert (read.engine, read.characters, read.missing) == ("digest", frozenset("ab"), {})
    assert {path.name for path in tmp_path.iterdir()} == {"early.0.js", "live.0.js", INDEX}


FAULTS = {
    "no index": (lambda folder: (folder / INDEX).unlink(), "digest", "are not there"),
    "a file is gone": (lambda folder: (folder / "live.0.js").unlink(), "digest", "live.0.js is not as it was made"),
    "a byte is another": (lambda folder: (folder / "live.0.js").write_bytes(b"lime"), "digest", "not as it was made"),
    "another engine": (lambda folder: None, "other", "engine that is installed"),
}


@pytest.mark.parametrize(("harm", "engine", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_what_is_not_as_it_was_made_keeps_the_live_engine_out(
    harm: Callable[[Path], object], engine: str, said: str, tmp_path: Path
) -> None:
    save(small(), tmp_path)
    harm(tmp_path)
    assert said in load(engine, tmp_path).missing["live"]
