"""What a plain word of YAML stands for in a fence: numbers are decimal, true and false are all truth values.

YAML 1.1 knows more: 010 is 8 there, 1:30 is 90, 1_000 is 1000, yes is true, 2026-11-29 a date. Nobody who
writes such a word in a fence can know which of these they get, so each is refused, with what it would have become.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping

import yaml

TAG = "tag:yaml.org,2002:"
_DIGITS = r"(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)"
RESOLVERS: Mapping[str, tuple[str, str]] = {
    "null": (r"~|null|Null|NULL|", "~nN\0"),
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"[-+−]?(?:0|[1-9]\d*)", "-+−0123456789"),
    "float": (rf"[-+−]?{_DIGITS}(?:[eE][-+−]?\d+)?", "-+−.0123456789"),
}
_OCTAL_OF_YAML_1_2 = re.compile(r"[-+]?0o[0-7]+")
_BASES = {"0x": 16, "0b": 2, "0o": 8}


class Loader(yaml.SafeLoader):
    """Reads plain words by `RESOLVERS`, and all others as text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the name and the kind that the class above has


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | float:
    text = node.value.replace("−", "-")
    return int(text) if node.tag == f"{TAG}int" else float(text)


for _kind, (_pattern, _first) in RESOLVERS.items():
    Loader.add_implicit_resolver(TAG + _kind, re.compile(f"(?:{_pattern})$"), ["" if c == "\0" else c for c in _first])
for _kind in ("int", "float"):
    Loader.add_constructor(TAG + _kind, _number)


def misread(text: str) -> str:
    """What YAML would make of a plain word that is text here, as an author may write it; empty where it is text too."""
    if _OCTAL_OF_YAML_1_2.fullmatch(text):
        return f"{int(text.replace('0o', ''), 8)}, in base 8"
    loader = yaml.SafeLoader("")
    tag: str = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    if tag in (f"{TAG}merge", f"{TAG}value"):
        return "a sign with a meaning of its own"
    if tag == f"{TAG}str":
        return ""
    try:
        value = loader.construct_object(yaml.ScalarNode(tag, text))
    except ValueError:
        return "a number or a date that does not exist"
    return _told(text, value)


def _told(text: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return "a date"
    if isinstance(value, float) and not math.isfinite(value):
        return "not a number" if math.isnan(value) else "infinity"
    return f"{value:g}{_base(text)}" if isinstance(value, float) else f"{value}{_base(text)}"


def _base(text: str) -> str:
    bare = text.lstrip("+-").lower()
    if ":" in text:
        return ", in base 60, as hours and minutes"
    base = _BASES.get(bare[:2]) or (8 if re.fullmatch(r"0[0-7_]+", bare) else None)
    return f", in base {base}" if base else ""
