"""The licences of what the files for browsers are made of, as one text that goes with them."""

from __future__ import annotations

import re
from pathlib import Path

from backprop_web.assets import Asset, hashed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "licences.md"
ROW = re.compile(r"\| \[(?P<name>[^\]]+)\]\((?P<source>[^)]+)\)(?P<more>[^|]*)\|(?P<version>[^|]*)\|(?P<licence>.*)\|")
TEXT = re.compile(r'\?\?\? note "(?P<title>[^"]+)"\n\n    ```text\n(?P<text>.*?)\n    ```', re.DOTALL)
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
THEME = "Material for MkDocs"
HEAD = """\
The figures' engine, scripts and style sheets are under the MIT licence. What else lies beside this file:
"""


def assets() -> dict[str, Asset]:
    """The text, by its role, from the project's page of licences but for the theme, which others need not use."""
    page = PAGE.read_text("utf-8")
    rows = [_told(row) for row in ROW.finditer(page) if row["name"] != THEME]
    texts = [f"{found['title']}\n\n{_unindented(found['text'])}" for found in TEXT.finditer(page)]
    whole = "\n\n".join([HEAD.strip(), *rows, *texts, ""])
    return {"licences": hashed("licences.txt", whole.encode())}


def _told(row: re.Match[str]) -> str:
    about = LINK.sub(r"\1 (\2)", f"{row['name']}{row['more'].rstrip()}")
    version = " ".join(row["version"].split())
    return f"* {about} {version}\n  from {row['source']}\n  {LINK.sub(r'\1 (\2)', row['licence'].strip())}"


def _unindented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.split("\n"))
