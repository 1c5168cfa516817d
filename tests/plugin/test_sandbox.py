"""What a browser's Python answers while a reader writes a figure: the same as a build makes of it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import PluginError

from backprop.program import tracing
from backprop_web import described, document, engine, writing
from backprop_web.page import FigureError, Page
from backprop_web.sandbox import answer
from backprop_web.site import Settings, Site
from mkdocs_backprop.plugin import require_notation
from tests.plugin.conftest import BuildSite
from tests.support.fences import fences
from tests.support.figures import random_figures
from tools.runtime import NPM, pyodide
from tools.runtime import fences as archive
from tools.runtime.cache import Cache

HEAD = "name: mine\ntitle: Mine\n"
DRAWN = {place: text for place, text in fences().items() if "\nphysics:" not in text}
TURNED = {"weights": "to-from", "delta": True, "arriving": "upstream"}
PROGRAM = f"{HEAD}python: |\n  L = w*x\nvalues: {{w: 2, x: 3}}\n"


def asked(call: str, **more: object) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(answer(json.dumps({"call": call, **more})))
    return read


def test_a_sites_notation_holds_for_its_pages_and_for_what_readers_write() -> None:
    """A figure that has one of its own keeps it; where readers write, the notation is in the text that they begin with,
    because a browser does not know of the site."""
    site = Site(Settings(notation=tuple(TURNED.items())))
    network = f"{HEAD}network: [1, 2, 1]\n"
    built, own = site.page("one").figure(network), site.page("two").figure(f"{network}notation: {{}}\n")
    assert "<mi>δ</mi>" in built
    assert "<mi>δ</mi>" not in own
    begun = unescape(re.findall(r"<textarea[^>]*>\n(.*)</textarea>", site.page("three").sandbox(network), re.DOTALL)[0])
    assert asked("figure", source=begun, lang="en")["html"] == built
    assert "<mi>δ</mi>" not in site.page("four").figure(f'{HEAD}expression: "x*z1"\nvalues: {{x: 1, z1: 2}}\n')


def test_a_notation_that_no_figure_can_have_stops_a_build() -> None:
    """The error names the option, the part and the remedy."""
    with pytest.raises(PluginError, match=r"the option notation\.weights is both: use one of from-to, to-from"):
        require_notation({"weights": "both"})


@pytest.mark.parametrize("place", DRAWN)
def test_a_figure_is_the_one_of_the_build(place: str) -> None:
    """Byte for byte, for every figure of the site that needs no NumPy."""
    found = asked("figure", source=DRAWN[place], lang="en", run=True)
    assert found["html"] == Page(live=True).figure(DRAWN[place])
    assert found["name"] == place.partition("#")[2]


def test_many_figures_are_compared() -> None:
    assert len(DRAWN) > 40


@pytest.mark.parametrize(
    "source",
    [
        "",
        "- a",
        f"{HEAD}network: [1, x]\nactvation: 3\n",
        f"{HEAD}network: [1, 1]\nvalues: {{x: 010, y: 1:30}}\n",
        f"{HEAD}expression: sin(x))\nvalues: {{x: 1}}\n",
        f"{HEAD}python: |\n  a = w*x\n  L = open(a)\nvalues: {{w: 2, x: 3}}\n",
        f"{HEAD}expression: log(x)\nvalues: {{x: -1}}\n",
        "name: <b>\ntitle: Mine\nnetwork: &a [1, 1]\n",
        f"{HEAD}network:\u00a0[1, 1]\n",
    ],
)
def test_problems_are_those_of_the_build(source: str) -> None:
    """The same words, each with its line."""
    with pytest.raises(FigureError) as told:
        Page(live=True).figure(source)
    found = asked("figure", source=source, run=True)["problems"]
    assert [(each["line"], each["message"]) for each in found] == [
        (each.line, str(each)) for each in told.value.problems
    ]


def test_what_was_probably_meant_comes_along() -> None:
    found = asked("figure", source=f"{HEAD}network: [1, 1]\nactvation: relu\nloss: half-squared-eror\n")
    assert [(each["key"], each.get("instead")) for each in found["problems"]] == [("actvation", "activation")]
    found = asked("figure", source=f"{HEAD}network: [1, 1]\nloss: half-squared-eror\n")
    assert [each.get("instead") for each in found["problems"]] == ["half-squared-error"]


def test_a_program_runs_only_where_its_reader_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it run when it is written as a fence."""
    ran: list[str] = []
    monkeypatch.setattr(tracing, "_run", lambda text, *_: ran.append(text))
    assert asked("figure", source=PROGRAM) == {"program": True}
    assert asked("figure", source=PROGRAM, run=False) == {"program": True}
    mapping = {"name": "p", "title": "P", "python": "L = w*x", "shapes": {"w": [2]}, "values": {"w1": 1, "w2": 2}}
    assert "w: [1, 2]" in asked("fence", specification=mapping)["source"]
    assert ran == []


