"""Check built pages with html-validate: what its rules on accessibility find in the markup, before any script runs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from backprop_web import node
from tests.support.html_checker import Message
from tests.support.site import ROOT

PROGRAM = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
# A native heading begins a section of its own in what the search of a host makes of a page, and the title of an
# exercise is none: its section is that of the page's own heading above it.
NOT_NATIVE = {"prefer-native-element": ["error", {"exclude": ["heading"]}]}
# A formula that is a label says how it is spoken: <math> may have a name (ARIA in HTML), which the rule, unless told
# so, allows to what is interactive alone.
NAMED = {"aria-label-misuse": ["error", {"allowAnyNamable": True}]}
CONFIGURATION = {"root": True, "extends": ["html-validate:a11y"], "rules": NOT_NATIVE | NAMED}


def findings(folder: Path, pages: list[Path], scratch: Path) -> list[Message]:
    """Everything that it says of these pages of `folder`, each with its rule as the kind; `scratch` is for its
    configuration and what it writes."""
    configuration, told = scratch / "html-validate.json", scratch / "findings.json"
    configuration.write_text(json.dumps(CONFIGURATION), encoding="utf-8")
    command = [
        str(node.find()),
        str(PROGRAM),
        "--config",
        str(configuration),
        "--formatter",
        f"json={told}",
        *map(str, pages),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    # 0: nothing was found, 1: something was.
    if done.returncode not in (0, 1):
        raise RuntimeError(f"html-validate ended with {done.returncode}: {done.stderr}")
    pages_told = json.loads(told.read_text(encoding="utf-8"))
    return [_finding(folder, each, message) for each in pages_told for message in each["messages"]]


def _finding(folder: Path, told: dict[str, str], message: dict[str, object]) -> Message:
    page = Path(told["filePath"])
    line = page.read_text(encoding="utf-8").splitlines()[int(str(message["line"])) - 1]
    start = line.rfind("<", 0, int(str(message["column"])))
    name = page.relative_to(folder).as_posix()
    return Message(str(message["ruleId"]), str(message["message"]), line[start : start + 160], name)
