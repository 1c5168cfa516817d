"""The rows that have a member for each size: weighted sums, powers, losses, the softmax, the largest of several.

Formulas: for the losses Goodfellow, Bengio & Courville, *Deep Learning* (2016), section 6.2, and Huber,
*Robust estimation of a location parameter* (1964).
"""

from __future__ import annotations

from dataclasses import replace

from backprop.rows import Primitive


def affine(inputs: int) -> Primitive:
    """A weighted sum and a bias: w1*x1 + … + wn*xn + b (w*x + b for one input), with `inputs` = n."""
    weights, values = _numbered("w", inputs), _numbered("x", inputs)
    products = [f"{w}*{x}" for w, x in zip(weights, values, strict=True)]
    return Primitive(
        "affine",
        (*weights, "b", *values),
        " + ".join([*products, "b"]),
        (*values, "1", *weights),
        size=inputs,
    )


def linear(inputs: int) -> Primitive:
    """A weighted sum without a bias: w1*x1 + … + wn*xn, with `inputs` = n."""
    weights, values = _numbered("w", inputs), _numbered("x", inputs)
    value = " + ".join(f"{w}*{x}" for w, x in zip(weights, values, strict=True))
    return Primitive("linear", (*weights, *values), value, (*values, *weights), size=inputs)


def power(exponent: int) -> Primitive:
    """a to a whole `exponent`, which is part of the row and not an argument."""
    match exponent:
        case 0:
            partial = "0"
        case 1:
            partial = "1"
        case 2:
            partial = "2*a"
        case _:
            partial = f"{exponent}*a**{_whole(exponent - 1)}"
    return Primitive("power", ("a",), f"a**{_whole(exponent)}", (partial,), size=exponent)


def half_squared_error(outputs: int) -> Primitive:
    """½ (p1 − t1)² + … for predictions p and targets t, with `outputs` of each."""
    pairs = _pairs("p", outputs)
    return _loss(
        "half_squared_error",
        pairs,
        " + ".join(f"1/2*({p} - {t})**2" for p, t in pairs),
        [f"{p} - {t}" for p, t in pairs],
        [f"{t} - {p}" for p, t in pairs],
    )


def mean_squared_error(outputs: int) -> Primitive:
    """((p1 − t1)² + …) / n for n = `outputs` predictions p and targets t."""
    pairs = _pairs("p", outputs)
    total = " + ".join(f"({p} - {t})**2" for p, t in pairs)
    scale = {1: "2*", 2: ""}.get(outputs, f"2/{outputs}*")
    bracket = "{}" if outputs == 2 else "({})"
    return _loss(
        "mean_squared_error",
        pairs,
        total if outputs == 1 else f"({total})/{outputs}",
        [scale + bracket.format(f"{p} - {t}") for p, t in pairs],
        [scale + bracket.format(f"{t} - {p}") for p, t in pairs],
    )


def log_loss(outputs: int) -> Primitive:
    """−t log p − (1 − t) log(1 − p), summed over `outputs` probabilities p and targets t in [0, 1]."""
    pairs = _pairs("p", outputs)
    total = " + ".join(f"weighted_log({t}, {p}) + weighted_log(1 - {t}, 1 - {p})" for p, t in pairs)
    return _loss(
        "log_loss",
        pairs,
        f"-({total})",
        [f"ratio(1 - {t}, 1 - {p}) - ratio({t}, {p})" for p, t in pairs],
        [f"log(1 - {p}) - log({p})" for p, _ in pairs],
    )


def cross_entropy(outputs: int) -> Primitive:
    """−t1 log p1 − … for `outputs` probabilities p and targets t, each of which add up to 1."""
    pairs = _pairs("p", outputs)
    return _loss(
        "cross_entropy",
        pairs,
        "-(" + " + ".join(f"weighted_log({t}, {p})" for p, t in pairs) + ")",
        [f"-ratio({t}, {p})" for p, t in pairs],
        [f"-log({p})" for p, _ in pairs],
    )


def binary_cross_entropy(outputs: int) -> Primitive:
    """The log loss of p = σ(z), summed over `outputs` logits z and targets t: it cannot overflow."""
    pairs = _pairs("z", outputs)
    return _loss(
        "binary_cross_entropy",
        pairs,
        " + ".join(f"{t}*softplus(-{z}) + (1 - {t})*softplus({z})" for z, t in pairs),
        [f"sigmoid({z}) - {t}" for z, t in pairs],
        [f"-{z}" for z, _ in pairs],
        shared=("sigmoid",),
    )