def test_what_needs_numpy_is_left_to_a_build() -> None:
    (problem,) = asked("figure", source=f"{HEAD}physics: heat\nshow: loss\n")["problems"]
    assert problem["line"] == 3
    assert "NumPy" in problem["message"]


def test_without_fields() -> None:
    """For a page that stands alone, without an engine."""
    assert asked("figure", source=DRAWN["index.md#smallest"], live=False)["html"] == Page().figure(
        DRAWN["index.md#smallest"]
    )


def test_keys_are_those_of_the_schema() -> None:
    found = {each["name"]: each for each in asked("keys")["keys"]}
    assert {"network", "expression", "residual", "python", "values", "title"} <= set(found)
    assert "tanh" in found["activation"]["values"]
    assert found["fused"]["values"] == ["true", "false"]
    assert all(each["about"].endswith(".") for each in found.values())


@pytest.mark.parametrize("place", DRAWN)
def test_a_figure_is_written_as_a_fence(place: str) -> None:
    """What is read from it draws the same figure."""
    drawn = described.drawn(document.read(DRAWN[place]), "en")
    source = asked("fence", specification=drawn.specification)["source"]
    assert described.drawn(document.read(source), "en").specification == drawn.specification
    assert "shapes:" not in source


@pytest.mark.parametrize("number", range(12))
def test_figures_by_chance_are_written_as_fences(number: int) -> None:
    drawn = engine.draw(random_figures(12)[number])
    source = asked("fence", specification=drawn.specification)["source"]
    assert described.drawn(document.read(source), "en").specification == drawn.specification


@pytest.mark.parametrize("mapping", [{"shapes": {"w": "x"}, "values": {}}, {"shapes": {"w": [10**9]}, "values": {}}])
def test_what_no_engine_wrote_is_refused(mapping: dict[str, object]) -> None:
    assert asked("fence", specification=mapping)["problems"]


VALUES = st.recursive(
    st.one_of(st.text(max_size=20), st.booleans(), st.integers(-9, 9), st.floats(-1e6, 1e6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("abx θ:", min_size=1), inner)),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["name", "title", "python"]), VALUES, min_size=1))
def test_whatever_is_written_is_read_back(mapping: dict[str, object]) -> None:
    """Text of any characters, with lines and without."""
    assert document.read(writing.fence(mapping)).mapping == mapping


def test_the_archive_holds_what_is_asked_and_nothing_else(tmp_path: Path) -> None:
    """No part that needs a compiled library, a host or a file system; the schema beside its reader."""
    path = tmp_path / "fences.zip"
    path.write_bytes(archive.archive(NPM / pyodide.FOLDER, Cache(tmp_path)))
    names = set(ZipFile(path).namelist())
    assert {"backprop_web/sandbox.py", "backprop_web/schema.json", "yaml/scanner.py"} <= names
    assert not {"backprop_web/tex.py", "backprop_web/assets.py", "backprop_web/site.py"} & names
    assert {name.partition("/")[0] for name in names} == {"backprop_web", "yaml", *archive.LIBRARY}


SANDBOX = """\
```backprop-sandbox
name: mine
title: "Mine & yours"
network: [1, 1]
```
"""
OTHER = "```backprop\nname: other\ntitle: Other\nexpression: x*x\nvalues: {x: 2}\n```\n"


def test_a_page_with_a_sandbox_has_the_figure_and_what_writing_one_needs(build_site: BuildSite) -> None:
    """The others know its address, and nothing of this is in them."""
    built = build_site({"index.md": OTHER, "write/here.md": SANDBOX}, {"live": True})
    assert built.warnings == []
    mount = built.page("write/here/index.html").css_first(".bp-sandbox")
    assert mount.css_first("textarea").text() == 'name: mine\ntitle: "Mine & yours"\nnetwork: [1, 1]\n'
    assert mount.css_first("#mine .bp-step") is not None
    manifest = built.manifest("write/here/index.html")
    assert [each["name"] for each in manifest["gallery"]] == ["other"]
    assert "fences" in {each["role"] for each in manifest["files"]}
    assert built.manifest()["sandbox"] == "write/here/"
    assert "fences" not in {each["role"] for each in built.manifest()["files"]}
    assert "sandbox." in built.html("write/here/index.html")
    assert "sandbox." not in built.html().replace("backprop-sandbox", "")


def test_without_an_engine_a_sandbox_is_a_figure(build_site: BuildSite) -> None:
    built = build_site({"index.md": SANDBOX}, {"live": False})
    assert built.page().css_first("#mine") is not None
    assert built.page().css_first(".bp-sandbox") is None
    assert not [name for name in built.staged() if "sandbox" in name or "fences" in name]


def test_a_mistake_in_a_sandbox_is_told_as_of_any_fence(build_site: BuildSite) -> None:
    built = build_site({"index.md": SANDBOX.replace("network", "netwrok")}, {"live": True})
    assert any("netwrok" in each and "index.md, line 4" in each for each in built.warnings)
