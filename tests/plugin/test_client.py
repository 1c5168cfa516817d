"""The client's modules: what imports what, what is in which script, and what becomes of them without a bundler."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from backprop_web import node
from backprop_web.site import WITHOUT_SCRIPTS
from tests.plugin.building import FIGURE, NPM
from tests.plugin.conftest import BuildSite, MadeWithout
from tools import map as drawn_map
from tools.runtime import client, made_of
from tools.runtime.cache import Cache

FOLDER = client.FOLDER
MODULES = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js")}
IMPORTS = client.bundle().imports
# What stands beside the folders, and what it holds: no state, so that it may be in several scripts.
SHARED = {"protocol.js", "unpack.js", "handed.js", "packed.js"}
# The folders, each of which may use those before it, and what is shared.
FLOORS = ("stepping", "live", "tools", "sandbox", "editor", "blanks", "practice", "round", "grid", "xapi")
PACKAGES = "/node_modules/"
# What the tools get of a live figure they get from the figure: they work where nothing is live.
APART = ("tools", "live")


def floor(module: str) -> str:
    """The script that a module belongs to."""
    return module.split("/")[0].removesuffix(".js")


def test_every_module_is_in_a_script() -> None:
    """One that nothing imports would never reach a page; and every style sheet has its place in the order."""
    assert set(IMPORTS) == MODULES
    assert {path.name for path in FOLDER.glob("*.css")} == {*client.STYLES, *client.OWN_STYLES.values()}


def test_imports_have_no_cycles() -> None:
    """Modules can be put in an order in which each imports earlier ones only."""
    waiting = {name: set(found) for name, found in IMPORTS.items()}
    while waiting:
        ready = [name for name, needs in waiting.items() if not needs & set(waiting)]
        assert ready, f"a cycle among {sorted(waiting)}"
        for name in ready:
            del waiting[name]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_run_one_way(name: str) -> None:
    """Tools and what is live stand on the stepping, all on the protocol, and no script knows a later one."""
    allowed = FLOORS[: FLOORS.index(floor(name)) + 1] if floor(name) in FLOORS else ()
    for found in set(IMPORTS[name]) - SHARED:
        assert floor(found) in allowed, found
        assert (floor(name), floor(found)) != APART, found
        assert "/" in found, f"{found} is a script"
    assert name not in SHARED or not IMPORTS[name]


def test_no_two_scripts_hold_the_same_state() -> None:
    """A module of a folder is in the script of this name alone; the others take it from there."""
    for script, parts in client.bundle().parts.items():
        others = {floor(part) for part in parts if "/" in part and ":" not in part and PACKAGES not in part} - {
            floor(script)
        }
        assert not others, script


@pytest.mark.parametrize("name", client.SCRIPTS)
def test_each_script_is_a_classic_one(name: str) -> None:
    """A page that was opened from a disk runs no module."""
    assert not re.search(r"(?<!!)\b(import|export)\s*[\w{*(\"'](?!ys)", client.bundle().scripts[name])


def test_what_no_door_opens_is_not_imported(tmp_path: Path) -> None:
    """The name would be missing in the browser: the build fails instead."""
    folder = tmp_path / "client"
    shutil.copytree(FOLDER, folder)
    taking = folder / "live" / "notice.js"
    taking.write_text(taking.read_text("utf-8").replace("{ word }", "{ filled, word }") + "\nfilled;\n", "utf-8")
    request = {
        "esbuild": str(client.PACKAGES / client.BUNDLER),
        "client": str(folder),
        "scripts": ["live.js"],
        "doors": client.DOORS,
    }
    with pytest.raises(node.NodeError, match="filled"):
        node.run(client.SCRIPT, request)


def test_the_window_has_four_names_at_most() -> None:
    """Declared in the protocol, and set nowhere else."""
    protocol = (FOLDER / "protocol.js").read_text("utf-8")
    declared = set(re.findall(r"^ \* @property \{\w+\} \[(\w+)\]", protocol, re.MULTILINE))
    assert len(declared) <= 4
    sources = [path.read_text("utf-8") for path in FOLDER.rglob("*.js")]
    set_by = {name for text in sources for name in re.findall(r'(?:doors\(\)\.|openDoor\(")(\w+)(?: = |",)', text)}
    assert set_by == declared
    assert {path.name for path in FOLDER.rglob("*.js") if "window.backprop" in code(path)} == {"protocol.js"}


def code(path: Path) -> str:
    """A module without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def test_every_data_attribute_is_declared() -> None:
    """What scripts read and write of `data-`, but for the host's, is what the protocol says."""
    protocol = (FOLDER / "protocol.js").read_text("utf-8")
    declared = set(
        re.findall(r"^  (\w+): \"of ", protocol.partition("ATTRIBUTES = {")[2].partition("};")[0], re.MULTILINE)
    )
    sources = [code(path) for path in FOLDER.rglob("*.js") if path.name != "protocol.js"] + [
        protocol.partition("ATTRIBUTES")[0]
    ]
    used = {
        name for source in sources for name in re.findall(r"dataset\.(\w+)|\[data-(\w+)[\]=]|\"data-(\w+)\"", source)
    }
    assert {name for found in used for name in found if name} <= declared


def test_events_are_named_in_the_protocol_alone() -> None:
    """Nobody listens to an event that another file spells otherwise."""
    events = re.findall(
        r"^export const \w+ = \"(bp-[\w-]+)\"", (FOLDER / "protocol.js").read_text("utf-8"), re.MULTILINE
    )
    assert len(events) == len(set(events)) == 13
    for path in FOLDER.rglob("*.js"):
        assert path.name == "protocol.js" or not re.search(r"CustomEvent\(|(Event|Listener)\(\"bp-", code(path)), path


def test_the_version_of_the_bundler_is_the_pinned_one() -> None:
    """What an author is told to install is what made the scripts here."""
    pinned = json.loads((client.ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert pinned[client.BUNDLER] == client.VERSION


def test_without_a_bundler_the_rest_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is told why there are no scripts, with a remedy."""
    monkeypatch.setattr(client, "KEPT", tmp_path / "kept")
    monkeypatch.setattr("backprop_web.node.find", lambda: None)
    made = made_of(NPM, Cache(tmp_path))
    assert set(made.missing) == {"scripts", "live"}
    assert node.REMEDY in made.missing["scripts"]
    assert {"style", "workbench", "exercise", "math", "font", "letters", "licences"} == set(made.files)


def test_without_scripts_the_figures_have_their_steps(build_site: BuildSite, made_without: MadeWithout) -> None:
    """No script but that with letters is in the page, and it is told why, once, with a remedy."""
    made_without("scripts")
    built = build_site({"index.md": f"# Home\n\n{FIGURE}"}, {"live": False})
    assert [warning for warning in built.warnings if WITHOUT_SCRIPTS in warning] == built.warnings
    assert len(built.warnings) == 1
    tree = built.page("index.html")
    assert not tree.css('article script:not([src*="letters."])')
    assert len(tree.css(".bp-step")) == 21


def test_the_drawing_has_every_module_with_its_arrows() -> None:
    """`make map` leaves nothing out."""
    drawn = drawn_map.drawing(IMPORTS)
    assert all(f'["{name}"]' in drawn for name in MODULES)
    assert drawn.count(" --> ") == sum(len(found) for found in IMPORTS.values())