def softmax_cross_entropy(outputs: int) -> Primitive:
    """The cross-entropy of the softmax of `outputs` scores z, for targets t that add up to 1.

    It is log(exp(z1) + …) − t1 z1 − …, without the loss of digits that this has where it is small.
    """
    pairs = _pairs("z", outputs)
    scores, targets = ", ".join(z for z, _ in pairs), ", ".join(t for _, t in pairs)
    return _loss(
        "softmax_cross_entropy",
        pairs,
        f"score_loss({scores}, {targets})",
        [f"softmax({_first(z, pairs)}) - {t}" for z, t in pairs],
        [f"-{z}" for z, _ in pairs],
        shared=("softmax",),
    )


def huber_loss(outputs: int) -> Primitive:
    """½ (p − t)² for errors up to 1, |p − t| − ½ for larger ones, summed over `outputs`."""
    pairs = _pairs("p", outputs)
    return _loss(
        "huber_loss",
        pairs,
        " + ".join(f"huber({p} - {t}, 1)" for p, t in pairs),
        [f"clip({p} - {t}, -1, 1)" for p, t in pairs],
        [f"clip({t} - {p}, -1, 1)" for p, t in pairs],
    )


def hinge(outputs: int) -> Primitive:
    """max(0, 1 − t p) for scores p and targets t of −1 or 1, summed over `outputs`."""
    pairs = _pairs("p", outputs)
    row = _loss(
        "hinge",
        pairs,
        " + ".join(f"relu(1 - {t}*{p})" for p, t in pairs),
        [f"-{t}*above(1, {t}*{p})" for p, t in pairs],
        [f"-{p}*above(1, {t}*{p})" for p, t in pairs],
    )
    margins = tuple(f"1 - {t}*{p}" for p, t in pairs) * 2
    return replace(row, kinks=margins, sides=margins)


def kl(outputs: int) -> Primitive:
    """p1 log(p1/q1) + …: how far the probabilities q are from the probabilities p."""
    pairs = [(p, p.replace("p", "q")) for p in _numbered("p", outputs)]
    return _loss(
        "kl",
        pairs,
        " + ".join(f"weighted_log({p}, {p}/{q})" for p, q in pairs),
        [f"log({p}/{q}) + 1" for p, q in pairs],
        [f"-ratio({p}, {q})" for p, q in pairs],
    )


def softmax(size: int | tuple[int, int]) -> Primitive:
    """exp(z1) / (exp(z1) + … + exp(zn)) for n = `size`; for (n, k) the share of score k."""
    scores, place = size if isinstance(size, tuple) else (size, 1)
    names = _numbered("z", scores)
    own = names[place - 1]
    others = [name for name in names if name != own]
    return Primitive(
        "softmax",
        names,
        f"softmax({', '.join([own, *others])})",
        tuple("out*(1 - out)" if name == own else f"-out*sibling({name}, {own}, out)" for name in names),
        size=size,
        shared=("sibling",),
    )


def log_softmax(scores: int) -> Primitive:
    """z1 − log(exp(z1) + … + exp(zn)), with `scores` = n; the logarithm is z1 − out."""
    own, *others = _numbered("z", scores)
    return Primitive(
        "log_softmax",
        (own, *others),
        f"log_softmax({', '.join([own, *others])})",
        ("-expm1(out)", *(f"-exp({z} - ({own} - out))" for z in others)),
        size=scores,
    )


def logsumexp(scores: int) -> Primitive:
    """log(exp(z1) + … + exp(zn)), with `scores` = n."""
    names = _numbered("z", scores)
    return Primitive(
        "logsumexp", names, f"logsumexp({', '.join(names)})", tuple(f"exp({z} - out)" for z in names), size=scores
    )


def score_loss(outputs: int) -> Primitive:
    """The value of the softmax cross-entropy, as a function that texts call."""
    return replace(softmax_cross_entropy(outputs), name="score_loss", offered=False)


def maximum(size: int | tuple[int, ...]) -> Primitive:
    """The largest of n = `size` arguments; of (n, i, j, …) the arguments at i, j, … are numbers of the formula.

    Where several tie, each has the same share of the gradient, but a number of the formula takes all of it: moved
    either way from there, what is asked for is the slope nearest to 0.
    """
    return _extreme("max", size, "larger", "above", "raised")


def minimum(size: int | tuple[int, ...]) -> Primitive:
    """The smallest of the arguments; see `maximum`."""
    return _extreme("min", size, "smaller", "below", "lowered")


def _extreme(name: str, size: int | tuple[int, ...], ahead: str, beyond: str, against: str) -> Primitive:
    count, *constant = size if isinstance(size, tuple) else (size,)
    names = ("a", "b") if count == 2 else _numbered("a", count)
    free = [each for place, each in enumerate(names) if place not in constant]
    fixed = [each for each in names if each not in free]
    value = free[0] if len(free) == 1 else f"{name}({', '.join(free)})"
    for each in fixed:
        value = f"{against}({value}, {each})"

    def partial(own: str) -> str:
        others = [each for each in (free if own in free else names) if each != own]
        factors = [f"{ahead}({', '.join([own, *others])})"] if others else []
        return "*".join([*factors, *(f"{beyond}({own}, {each})" for each in fixed if own in free)]) or "1"

    def tie(own: str) -> str:
        others = [each for each in names if each != own]
        return f"{own} - {f'{name}({", ".join(others)})' if len(others) > 1 else others[0]}" if others else ""

    partials, ties = tuple(map(partial, names)), tuple(map(tie, names))
    return Primitive(name, names, value, partials, size=size, kinks=ties)


