"""How large a figure may be: what it takes to draw it into a page, its bytes there, and what an edit of it computes.

    python -m bench.bench_limits

Times are of the processor, in CPython; Pyodide takes 1.5 to 2.5 times as long. After an edit the step in sight is
computed first, here the one that takes longest, and then all the others.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from backprop.figure.specification import Specification
from backprop.session import answer
from backprop_web.page import Page

Described = Mapping[str, object]

RECURRENT = """\
def cell(x, h):
    return tanh(w*x + u*h)

h = Value(0)
for x in X:
    h = cell(x, h)
L = (h - y)**2
"""
VECTORS = "L = mean((tanh(W @ x + b) - y)**2)"


def shapes() -> Iterator[tuple[str, Described]]:
    """Figures from small to as large as they may be."""
    for widths in ([1, 2, 1], [2, 4, 1], [2, 4, 4, 1], [4, 8, 1], [8, 8, 4, 1]):
        yield f"network {widths}", {"network": widths}
    for count in (2, 20):
        yield f"network [2, 2, 1], {count} samples", {"network": [2, 2, 1], "samples": _samples(count, 2, 1)}
    for widths, count in (([2, 2, 1], 4), ([2, 3, 1], 9), ([4, 4, 3], 4), ([8, 3], 8)):
        samples = _samples(count, widths[0], widths[-1])
        yield f"matrices {widths}, {count} samples", {"network": widths, "view": "layers", "samples": samples}
    one_hot = [{f"y{place}": int(place == number % 4 + 1) for place in range(1, 5)} for number in range(9)]
    samples = [each | target for each, target in zip(_samples(9, 6, 4), one_hot, strict=True)]
    fused = {"loss": "softmax-cross-entropy", "fused": True, "view": "layers", "samples": samples}
    yield "matrices [6, 4], fused softmax, 9 samples", {"network": [6, 4], **fused}
    yield "normalised [2, 3, 1]", {"network": [2, 3, 1], "normalize": "layer"}
    yield "normalised [2, 4, 3, 1]", {"network": [2, 4, 3, 1], "normalize": "layer"}
    batch = {"view": "layers", "normalize": "batch", "samples": _samples(4, 2, 1)}
    yield "batch normalised [2, 3, 1], 4 samples", {"network": [2, 3, 1], **batch}
    more = {"normalize": "layer", "dropout": {"h1": 0}, "skip": [[0, 1]], "samples": _samples(3, 2, 1)}
    yield "matrices [2, 2, 1], more, 3 samples", {"network": [2, 2, 1], "view": "layers", **more}
    for rounds in (3, 14):
        values = {"w": 0.5, "u": 0.8, "y": 0.3, "X": [round(0.1 * each - 0.6, 1) for each in range(rounds)]}
        yield f"program, {rounds} rounds of a loop", {"python": RECURRENT, "values": values, "parameters": ["w", "u"]}
    for size in (2, 4):
        row = [round(0.1 * each - 0.2, 1) for each in range(size)]
        yield (
            f"program, a matrix {size}x{size}",
            {
                "python": VECTORS,
                "values": {"W": [row] * size, "x": row, "b": row, "y": row},
                "parameters": ["W", "b"],
            },
        )


def _samples(count: int, inputs: int, outputs: int) -> list[dict[str, float]]:
    def named(letter: str, width: int, number: int) -> dict[str, float]:
        names = [letter] if width == 1 else [f"{letter}{place}" for place in range(1, width + 1)]
        return {name: round(0.1 * place + 0.07 * number - 0.4, 2) for place, name in enumerate(names)}

    return [named("x", inputs, number) | named("y", outputs, number) for number in range(count)]


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, the least of three."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def row(name: str, description: Described) -> str:
    """One line of the table."""
    whole = {"name": "figure", "title": "A figure", **description}
    specification = Specification.from_mapping(whole).to_mapping()
    frames = json.dumps({"call": "frames", "specification": specification})
    built, edited = (1000 * seconds(work) for work in (lambda: Page(live=True).figure(whole), lambda: answer(frames)))
    size = len(Page(live=True).figure(whole).encode())
    seen = 1000 * max(seconds(glance) for glance in _glances(specification))
    return f"{name:38}{built:10.0f} ms{size / 1000:8.0f} kB{seen:8.0f} ms{edited:8.0f} ms"


def _glances(specification: Described) -> Iterator[Callable[[], object]]:
    """What computes one step, for each of them."""
    steps = len(json.loads(answer(json.dumps({"call": "frames", "specification": specification})))["frames"])
    for step in range(steps):
        request = json.dumps({"call": "glance", "specification": specification, "steps": [step]})
        yield partial(answer, request)


def main() -> None:
    """Print the table."""
    print(f"{'figure':38}{'drawn':>13}{'in page':>11}{'a step':>11}{'all':>11}")
    for name, description in shapes():
        print(row(name, description))


if __name__ == "__main__":
    main()
