"""`backprop check FILE.csv …`: an author's numbers beside the engine's, and the slip in a wrong one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from backprop.errors import SpecificationError
from backprop.figure.comparing import Claim, Finding, compare
from backprop.figure.reading import read_number
from backprop.figure.runs import Run
from backprop.languages import words
from backprop.session import DEFAULT_RATE
from backprop.terminal.describing import add_subject, one_of, parsed, run
from backprop.terminal.lists import Listed, listed
from backprop.terminal.reader import Reader
from backprop.terminal.speech import SPEECH, in_own_language

DESCRIPTION = (
    "Compare the numbers in FILE with the engine's, to the digits that you give, and name the slip in each that "
    "differs. FILE has a column name, and a column gradient (name w11 or dL/dw11) or value (name z1 or dL/dw11). "
    "The exit code is 1 where a number differs."
)
EXAMPLES = """\
  backprop check mine.csv "exp(sin(x**2))" x=0.8
  backprop check mine.csv --network 1,2,1 x=0.5 y=0.8
with mine.csv:
  name,gradient
  w11,-0.2175"""
NAME, GRADIENT, VALUE = "name", "gradient", "value"
DIFFERENT = 1


def command(arguments: Sequence[str]) -> int:
    """Print the findings; 1 where one differs."""
    given = parsed(reader(), arguments)
    with in_own_language(read_by_programs=given.format):
        told = run(given)
        found = compare(told, _claims(told, given.file), read_number("--rate", given.rate))
        sys.stdout.write(_as_json(found) if given.format else _as_text(found))
    return 0 if all(each.agrees for each in found) else DIFFERENT


def reader() -> argparse.ArgumentParser:
    """Of its arguments."""
    made = Reader("check", DESCRIPTION, EXAMPLES)
    made.add_argument(
        "file",
        metavar="FILE",
        help="a list with a line of heads, parted by commas, semicolons or tabs; - reads it here",
    )
    add_subject(made)
    made.add_argument(
        "--rate", default=str(DEFAULT_RATE), help="the learning rate of your updates (default: %(default)s)"
    )
    one_of(made, [("json", "as one JSON object")])
    return made


def _claims(told: Run, file: str) -> list[Claim]:
    found = listed(file)
    heads = [head.lower() for head in found.heads]
    column = next((head for head in (GRADIENT, VALUE) if head in heads), "")
    if NAME not in heads or not column:
        first = ",".join(found.heads) or "empty"
        raise SpecificationError(f"line 1 of {file}", first, "begin with a line of heads: name,gradient")
    claims = list(_rows(found, heads.index(NAME), heads.index(column), file))
    if not claims:
        raise SpecificationError(file, "without numbers", "add a line for each gradient, such as w11,-0.2175")
    return [_gradient(told, claim) for claim in claims] if column == GRADIENT else _without_given(told, claims)


def _rows(found: Listed, name: int, column: int, file: str) -> Iterator[Claim]:
    for number, row in found.rows:
        place = f"line {number} of {file}"
        if len(row) <= max(name, column):
            raise SpecificationError(place, ",".join(row), "give a name and a number, with a comma between them")
        if any(row[len(found.heads) :]):
            remedy = "part the columns by semicolons or tabs where numbers have commas"
            raise SpecificationError(place, ",".join(row), remedy)
        if row[column]:
            yield Claim(row[name], row[column], place)


def _gradient(told: Run, claim: Claim) -> Claim:
    """In a column of gradients, w11 means dL/dw11."""
    if "/" in claim.name:
        return claim
    by, output = told.telling.by, told.names[told.graph.output]
    name = f"d{claim.name}/d{by}" if by else f"d{output}/d{claim.name}"
    return Claim(name, claim.text, claim.place)


def _without_given(told: Run, claims: Sequence[Claim]) -> list[Claim]:
    """What is given is found by no step: a table of steps that is fed back has it."""
    given = {node.name for node in told.graph.given}
    return [claim for claim in claims if claim.name not in given]


def _as_json(found: Sequence[Finding]) -> str:
    told = [{**asdict(each.claim), **asdict(each), "agrees": each.agrees} for each in found]
    for each in told:
        del each["claim"]
    return json.dumps({"findings": told}, ensure_ascii=False, indent=2) + "\n"


def _as_text(found: Sequence[Finding]) -> str:
    width = max(len(each.name) for each in found)
    right = sum(each.agrees for each in found)
    lines = [f"{each.name:<{width}}  {_said(each)}" for each in found]
    return "\n".join([*lines, SPEECH.said("{right} of {all} agree", right=right, all=len(found))]) + "\n"


def _said(finding: Finding) -> str:
    text = finding.claim.text.replace("-", "−").replace(".", words.DECIMAL_SIGN)
    if finding.agrees:
        return SPEECH.said("{text} is right", text=text)
    differs = SPEECH.said("{text} differs from {value}.", text=text, value=finding.value)
    return f"{differs} {finding.sentence}".rstrip()
