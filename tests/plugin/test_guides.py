"""The guides name what there is: properties, options, commands, names of Python."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import backprop
from backprop import terminal
from backprop_web.schema import schema
from mkdocs_backprop.config import BackpropConfig
from tests.support.site import ROOT

RECIPES, KEPT = ((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("recipes", "stability"))
STYLE = (ROOT / "plugins" / "backprop_web" / "client" / "figure.css").read_text(encoding="utf-8")


def test_every_colour_is_a_property_of_the_page() -> None:
    """And every one of the page's is named; those that the example sets are written as they are there."""
    (root,) = re.findall(r"^:root \{\n(.*?)^\}", STYLE, re.MULTILINE | re.DOTALL)
    properties = set(re.findall(r"(--bp-[a-z-]+):", root))
    assert set(re.findall(r"`(--bp-[a-z-]+)`", RECIPES)) == properties
    assert set(re.findall(r"^  (--bp-[a-z-]+): light-dark\(#\w{6}, #\w{6}\);$", RECIPES, re.MULTILINE)) < properties


def test_the_option_of_a_recipe_is_one() -> None:
    (written,) = re.findall(r"```yaml\n(plugins:.*?)```", RECIPES, re.DOTALL)
    options = yaml.safe_load(written)["plugins"][1]["backprop"]
    assert set(options) <= {name for name, _ in BackpropConfig()._schema}
    assert set(options["notation"]) == set(schema()["properties"]["notation"]["properties"])


def test_every_command_that_is_kept_is_one() -> None:
    """And each that there is, is kept."""
    (row,) = re.findall(r"^\| commands \| (.*) \|$", KEPT, re.MULTILINE)
    named = set(re.findall(r"`backprop (\w+)`", row))
    assert named == {*terminal.COMMANDS, *terminal.ELSEWHERE}


def test_what_is_kept_of_python_is_documented() -> None:
    """Each name has a section, or is one of a module or a module itself, in the reference."""
    reference = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT, "docs", "reference").glob("*.md"))
    titles = set(re.findall(r"^##(?:# `| `backprop\.)(\w+)` \{ #", reference, re.M))
    assert [name for name in backprop.__all__ if name not in titles] == []
