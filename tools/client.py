"""Check the types of the client's modules, or run their tests, in the Node.js that there is.

`python -m tools.client types` runs the TypeScript compiler, `python -m tools.client tests` the tests without a browser.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from backprop_web import node

ROOT = Path(__file__).resolve().parent.parent
COMPILER = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
TESTS = ROOT / "tests" / "client"


def command(what: str) -> list[str] | str:
    """What Node.js is to run, or why that is not possible here."""
    program = node.find()
    if program is None:
        return f"there is no Node.js here: {node.REMEDY}"
    if what == "tests":
        return [program, "--test", *map(str, sorted(TESTS.glob("*.test.js")))]
    if not COMPILER.is_file():
        return "the npm package typescript is not here: `make parts` fetches it where there is a network"
    return [program, str(COMPILER), "--project", str(ROOT)]


def main(what: str) -> int:
    """Run it; where it cannot be run, say so, which is no failure of the client."""
    found = command(what)
    if isinstance(found, str):
        print(f"NOT CHECKED, the {what} of the client: {found}")
        return 0
    done = subprocess.run(found, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        print(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
