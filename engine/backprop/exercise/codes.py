"""Codes that people copy: of a sheet, by which it can be made again, and of a result. Each ends in a checksum.

    neuron.v1.s7.n23.KQ4D                                   sheet: exercise, version, seed, number
    neuron.v1.s7.n23.p650.of8.t312.forgot-local2.M3VA       result: points in hundredths, tasks, seconds, slips

The checksum finds slips of the pen, not cheats: whoever reads this file can make a code for any result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from backprop.chance import VERSION, Chance

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits of which no two look alike."""
LENGTH = 4
PER_POINT = 100
_SHEET = re.compile(r"(?P<name>[a-z][a-z0-9-]*)\.v(?P<version>\d+)\.s(?P<seed>\d+)\.n(?P<number>\d+)")
_RESULT = re.compile(
    _SHEET.pattern
    + r"\.p(?P<points>\d+)\.of(?P<tasks>\d+)\.t(?P<seconds>\d+)(?:\.(?P<slips>[a-z-]+\d+(?:\+[a-z-]+\d+)*))?"
)
_SLIP = re.compile(r"([a-z-]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which paper it is: the exercise by name, the version of the generator, the seed and the number."""

    name: str
    seed: int
    number: int
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Result:
    """What a code says: `points` in hundredths, of so many `tasks`, after so many `seconds`; how often which slip."""

    sheet: Sheet
    points: int
    tasks: int
    seconds: int
    slips: Mapping[str, int] = field(default_factory=dict)


def sheet_code(sheet: Sheet) -> str:
    """The code that stands on a sheet."""
    return _checked(_sheet(sheet))


def result_code(result: Result) -> str:
    """The code that a student hands in."""
    slips = "+".join(f"{name.replace('_', '-')}{count}" for name, count in sorted(result.slips.items()) if count)
    parts = [_sheet(result.sheet), f"p{result.points}", f"of{result.tasks}", f"t{result.seconds}", slips]
    return _checked(".".join(part for part in parts if part))


def read_sheet(code: str) -> Sheet | None:
    """What a sheet's code says; None where it is none, or has a slip of the pen."""
    match = _SHEET.fullmatch(_unchecked(code))
    return _of(match) if match else None


def read_result(code: str) -> Result | None:
    """What a result's code says, likewise."""
    match = _RESULT.fullmatch(_unchecked(code))
    if match is None:
        return None
    slips = {name.replace("-", "_"): int(count) for name, count in _SLIP.findall(match["slips"] or "")}
    return Result(_of(match), int(match["points"]), int(match["tasks"]), int(match["seconds"]), slips)


def _sheet(sheet: Sheet) -> str:
    return f"{sheet.name}.v{sheet.version}.s{sheet.seed}.n{sheet.number}"


def _of(match: re.Match[str]) -> Sheet:
    return Sheet(match["name"], int(match["seed"]), int(match["number"]), int(match["version"]))


def _checked(text: str) -> str:
    return f"{text}.{_checksum(text)}"


def _checksum(text: str) -> str:
    chance = Chance(*text.encode())
    return "".join(ALPHABET[chance.below(len(ALPHABET))] for _ in range(LENGTH))


def _unchecked(code: str) -> str:
    """The code without its checksum; nothing where this is not the one that belongs to it. Spaces and capitals, as
    people copy them, do not count."""
    text, _, check = re.sub(r"\s", "", code).lower().rpartition(".")
    return text if _checksum(text).lower() == check else ""
