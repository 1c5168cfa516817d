"""What the pages of published examples say, for each language; see `tools.examples`. The German stands beside this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tools import heads
from tools.formula_examples import Example
from tools.program_examples import ProgramExample

INTRODUCTION = """\
---
title: Published examples
description: Worked examples of other authors as figures, with printed numbers beside the computed ones.
---

# Published examples

**Before this page:** [0.7](computational-graphs.md); each network's page names what else. **Time:** about 0 minutes.

Worked examples that others have published, as figures to step through. Below each stand numbers that the original
prints, beside what the engine computes, and the places to which the original has rounded; the last ones are reports of
bugs, which print none. The page is written from the test cases of the engine, and whether two numbers agree is
computed, not claimed.
"""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the pages say in a language; each heading with the address that it has in every language."""

    language: str
    head_of_page: heads.Words
    introduction: str
    programs: str
    steps: str
    compared: str
    region: str
    described: str
    source: str
    link: str
    head: str
    places: tuple[str, str, str]
    same: str
    apart: str
    rounded: str
    above: str
    once: str
    often: str
    examples: Mapping[str, tuple[str, str]]
    """Title and remark of each figure, by its name, where they are not those of the tables."""
    sources: Mapping[str, str]
    """Sources that have no address, by the name of the figure, likewise."""

    def of[Kind: (Example, ProgramExample)](self, example: Kind) -> Kind:
        """The example in this language."""
        if example.name not in self.examples:
            return example
        title, remark = self.examples[example.name]
        return replace(example, title=title, remark=remark)

    def source_of(self, name: str, source: Mapping[str, str]) -> str:
        """Where a figure comes from."""
        where = self.link.format(url=source["url"]) if "url" in source else self.sources.get(name, source["title"])
        return self.source.format(where=where)


ENGLISH = Wording(
    language="en",
    head_of_page=heads.ENGLISH,
    introduction=INTRODUCTION,
    programs="Networks, each on a page of its own { #networks }",
    steps="Step by step",
    compared="Printed and computed",
    region="Printed and computed",
    described="{title}. Step by step, with the printed numbers beside the computed ones.",
    source="Source: {where}.",
    link="<{url}>",
    head="| Quantity | Printed | Computed | To the printed places |",
    places=("whole", "1 decimal", "{places} decimals"),
    same="the same",
    apart="{apart} in the last place apart, {why}",
    rounded="from rounding earlier",
    above="see above",
    once=" after one update",
    often=" after {updates} updates",
    examples={},
    sources={},
)
