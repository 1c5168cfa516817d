"""The table of operations, part two: families, whose rows differ in their number of arguments."""

from __future__ import annotations

import re

from backprop import complex_functions as on_complex
from backprop import costs, families
from backprop import functions as on_floats
from backprop.rows import Family, Function


def _shown_maximum(*arguments: str) -> str:
    """max(a, b, …) of all arguments, in their order."""
    names = re.findall(r"\b[a-z]\d*\b", " ".join(arguments))
    return f"max({', '.join(sorted(names, key=_in_order))})"


def _shown_minimum(*arguments: str) -> str:
    return _shown_maximum(*arguments).replace("max", "min")


def _shown_softmax(own: str, *others: str) -> str:
    return f"exp({own})/({' + '.join(f'exp({each})' for each in sorted((own, *others), key=_in_order))})"


def _shown_score_loss(*arguments: str) -> str:
    """The sum of targets times logarithms, which the shared probabilities make short."""
    half = len(arguments) // 2
    scores, targets = arguments[:half], arguments[half:]
    terms = (
        f"{t}*log(softmax({', '.join([z, *(each for each in scores if each != z)])}))"
        for z, t in zip(scores, targets, strict=True)
    )
    return f"-({' + '.join(terms)})"


def _in_order(name: str) -> tuple[str, int]:
    return name.rstrip("0123456789"), int("0" + re.sub(r"\D", "", name))


def _number(a: complex) -> float:
    return a.real


FAMILY_ROWS = (
    Family("affine", families.affine),
    Family("linear", families.linear, stride=2),
    Family("power", families.power),
    Family("half_squared_error", families.half_squared_error),
    Family("mean_squared_error", families.mean_squared_error),
    Family("log_loss", families.log_loss),
    Family("cross_entropy", families.cross_entropy),
    Family("binary_cross_entropy", families.binary_cross_entropy),
    Family("softmax_cross_entropy", families.softmax_cross_entropy),
    Family("huber_loss", families.huber_loss),
    Family("hinge", families.hinge, least=2, offered=True, stride=2),
    Family("kl", families.kl, least=2, offered=True, stride=2),
    Family(
        "softmax", families.softmax,
        Function(
            on_floats.softmax, on_complex.softmax,
            "lambda *z: np.exp(z[0] - np.logaddexp.reduce(z))",
            "lambda *z: jnp.exp(z[0] - jax.nn.logsumexp(jnp.stack(z)))",
            "lambda *z: torch.softmax(torch.stack([torch.as_tensor(each) for each in z]), 0)[0]",
            shown=_shown_softmax, cost=costs.each),
        least=2, offered=True,
    ),
    Family(
        "log_softmax", families.log_softmax,
        Function(
            on_floats.log_softmax, on_complex.log_softmax, "lambda *z: z[0] - np.logaddexp.reduce(z)",
            "lambda *z: z[0] - jax.nn.logsumexp(jnp.stack(z))",
            "lambda *z: torch.log_softmax(torch.stack([torch.as_tensor(each) for each in z]), 0)[0]",
            shown=lambda *z: f"log(softmax({', '.join(z)}))", cost=costs.each),
        least=2, offered=True,
    ),
    Family(
        "logsumexp", families.logsumexp,
        Function(
            on_floats.logsumexp, on_complex.logsumexp, "lambda *z: np.logaddexp.reduce(z)",
            "lambda *z: jax.nn.logsumexp(jnp.stack(z))",
            "lambda *z: torch.logsumexp(torch.stack([torch.as_tensor(each) for each in z]), 0)",
            shown=lambda *z: f"log({' + '.join(f'exp({each})' for each in z)})", cost=costs.each),
        least=2, offered=True,
    ),
    Family(
        "score_loss", families.score_loss,
        Function(
            on_floats.score_loss, on_complex.score_loss,
            "lambda *z: np.logaddexp.reduce(z[:len(z)//2]) - np.dot(z[:len(z)//2], z[len(z)//2:])",
            "lambda *z: jax.nn.logsumexp(jnp.stack(z[:len(z)//2])) - sum(a*b for a, b in zip(z, z[len(z)//2:]))",
            "lambda *z: torch.logsumexp(torch.stack(z[:len(z)//2]), 0) - sum(a*b for a, b in zip(z, z[len(z)//2:]))",
            shown=_shown_score_loss, cost=costs.each_of_pairs),
        stride=2,
    ),
    Family(
        "max", families.maximum,
        Function(
            max, lambda *a: max(a, key=_number), "lambda *a: np.max(a)", "lambda *a: jnp.max(jnp.stack(a))",
            "lambda *a: torch.amax(torch.stack(a), 0)",
        ),
        least=2, offered=True,
    ),
    Family(
        "min", families.minimum,
        Function(
            min, lambda *a: min(a, key=_number), "lambda *a: np.min(a)", "lambda *a: jnp.min(jnp.stack(a))",
            "lambda *a: torch.amin(torch.stack(a), 0)",
        ),
        least=2, offered=True,
    ),
    Family(
        "larger", families.larger,
        Function(
            on_floats.larger, lambda *a: complex(on_floats.larger(*(each.real for each in a))),
            "lambda *a: np.equal(a[0], np.max(a))/np.sum(np.equal(a, np.max(a)))",
            "lambda *a: (a[0] == jnp.max(jnp.stack(a)))/jnp.sum(jnp.stack(a) == jnp.max(jnp.stack(a)))",
            "lambda *a: (a[0] == torch.amax(torch.stack(a), 0))"
            "/torch.sum(torch.stack(a) == torch.amax(torch.stack(a), 0))", cost=costs.choice),
    ),
    Family(
        "smaller", families.smaller,
        Function(
            on_floats.smaller, lambda *a: complex(on_floats.smaller(*(each.real for each in a))),
            "lambda *a: np.equal(a[0], np.min(a))/np.sum(np.equal(a, np.min(a)))",
            "lambda *a: (a[0] == jnp.min(jnp.stack(a)))/jnp.sum(jnp.stack(a) == jnp.min(jnp.stack(a)))",
            "lambda *a: (a[0] == torch.amin(torch.stack(a), 0))"
            "/torch.sum(torch.stack(a) == torch.amin(torch.stack(a), 0))", cost=costs.choice),
    ),
    Family("sum", families.total, least=1, offered=True),
    Family("mean", families.mean, least=1, offered=True),
    Family("mean_square", families.mean_square),
    Family("dot", families.dot, least=2, offered=True, stride=2),
)  # fmt: skip
# What texts call beside rows: the exponent of a derivative, a largest or smallest of which one argument is a number.
OTHERS = {
    "one_less": Function(
        on_floats.one_less, lambda b: b - 1 if b else 0j, "lambda b: np.where(b == 0, 0.0, b - 1)", "",
        "lambda b: b - 1 if b else 0.0", shown=lambda b: f"{b} - 1", cost=costs.difference,
    ),
    "raised": Function(
        max, lambda *a: max(a, key=_number), "np.maximum", "lambda a, c: jnp.where(a > c, a, c)",
        "lambda a, c: torch.where(a > c, a, c)", shown=_shown_maximum,
    ),
    "lowered": Function(
        min, lambda *a: min(a, key=_number), "np.minimum", "lambda a, c: jnp.where(a < c, a, c)",
        "lambda a, c: torch.where(a < c, a, c)", shown=_shown_minimum,
    ),
}  # fmt: skip
