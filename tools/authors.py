"""Writes docs/authors.md, and the same in docs.de/, from the schema of a fence: `python -m tools.authors`.

A test compares the pages with what would be written, so that the guide cannot drift from the schema. What it says
stands in `tools.authors_words` and, in German, in `tools.authors_german` and in the messages of the plugin.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import slugify

from backprop.expression import ARITIES
from backprop.figure import programs
from backprop.program import limits
from backprop.program.library import BUILTINS, OF_ARRAYS
from backprop.program.values import Builtin
from backprop_web import messages
from backprop_web.page import Page
from backprop_web.schema import exercise, schema
from mkdocs_backprop.fence import FigureFence
from mkdocs_backprop.place import Place
from tools.authors_german import GERMAN
from tools.authors_words import ENGLISH, Words

ROOT = Path(__file__).parents[1]
PAGES = {ROOT / "docs" / "authors.md": ENGLISH, ROOT / "docs.de" / "authors.md": GERMAN}
GROUPS = {
    "Every figure": ("name", "title", "lang", "notation"),
    "What it is about: exactly one of these": (
        "network",
        "expression",
        "python",
        "count",
        "signal",
        "descent",
        "physics",
    ),
    "With `network`, `expression` or `python`": ("values", "mode", "by", "sums", "bug", "fade", "predict"),
    "With `network` or `python`": ("closed",),
    "With `network` or `expression`": ("samples", "sample"),
    "With `network`": (
        "activation",
        "output",
        "loss",
        "fused",
        "initial",
        "seed",
        "bias",
        "fixed",
        "dropout",
        "skip",
        "normalize",
        "view",
        "batch",
    ),
    "With `expression`": ("residual",),
    "With `python`": ("parameters", "shapes"),
    "With `count`": ("width", "depths", "widths"),
    "With `signal`": ("activation", "initial", "depths", "width", "seed"),
    "With `descent`": ("start", "samples", "rate", "updates"),
    "With `physics`": ("domain", "known", "exact", "values", "show", "hidden", "rate", "updates", "weight"),
}
SHOWN = re.compile(r"(````markdown\n)(.*?)(````\n\n\w+\n\n)\{same\}\n", re.DOTALL)
"""A fence that is shown, and then drawn."""
MISTAKEN = """\
# Chapter

```backprop
name: mistaken
title: A figure with a mistake
network: [1, 2, 1]
activation: tanhh
```
"""
IN_AN_EXERCISE = "In an exercise"
MEASURED = (
    ("11 ms", "73 kB", "1 ms", "9 ms"),
    ("27 ms", "150 kB", "1 ms", "22 ms"),
    ("28 ms", "139 kB", "3 ms", "25 ms"),
    ("79 ms", "348 kB", "2 ms", "66 ms"),
    ("94 ms", "359 kB", "3 ms", "76 ms"),
    ("319 ms", "854 kB", "5 ms", "246 ms"),
    ("50 ms", "232 kB", "2 ms", "43 ms"),
    ("33 ms", "177 kB", "5 ms", "29 ms"),
    ("64 ms", "323 kB", "6 ms", "59 ms"),
    ("88 ms", "403 kB", "16 ms", "84 ms"),
    ("154 ms", "566 kB", "47 ms", "150 ms"),
    ("305 ms", "709 kB", "120 ms", "295 ms"),
    ("18 ms", "110 kB", "1 ms", "16 ms"),
    ("167 ms", "519 kB", "6 ms", "132 ms"),
    ("52 ms", "243 kB", "1 ms", "46 ms"),
)
"""Of the figures that the words name: drawn in, in the page, an edit, all steps; by `python -m bench.bench_limits`."""


def page(words: Words) -> str:
    """The whole page as Markdown."""
    before = SHOWN.sub(r"\1\2\3\2", words.before)
    for key, text in _programs(words).items():
        before = before.replace(f"{{{key}}}", text)
    tables = "".join(_group(title, keys, words) for title, keys in GROUPS.items())
    return before + tables + _exercise(words) + _functions(words) + _after(words)


def _functions(words: Words) -> str:
    """What a formula may call."""
    single = [f"`{name}`" for name, (_, most) in ARITIES.items() if most == 1]
    several = [
        f"`{name}({', '.join('abcdef'[: max(least, 2)])})`" for name, (least, most) in ARITIES.items() if most > 1
    ]
    return words.functions.format(single=", ".join(single), several=", ".join(several))


def _programs(words: Words) -> dict[str, str]:
    """What a program may use, as the engine has it."""
    functions = [name for name, value in BUILTINS.items() if isinstance(value, Builtin) and name != "print"]
    return {
        "functions": _listed([*functions, "Value"]),
        "math": _listed(BUILTINS["math"].entries),
        "np": _listed(BUILTINS["np"].entries),
        "array": _listed([*OF_ARRAYS, "T", "shape", "size", "ndim"]),
        "steps": f"{limits.MOST_STEPS:,}".replace(",", words.thousands),
        "operations": str(programs.MOST_OPERATIONS),
        "gradients": str(programs.MOST_GRADIENTS),
        "given": str(limits.MOST_GIVEN),
        "lines": str(limits.MOST_LINES),
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _after(words: Words) -> str:
    rows = (f"| {figure} | {' | '.join(found)} |" for figure, found in zip(words.figures, MEASURED, strict=True))
    return words.after.format(measured="\n".join(rows), warning=warning(MISTAKEN, words.language))


def warning(page: str, language: str) -> str:
    """What the build says of the mistake in a page of this language, in its very words."""
    logger, log = logging.Logger("guide"), StringIO()
    logger.addHandler(logging.StreamHandler(log))
    fence = FigureFence(logger)
    fence.place = Place("chapter.md", page, Page(language=language))
    source = page.split("```backprop\n")[1].split("\n```")[0]
    fence.format(source, "backprop", "", {}, Markdown())
    return log.getvalue().strip()


def _group(title: str, keys: Iterable[str], words: Words) -> str:
    known = schema()["properties"]
    told = {key: messages.about(key, known[key]["description"], words.language) for key in keys}
    return _table(title, told, known, words)


def _exercise(words: Words) -> str:
    own = exercise()["properties"]
    told = {key: messages.about_exercise(key, each["description"], words.language) for key, each in own.items()}
    return _table(IN_AN_EXERCISE, told, own, words)


def _table(title: str, told: Mapping[str, str], known: Mapping[str, Any], words: Words) -> str:
    rows = "".join(
        words.row.format(key=key, says=words.marked(text), how=_example(known[key], words))
        for key, text in told.items()
    )
    return f"\n### {_heading(title, words)}\n\n{words.head}{rows}"


def _heading(title: str, words: Words) -> str:
    """With the address of the English one, which Markdown makes of its words."""
    return f"{words.titles[title]} {{ #{slugify(title, '-')} }}" if words.titles else title


def _example(about: Mapping[str, Any], words: Words) -> str:
    if "examples" in about:
        return ", ".join(f"`{each}`" for each in about["examples"])
    remedy = messages.remedy(about["remedy"], words.language)
    return words.marked(remedy[0].upper() + remedy[1:])


def main() -> None:
    """Write the pages."""
    for path, words in PAGES.items():
        path.write_text(page(words), encoding="utf-8")


if __name__ == "__main__":
    main()