def larger(numbers: int) -> Primitive:
    """The share of the first argument in the slope of the largest of `numbers`."""
    return _share("larger", "max", numbers)


def smaller(numbers: int) -> Primitive:
    """The share of the first argument in the slope of the smallest of `numbers`."""
    return _share("smaller", "min", numbers)


def _share(name: str, extreme: str, numbers: int) -> Primitive:
    """It jumps where the first argument ties with one of the others that is as far out."""
    first, *others = names = ("a", "b") if numbers == 2 else _numbered("a", numbers)
    tie = f"{first} - {others[0] if len(others) == 1 else f'{extreme}({", ".join(others)})'}" if others else ""
    ties = (tie, *(f"abs({tie}) + abs({first} - {each})" for each in others))
    value = f"{name}({', '.join(names)})"
    return Primitive(name, names, value, ("0",) * numbers, size=numbers, kinks=ties, offered=False)


def total(numbers: int) -> Primitive:
    """a1 + a2 + …"""
    names = _numbered("a", numbers)
    return Primitive("sum", names, " + ".join(names), ("1",) * numbers, size=numbers)


def mean(numbers: int) -> Primitive:
    """(a1 + a2 + …) / n."""
    names = _numbered("a", numbers)
    added = " + ".join(names)
    value, partial = (added, "1") if numbers == 1 else (f"({added})/{numbers}", f"1/{numbers}")
    return Primitive("mean", names, value, (partial,) * numbers, size=numbers)


def mean_square(numbers: int) -> Primitive:
    """(a1² + a2² + …) / n."""
    names = _numbered("a", numbers)
    squares = " + ".join(f"{name}**2" for name in names)
    if numbers == 1:
        return Primitive("mean_square", names, squares, tuple(f"2*{name}" for name in names), size=1)
    partials = tuple(name if numbers == 2 else f"2*{name}/{numbers}" for name in names)
    return Primitive("mean_square", names, f"({squares})/{numbers}", partials, size=numbers)


def layer_norm(count: int, place: int, epsilon: float) -> Primitive:
    """(z − μ)/√(v + `epsilon`) for the z at `place` of `count`, of which μ is the mean and v the variance.

    It writes what several operations of a network do, and is none itself: it would compute the mean for each number
    anew. Ba, Kiros & Hinton, *Layer normalization* (2016).
    """
    names = _numbered("z", count)
    mean = f"({' + '.join(names)})/{count}"
    deviation = f"sqrt(({' + '.join(f'({name} - {mean})**2' for name in names)})/{count} + {epsilon})"
    values = [f"({name} - {mean})/{deviation}" for name in names]
    partials = [f"(-1 - out*({value}))/({count}*{deviation})" for value in values]
    partials[place - 1] = f"(1 - (1 + out**2)/{count})/{deviation}"
    return Primitive(
        "layer_norm", names, values[place - 1], tuple(partials), size=(count, place), shared=("layer_norm",)
    )


def dot(numbers: int) -> Primitive:
    """a1*b1 + a2*b2 + … for `numbers` of each."""
    first, second = _numbered("a", numbers), _numbered("b", numbers)
    value = " + ".join(f"{a}*{b}" for a, b in zip(first, second, strict=True))
    return Primitive("dot", (*first, *second), value, (*second, *first), size=numbers)


def _first(own: str, pairs: list[tuple[str, str]]) -> str:
    """`own` and then the other scores."""
    return ", ".join([own, *(z for z, _ in pairs if z != own)])


def _loss(
    name: str,
    pairs: list[tuple[str, str]],
    value: str,
    by_prediction: list[str],
    by_target: list[str],
    shared: tuple[str, ...] = (),
) -> Primitive:
    arguments = (*(first for first, _ in pairs), *(second for _, second in pairs))
    partials = (*by_prediction, *by_target)
    return Primitive(name, arguments, value, partials, size=len(pairs), shared=shared)


def _numbered(letter: str, count: int) -> tuple[str, ...]:
    return (letter,) if count == 1 else tuple(f"{letter}{i}" for i in range(1, count + 1))


def _pairs(prediction: str, outputs: int) -> list[tuple[str, str]]:
    return list(zip(_numbered(prediction, outputs), _numbered("t", outputs), strict=True))


def _whole(number: int) -> str:
    return str(number) if number >= 0 else f"({number})"
