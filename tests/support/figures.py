"""Figures by chance, the same in every run: networks and expressions of all sizes that a fence may have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from backprop.errors import BackpropError
from backprop.figure.specification import Specification

Described = dict[str, object]

FORMS = ("{0}*{1}+sin({2})", "({0}-{1})*{2}", "tanh({0}+{1})", "{0}*{1}", "0.5*{0}+{1}*{2}", "{0}-{1}")


@cache
def random_figures(count: int, seed: str = "figures") -> list[Described]:
    """Descriptions that the engine accepts, networks and expressions by turns."""
    choose = random.Random(seed)
    return [_accepted(choose, f"random-{number}", network=number % 2 == 0) for number in range(count)]


def _accepted(choose: random.Random, name: str, *, network: bool) -> Described:
    while True:
        subject = _network(choose) if network else _expression(choose)
        described = {"name": name, "title": name, **subject}
        try:
            Specification.from_mapping(described)
        except BackpropError:
            continue
        return described


def _network(choose: random.Random) -> Described:
    widths = [choose.randint(1, 8) for _ in range(choose.randint(2, 5))]
    return {"network": widths, "activation": choose.choice(("tanh", "sigmoid", "relu", "softplus", "identity"))}


def _expression(choose: random.Random) -> Described:
    """Up to 60 operations, in lines that read the given values and one another."""
    names = list("abcdfg"[: choose.randint(2, 6)])
    lines = list(_lines(choose, list(names), choose.randint(1, 26)))
    values = {name: round(choose.uniform(-0.9, 0.9), 3) for name in names}
    return {"expression": ";".join(lines), "values": values}


def _lines(choose: random.Random, known: list[str], count: int) -> Iterator[str]:
    """Each reads what nothing has read yet, as long as there is such a name."""
    unread = list(known)
    for name in "hjklmnopqrstuvwxzABCDFGHJK"[:count]:
        read = [unread.pop(0) if unread else choose.choice(known) for _ in range(3)]
        yield f"{name}={choose.choice(FORMS).format(*read)}"
        known.append(name)
        unread.append(name)
