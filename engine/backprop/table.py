"""The table of operations, part one: rows with a fixed number of arguments.

To add an operation or an activation, add a row here and its sentences to the words of each language: see
CONTRIBUTING.md. `backprop.rows` says what stands in a row. Formulas: Griewank & Walther, *Evaluating Derivatives*
(2008), table 2.3. `backprop.functions` says which slope is taken where there is none.
"""

from __future__ import annotations

import cmath
import math

from backprop import complex_functions as on_complex
from backprop import costs
from backprop import functions as on_floats
from backprop.rows import Function, Primitive

ROWS = (
    Primitive("add", ("a", "b"), "a + b", ("1", "1"), offered=False),
    Primitive("sub", ("a", "b"), "a - b", ("1", "-1"), offered=False),
    Primitive("mul", ("a", "b"), "a*b", ("b", "a"), offered=False),
    Primitive("div", ("a", "b"), "a/b", ("1/b", "-out/b"), offered=False),
    Primitive("scaled", ("g", "n", "b"), "g*n + b", ("n", "g", "1"), offered=False),
    Primitive("masked", ("h", "m"), "m*h", ("m", "h"), offered=False),
    Primitive(
        "normalized", ("c", "v", "e"), "c/sqrt(v + e)",
        ("1/sqrt(v + e)", "-out/(2*(v + e))", "-out/(2*(v + e))"), offered=False,
    ),
    Primitive("neg", ("a",), "-a", ("-1",), offered=False),
    Primitive(
        "pow", ("a", "b"), "a**b", ("b*a**one_less(b)", "weighted_log(out, a)"), sides=("b", "a"), offered=False
    ),
    Primitive("exp", ("a",), "exp(a)", ("out",), Function(math.exp, cmath.exp, "np.exp", tex=r"\exp")),
    Primitive(
        "log", ("a",), "log(a)", ("1/a",), Function(math.log, cmath.log, "np.log", plain="ln", tex=r"\ln")
    ),
    Primitive("sqrt", ("a",), "sqrt(a)", ("1/(2*out)",), Function(math.sqrt, cmath.sqrt, "np.sqrt")),
    Primitive("sin", ("a",), "sin(a)", ("cos(a)",), Function(math.sin, cmath.sin, "np.sin", tex=r"\sin")),
    Primitive("cos", ("a",), "cos(a)", ("-sin(a)",), Function(math.cos, cmath.cos, "np.cos", tex=r"\cos")),
    Primitive("tan", ("a",), "tan(a)", ("1 + out**2",), Function(math.tan, cmath.tan, "np.tan", tex=r"\tan")),
    Primitive(
        "asin", ("a",), "asin(a)", ("1/sqrt((1 - a)*(1 + a))",),
        Function(math.asin, cmath.asin, "np.arcsin", "", "torch.asin", "arcsin", r"\arcsin"),
    ),
    Primitive(
        "acos", ("a",), "acos(a)", ("-1/sqrt((1 - a)*(1 + a))",),
        Function(math.acos, cmath.acos, "np.arccos", "", "torch.acos", "arccos", r"\arccos"),
    ),
    Primitive(
        "atan", ("a",), "atan(a)", ("1/(1 + a**2)",),
        Function(math.atan, cmath.atan, "np.arctan", "", "torch.atan", "arctan", r"\arctan"),
    ),
    Primitive("sinh", ("a",), "sinh(a)", ("cosh(a)",), Function(math.sinh, cmath.sinh, "np.sinh", tex=r"\sinh")),
    Primitive("cosh", ("a",), "cosh(a)", ("sinh(a)",), Function(math.cosh, cmath.cosh, "np.cosh", tex=r"\cosh")),
    Primitive(
        "erf", ("a",), "erf(a)", ("2*exp(-a**2)/sqrt(pi)",),
        Function(math.erf, on_complex.erf, "math.erf", "jax.scipy.special.erf", "torch.erf"),
    ),
    Primitive("log1p", ("a",), "log1p(a)", ("1/(1 + a)",), Function(math.log1p, on_complex.log1p, "np.log1p")),
    Primitive("expm1", ("a",), "expm1(a)", ("exp(a)",), Function(math.expm1, on_complex.expm1, "np.expm1")),
    Primitive(
        "log2", ("a",), "log2(a)", ("1/(a*log(2))",),
        Function(math.log2, lambda a: cmath.log(a) / math.log(2), "np.log2", plain="log₂", tex=r"\log_2"),
    ),
    Primitive(
        "tanh", ("a",), "tanh(a)", ("1 - out**2",),
        Function(math.tanh, cmath.tanh, "np.tanh", tex=r"\tanh"), activation=(),
    ),
    Primitive(
        "sigmoid", ("a",), "sigmoid(a)", ("out*(1 - out)",),
        Function(
            on_floats.sigmoid, on_complex.sigmoid,
            "lambda a: np.exp(-np.logaddexp(0.0, -a))", "jax.nn.sigmoid", "torch.sigmoid", "σ", r"\sigma",
        ),
        activation=(),
    ),
    Primitive(
        "relu", ("a",), "relu(a)", ("step(a)",),
        Function(
            on_floats.relu, lambda a: a if a.real > 0 else 0j,
            "lambda a: np.maximum(a, 0.0)", "jax.nn.relu", "torch.relu", "ReLU",
        ),
        kinks=("a",), sides=("a",), activation=(),
    ),
    Primitive("identity", ("a",), "a", ("1",), offered=False, activation=()),
    Primitive(
        "leaky_relu", ("a", "s"), "leaky_relu(a, s)", ("leaky_slope(a, s)", "-relu(-a)"),
        Function(
            on_floats.leaky_relu, lambda a, s: a if a.real > 0 else s * a,
            "lambda a, s: np.where(a > 0, a, s*a)", "", "lambda a, s: torch.where(a > 0, a, s*a)", "LeakyReLU",
        ),
        kinks=("abs(a) + at_least(s, 1)*at_most(s, 1)", ""), sides=("a", "a"), activation=(0.01,),
    ),
    Primitive(
        "elu", ("a", "s"), "elu(a, s)", ("elu_slope(a, s)", "expm1(-relu(-a))"),
        Function(
            on_floats.elu, lambda a, s: a if a.real > 0 else s * on_complex.expm1(a),
            "lambda a, s: np.where(a > 0, a, s*np.expm1(np.minimum(a, 0.0)))", "",
            "lambda a, s: torch.where(a > 0, a, s*torch.expm1(-torch.relu(-a)))", "ELU",
        ),
        kinks=("abs(a) + at_least(s, 1)*at_most(s, 1)", ""), sides=("a", "a"), activation=(1.0,),
    ),
    Primitive(
        "softplus", ("a",), "softplus(a)", ("sigmoid(a)",),
        Function(
            on_floats.softplus, on_complex.softplus, "lambda a: np.logaddexp(0.0, a)", "jax.nn.softplus",
            "lambda a: torch.logaddexp(a, torch.zeros(()))",
        ),
        activation=(),
    ),
    Primitive(
        "gelu", ("a",), "a*normal_cdf(a)", ("normal_cdf(a) + a*normal_density(a)",), activation=(),
    ),
    Primitive("silu", ("a",), "a*sigmoid(a)", ("sigmoid(a) + out*(1 - sigmoid(a))",), activation=()),
    Primitive(
        "hard_tanh", ("a",), "clip(a, -1, 1)", ("inside(a, -1, 1)",), kinks=("(a - 1)*(a + 1)",), activation=()
    ),
    Primitive(
        "hard_sigmoid", ("a",), "clip(a/6 + 1/2, 0, 1)", ("inside(a, -3, 3)/6",), kinks=("(a - 3)*(a + 3)",),
        activation=(),
    ),
    Primitive(
        "abs", ("a",), "abs(a)", ("sign(a)",),
        Function(math.fabs, lambda a: a if a.real >= 0 else -a, "np.abs"), kinks=("a",),
    ),
    Primitive(
        "clip", ("a", "low", "high"), "clip(a, low, high)",
        ("inside(a, low, high)", "below(a, low)", "above(a, high)"),
        Function(
            on_floats.clip, on_complex.clip, "np.clip",
            "lambda a, low, high: jnp.where(a < low, low, jnp.where(a > high, high, "
            "jnp.where((a > low) & (a < high), a, jax.lax.stop_gradient(a))))",
            "lambda a, low, high: torch.where(a < low, low, torch.where(a > high, high, "
            "torch.where((a > low) & (a < high), a, a.detach())))",
        ),
        kinks=("(a - low)*(a - high)", "a - low", "a - high"),
    ),
    Primitive(
        "huber", ("a", "d"), "huber(a, d)", ("clip(a, -d, d)", "relu(abs(a) - d)"),
        Function(
            on_floats.huber, on_complex.huber,
            "lambda a, d: np.where(np.abs(a) <= d, a*a/2, d*(np.abs(a) - d/2))", "",
            "lambda a, d: torch.where(torch.abs(a) <= d, a*a/2, d*(torch.abs(a) - d/2))", "Huber",
        ),
    ),
    Primitive(
        "smooth_max", ("a", "b", "t"), "max(a, b) + t*softplus(-abs(a - b)/t)",
        ("sigmoid((a - b)/t)", "sigmoid((b - a)/t)",
         "softplus(-abs(a - b)/t) + abs(a - b)/t*sigmoid(-abs(a - b)/t)"),
        sides=("t", "t", "t"),
    ),
    Primitive(
        "where", ("c", "a", "b"), "where(c, a, b)", ("0", "c", "1 - c"),
        Function(
            on_floats.where, lambda c, a, b: a if c.real else b,
            "lambda c, a, b: np.where(c > 0.5, a, b)", "",
            "lambda c, a, b: torch.where(torch.as_tensor(c) > 0.5, a, b)",
        ),
    ),
    Primitive(
        "normal_cdf", ("a",), "normal_cdf(a)", ("normal_density(a)",),
        Function(
            on_floats.normal_cdf, on_complex.normal_cdf, "lambda a: math.erfc(-a / math.sqrt(2)) / 2",
            "lambda a: jax.scipy.special.erfc(-a / math.sqrt(2)) / 2", "lambda a: torch.erfc(-a / math.sqrt(2)) / 2",
            "Φ", r"\Phi",
        ),
        offered=False,
    ),
    Primitive(
        "normal_density", ("a",), "normal_density(a)", ("-a*out",),
        Function(
            on_floats.normal_density, on_complex.normal_density,
            "lambda a: np.exp(-a*a/2) / math.sqrt(2*math.pi)", plain="φ", tex=r"\varphi",
        ),
        offered=False,
    ),
    Primitive(
        "step", ("a",), "step(a)", ("0",),
        Function(on_floats.step, lambda a: complex(a.real > 0), "lambda a: 1.0*(a > 0)", cost=costs.choice),
        kinks=("a",),
    ),
    Primitive(
        "above", ("a", "b"), "above(a, b)", ("0", "0"),
        Function(on_floats.above, lambda a, b: complex(a.real > b.real), "lambda a, b: 1.0*(a > b)", cost=costs.choice),
        kinks=("a - b",)*2, offered=False,
    ),
    Primitive(
        "below", ("a", "b"), "below(a, b)", ("0", "0"),
        Function(on_floats.below, lambda a, b: complex(a.real < b.real), "lambda a, b: 1.0*(a < b)", cost=costs.choice),
        kinks=("a - b",)*2, offered=False,
    ),
    Primitive(
        "at_least", ("a", "b"), "at_least(a, b)", ("0", "0"),
        Function(on_floats.at_least, lambda a, b: complex(a.real >= b.real), "lambda a, b: 1.0*(a >= b)",
                 cost=costs.choice),
        kinks=("a - b",)*2, offered=False,
    ),
    Primitive(
        "at_most", ("a", "b"), "at_most(a, b)", ("0", "0"),
        Function(on_floats.at_most, lambda a, b: complex(a.real <= b.real), "lambda a, b: 1.0*(a <= b)",
                 cost=costs.choice),
        kinks=("a - b",)*2, offered=False,
    ),
    Primitive(
        "inside", ("a", "low", "high"), "inside(a, low, high)", ("0", "0", "0"),
        Function(
            on_floats.inside, lambda a, b, c: complex(b.real < a.real < c.real),
            "lambda a, low, high: 1.0*((low < a) & (a < high))", cost=costs.choice),
        kinks=("(a - low)*(a - high)", "a - low", "a - high"), offered=False,
    ),
    Primitive(
        "sign", ("a",), "sign(a)", ("0",),
        Function(on_floats.sign, lambda a: complex((a.real > 0) - (a.real < 0)), "np.sign",
                 cost=costs.choice), kinks=("a",),
    ),
    Primitive(
        "leaky_slope", ("a", "s"), "leaky_slope(a, s)", ("0", "below(a, 0)"),
        Function(
            on_floats.leaky_slope, lambda a, s: 1 + 0j if a.real > 0 else s,
            "lambda a, s: np.where(a > 0, 1.0, np.where(a < 0, s, np.clip(s, 0.0, 1.0)))",
            "",
            "lambda a, s: torch.where(a > 0, 1.0, torch.where(a < 0, s, min(max(s, 0.0), 1.0)))",
            plain="LeakyReLU′", cost=costs.choice,
        ),
        kinks=("abs(a) + at_least(s, 1)*at_most(s, 1)", "a"), offered=False,
    ),
    Primitive(
        "elu_slope", ("a", "s"), "elu_slope(a, s)",
        ("below(a, 0)*elu_slope(a, s)", "below(a, 0)*exp(-relu(-a))"),
        Function(
            on_floats.elu_slope, lambda a, s: 1 + 0j if a.real > 0 else s * cmath.exp(a),
            "lambda a, s: np.where(a > 0, 1.0, np.where(a < 0, s*np.exp(np.minimum(a, 0.0)), np.clip(s, 0.0, 1.0)))",
            "",
            "lambda a, s: torch.where(a > 0, 1.0, s*torch.exp(-torch.relu(-a)))", plain="ELU′", cost=costs.bent),
        kinks=("a", "a"), offered=False,
    ),
    Primitive(
        "weighted_log", ("a", "b"), "weighted_log(a, b)", ("log(b)", "ratio(a, b)"),
        Function(
            on_floats.weighted_log, on_complex.weighted_log, "lambda a, b: 0.0 if a == 0 and b == 0 else a*np.log(b)",
            "lambda a, b: jax.scipy.special.xlogy(a, b)",
            "lambda a, b: torch.xlogy(torch.as_tensor(a), torch.as_tensor(b))",
            shown=lambda a, b: f"({a})*log({b})", cost=costs.weighted),
        offered=False,
    ),
    Primitive(
        "ratio", ("a", "b"), "ratio(a, b)", ("1/b", "-ratio(out, b)"),
        Function(
            on_floats.ratio, on_complex.ratio, "lambda a, b: 0.0 if a == 0 and b == 0 else a/b",
            "lambda a, b: jnp.where((a == 0) & (b == 0), 0.0, a/jnp.where((a == 0) & (b == 0), 1.0, b))",
            "lambda a, b: 0.0*a if a == 0 and b == 0 else a/b", shown=lambda a, b: f"({a})/({b})", cost=costs.choice),
        offered=False,
    ),
    Primitive(
        "odds", ("a", "b"), "odds(a, b)", ("odds(1, b)", "-odds(out, b)"),
        Function(
            on_floats.odds, on_complex.ratio, "lambda a, b: a/b if b > 1e-300 else 0.0",
            "lambda a, b: jnp.where(b > 1e-300, a/jnp.where(b > 1e-300, b, 1.0), 0.0)",
            "lambda a, b: a/b if b > 1e-300 else 0.0*a",
            shown=lambda a, b: f"({a})/({b})", cost=costs.choice),
        offered=False,
    ),
    Primitive(
        "sibling", ("b", "a", "p"), "sibling(b, a, p)", ("out", "-out", "odds(out, p)"),
        Function(
            on_floats.sibling, lambda b, a, p: p * cmath.exp(b - a), "lambda b, a, p: p*np.exp(b - a)",
            shown=lambda b, a, p: f"{p}*exp({b} - {a})", cost=costs.bent),
        offered=False,
    ),
)  # fmt: skip
