"""A call of every function that a formula may name, at values where it is defined."""

from __future__ import annotations

import random

from backprop.expression import ARITIES, stride

# Where a row is defined; the arguments of the others are from −2.5 to 2.5.
POSITIVE, SHARE, UNIT = (0.2, 2.5), (0.05, 0.95), (-0.95, 0.95)
DOMAINS: dict[str, tuple[tuple[float, float], ...]] = {
    **dict.fromkeys(("log", "log2", "sqrt", "pow", "kl", "weighted_log", "ratio", "odds"), (POSITIVE,)),
    **dict.fromkeys(("log_loss", "cross_entropy", "sibling"), (SHARE,)),
    **dict.fromkeys(("asin", "acos"), (UNIT,)),
    "log1p": ((-0.9, 2.5),),
    "smooth_max": (POSITIVE,),
    "huber": ((-2.5, 2.5), POSITIVE),
    "clip": ((-2.5, 2.5), (-1.5, -0.5), (0.5, 1.5)),
    "inside": ((-2.5, 2.5), (-1.5, -0.5), (0.5, 1.5)),
    "normalized": ((-2.5, 2.5), POSITIVE, POSITIVE),
    "where": ((1.0, 1.0), (-2.5, 2.5), (-2.5, 2.5)),
}


def call(name: str, more: int = 0) -> tuple[str, dict[str, float]]:
    """A formula that calls the function with as few arguments as it takes, or `more`, and values for it."""
    count = ARITIES[name][0] + more * stride(name)
    ranges = DOMAINS.get(name, ((-2.5, 2.5),))
    source = random.Random(name)
    values = {f"p{place}": source.uniform(*ranges[place % len(ranges)]) for place in range(1, count + 1)}
    if name == "where":
        return "where(a > b, p, q*a)", {"a": 0.5, "b": 0.2, "p": 1.5, "q": -0.7}
    if name == "clip":
        values = {"p1": 0.3, "p2": -1.0, "p3": 2.0}
    return f"{name}({', '.join(values)})", values


CALLS = [call(name) for name in ARITIES] + [call(name, 3) for name, (least, most) in ARITIES.items() if most > least]
