"""English: names of things, one sentence a step, what is said of answers and checks, and how numbers are written.

Sentences are templates; {target}, {consumer}, {other} stand for symbols as running text. A teacher
who prefers other words changes them here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

DIRECTION = "ltr"
DECIMAL_SIGN = "."
# Between the arguments of a function.
ARGUMENT_SIGN = ","
GROUP_SIGN = "\u202f"
MINUS_SPOKEN = "minus "
TIMES_SPOKEN = " times "
PLUS_SPOKEN = " plus "
SUM_SPOKEN = "the sum of {count} terms, first {first}, last {last}"
DIVIDED_SPOKEN = "{one} divided by {other}"
RAISED_SPOKEN = "{base} to the power {size}"
OF_SPOKEN = "{operation} of {number}"
FROM_SPOKEN = "from {numbers}"
NUMBERS_SPOKEN = "from {count} numbers, first {first}, last {last}"
ROW_SPOKEN = "Row {number}: {numbers}."
ENTRIES_SPOKEN = "Its numbers: {numbers}."
FIRST_SPOKEN = "The first number is {value}."
WHERE_SPOKEN = "{told}, and {number} is {made}"
POWER_SPOKEN = " times 10 to the power {power}"
HAT = "hat"
OF_LAYER = "{symbol} of layer {layer}"
GREEK = {
    each: each
    for each in (
        *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
        *("nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
    )
}
OPERATIONS = {
    **{"add": "+", "sub": "−", "mul": "×", "div": "÷", "neg": "−", "pow": "power"},
    **{"relu": "ReLU", "leaky_relu": "leaky ReLU", "leaky_slope": "leaky ReLU′"},
    **{"elu": "ELU", "elu_slope": "ELU′", "gelu": "GELU", "silu": "SiLU"},
}
# What is said of functions whose names are no words.
CALLED_SPOKEN = {
    **{"sqrt": "the square root", "exp": "the exponential", "log": "the natural logarithm"},
    **{"sin": "the sine", "cos": "the cosine"},
}
TITLES = {
    "given": "The given values",
    "forward": "Value of {target}",
    "backward": "Gradient at {target}",
    "contribution": "Part of the gradient at {target}, from {consumer}",
    "mean": "Mean of the losses, {target}",
    "mean gradient": "Mean gradient at {target}",
    "mean tangent": "Derivative of the mean loss by {target}",
    "tangent": "Derivative of {target} by {by}",
}

GIVEN = (
    "The inputs, the target and the parameters are known. No value inside the network has been "
    "computed yet, and nothing is known about any gradient."
)
GIVEN_EXPRESSION = (
    "The given values are known. No operation has been computed yet, and nothing is known about any derivative."
)
GIVEN_PROGRAM = (
    "The given values are known. No line of the program has run yet, and nothing is known about any derivative."
)
PROGRAM = "The program"
LINE = "line {line}"
LINE_IN = "line {line}, in {function}, call {number}"
FORWARD = {
    "affine": "{target} is the weighted sum of everything that feeds it, plus the bias {bias}.",
    "linear": "{target} is the weighted sum of everything that feeds it; it has no bias.",
    "scaled": "{target} is the normalised value {between} times its scale {other}, plus its shift {second}.",
    "masked": "{target} is {other} times its mask {second}, which is 0 where a unit is dropped.",
    "normalized": "{target} is {other} divided by the standard deviation, the square root of the variance {between}.",
    "mean_square": "{target} is the mean of the squares of {all}.",
    "layer_norm": "{target} is one of the sums {all}, less their mean and divided by their standard deviation.",
    "tanh": "{target} is the hyperbolic tangent of {other}, always between −1 and 1.",
    "sigmoid": "{target} is the sigmoid of {other}, always between 0 and 1.",
    "relu": "{other} is not positive, so ReLU makes it 0.",
    "relu 1": "{other} is positive, so ReLU leaves it unchanged.",
    "leaky_relu": "{other} is not positive, so the leaky ReLU multiplies it by {second}.",
    "leaky_relu 1": "{other} is positive, so the leaky ReLU leaves it unchanged.",
    "elu": "{other} is not positive, so ELU takes its exponential minus 1, times {second}.",
    "elu 1": "{other} is positive, so ELU leaves it unchanged.",
    "hard_tanh": "{target} is {other}, cut off at −1 and at 1.",
    "hard_sigmoid": "{target} is a sixth of {other} plus one half, cut off at 0 and at 1.",
    "identity": "{target} is {other} unchanged: no function is applied to it.",
    "softplus": "{target} is the softplus of {other}: ReLU with its corner rounded.",
    "gelu": "{target} is {other} times the share of the standard normal distribution below it.",
    "silu": "{target} is {other} times its sigmoid.",
    "half_squared_error": "The loss {target} is half the squared distance from prediction to target.",
    "mean_squared_error": "The loss {target} is the mean squared distance from prediction to target.",
    "log_loss": "The loss {target} is the cross-entropy of target and probability: small where they agree.",
    "cross_entropy": "The loss {target} is the cross-entropy of targets and probabilities: small where they agree.",
    "binary_cross_entropy": (
        "The loss {target} is the cross-entropy between the target and the sigmoid of the output."
    ),
    "softmax_cross_entropy": (
        "The loss {target} is the cross-entropy between the targets and the softmax of the outputs."
    ),
    "huber_loss": "The loss {target} is half the squared error up to errors of 1, and grows in a straight line beyond.",
    "hinge": "{target} is the hinge loss: what a score times its target lacks to 1, if anything.",
    "kl": "{target} is the Kullback–Leibler divergence, how far the second probabilities are from the first.",
    "add": "{target} is the sum of {other} and {second}.",
    "sub": "{target} is {other} minus {second}.",
    "mul": "{target} is {other} times {second}.",
    "div": "{target} is {other} divided by {second}.",
    "neg": "{target} is {other} with its sign turned.",
    "pow": "{target} is {other} to the power {second}.",
    "power": "{target} is {other} to the power {size}.",
    "power 2": "{target} is the square of {other}.",
    "power 3": "{target} is the cube of {other}.",
    "power -1": "{target} is one over {other}.",
    "exp": "{target} is the exponential of {other}: Euler's number to that power.",
    "log": "{target} is the natural logarithm of {other}.",
    "sqrt": "{target} is the square root of {other}.",
    "sin": "{target} is the sine of {other}.",
    "cos": "{target} is the cosine of {other}.",
    "tan": "{target} is the tangent of {other}.",
    "asin": "{target} is the arcsine of {other}: the angle whose sine is {other}.",
    "acos": "{target} is the arccosine of {other}: the angle whose cosine is {other}.",
    "atan": "{target} is the arctangent of {other}: the angle whose tangent is {other}.",
    "sinh": "{target} is the hyperbolic sine of {other}.",
    "cosh": "{target} is the hyperbolic cosine of {other}.",
    "erf": "{target} is the error function of {other}, always between −1 and 1.",
    "log1p": "{target} is the natural logarithm of 1 plus {other}.",
    "expm1": "{target} is the exponential of {other}, minus 1.",
    "log2": "{target} is the logarithm of {other} to the base 2.",
    "abs": "{target} is the absolute value of {other}.",
    "sign": "{target} is the sign of {other}: 1, −1 or 0.",
    "step": "{target} is 1 where {other} is positive, and 0 otherwise.",
    "max": "{target} is the largest of {all}, here {chosen}.",
    "min": "{target} is the smallest of {all}, here {chosen}.",
    "smooth_max": "{target} is a rounded maximum of the first two of {all}, and close to it where {second} is small.",
    "smooth_max -1": "{target} is a rounded minimum of the first two of {all}, because {second} is negative.",
    "clip": "{target} is {other}, cut off at the two bounds.",
    "huber": "{target} is half the square of {other} up to {second} in size, and grows in a straight line beyond.",
    "where": "{target} is the second of {all} where the condition {other} is 1, and the third where it is 0.",
    "softmax": "{target} is a share of the softmax of {all}: all shares are positive and add up to 1.",
    "log_softmax": "{target} is the logarithm of the share that {other} has in the softmax of {all}.",
    "logsumexp": "{target} is the logarithm of the sum of the exponentials of {all}: a smooth maximum.",
    "sum": "{target} is the sum of {all}.",
    "mean": "{target} is the mean of {all}.",
    "dot": "{target} is the sum of products, one of each pair.",
    "above": "{target} is 1 where {other} is larger than {second}, and 0 otherwise.",
    "below": "{target} is 1 where {other} is smaller than {second}, and 0 otherwise.",
    "at_least": "{target} is 1 where {other} is at least {second}, and 0 otherwise.",
    "at_most": "{target} is 1 where {other} is at most {second}, and 0 otherwise.",
}
FORWARD_OTHER = "{target} is worked out from the values above it ({operation})."
BACKWARD_OTHER = (
    "What arrives at {consumer} is multiplied by the local derivative of {consumer} with respect to "
    "{target} ({operation})."
)
BACKWARD = {
    "linear w": (
        "A weight multiplies what comes in, {other}, so its gradient is the gradient arriving at "
        "{consumer} times {other}."
    ),
    "linear x": (
        "{target} is multiplied by the weight {other}, so the arriving gradient is multiplied by {other} too."
    ),
    "scaled g": "A scale multiplies the normalised value, so its local derivative is that value.",
    "scaled n": "{target} was multiplied by its scale, and so is the gradient.",
    "scaled b": "A shift is added, so the gradient arriving at {consumer} is its gradient, too.",
    "masked h": "The mask multiplies the gradient as it multiplied the value: nothing comes back to a dropped unit.",
    "masked m": "The mask multiplies the value {other}, which is its local derivative.",
    "normalized c": "{target} was divided by the standard deviation, and so is the gradient.",
    "normalized v": "The larger the variance {target}, the smaller each normalised value.",
    "normalized e": "The number that is added to the variance has the same derivative as the variance.",
    "mean_square": "Each square passes on twice what was squared, {target}, divided by how many there are.",
    "affine w": (
        "{target} is multiplied by {other} on its way into {consumer}, so its local derivative "
        "is {other}, the value at the other end of the edge."
    ),
    "affine b": (
        "{target} is simply added into {consumer}, so its local derivative is 1 and the arriving "
        "gradient passes on unchanged."
    ),
    "affine x": (
        "{target} is multiplied by the weight {other} on its way into {consumer}, so its local "
        "derivative is that weight."
    ),
    "tanh": ("The local derivative of tanh is one minus its own value squared, so {consumer} is all that is needed."),
    "sigmoid": (
        "The local derivative of the sigmoid is its own value times one minus that value, so "
        "{consumer} is all that is needed."
    ),
    "relu": "{target} is negative, so ReLU blocks the gradient.",
    "relu 1": "{target} is positive, so ReLU lets the gradient through unchanged.",
    "leaky_relu": "{target} is not positive, so the leaky ReLU lets through {local} times the gradient.",
    "leaky_relu 1": "{target} is positive, so the leaky ReLU lets the gradient through unchanged.",
    "leaky_relu s": "{other} is not positive, so it was multiplied by {target}: the local derivative is {other}.",
    "leaky_relu s 1": "{other} is positive, where the leaky ReLU does not use {target}, so no gradient reaches it.",
    "elu": "{target} is not positive, where the local derivative of ELU is its value plus its scale.",
    "elu 1": "{target} is positive, so ELU lets the gradient through unchanged.",
    "elu s": "{other} is not positive, so {target} is multiplied by the exponential of {other} minus 1.",
    "elu s 1": "{other} is positive, where ELU does not use {target}, so no gradient reaches it.",
    "hard_tanh": "{target} lies outside −1 and 1, where nothing changes, so no gradient passes.",
    "hard_tanh 1": "{target} lies between −1 and 1, so the gradient passes unchanged.",
    "hard_sigmoid": "Between −3 and 3 the local derivative is one sixth; outside, no gradient passes.",
    "identity": (
        "The identity has the local derivative 1, so the gradient arriving at {consumer} is also "
        "the gradient at {target}."
    ),
    "half_squared_error": (
        "The backward pass starts at the loss: the derivative of half the squared error is prediction minus target."
    ),
    "mean_squared_error": (
        "The backward pass starts at the loss: the derivative of the mean squared error is twice the difference of "
        "prediction and target, divided by the number of outputs."
    ),
    "log_loss": (
        "The backward pass starts at the loss: the derivative is minus target over probability, plus the same for "
        "what both lack to 1."
    ),
    "cross_entropy": "The backward pass starts at the loss: the derivative is minus target over probability.",
    "binary_cross_entropy": (
        "The backward pass starts at the loss: the derivative of the cross-entropy is the "
        "predicted probability minus the target."
    ),
    "softmax_cross_entropy": (
        "The backward pass starts at the loss: the derivative of the cross-entropy is the "
        "predicted probability minus the target."
    ),
    "huber_loss": "The backward pass starts at the loss: the derivative is the error, cut off at −1 and at 1.",
    "hinge": "{target} times {other} is more than 1, with room to spare, so nothing flows.",
    "hinge 1": "{target} times {other} is below 1, so the local derivative is {other} with its sign turned.",
    "kl": "The derivative of a term p ln(p/q) is ln(p/q) plus 1 with respect to p, and minus p/q with respect to q.",
    "add": "A sum passes the arriving gradient on to {target} unchanged.",
    "sub": "{target} stands before the minus sign, so the arriving gradient passes on unchanged.",
    "sub b": "{target} is subtracted, so the arriving gradient passes on with its sign turned.",
    "mul": "The local derivative of a product is the other factor, {other}.",
    "div": "{target} is divided by {other}, so its local derivative is one over {other}.",
    "div b": "{target} is the denominator: its local derivative is minus the quotient {consumer}, divided by {target}.",
    "neg": "Turning the sign of a value turns the sign of its gradient.",
    "power": "The local derivative of a power is the exponent, {size}, times the next lower power.",
    "power 2": "The local derivative of a square is twice what is squared, {target}.",
    "power 1": "The first power is the value itself, so the gradient passes on unchanged.",
    "power 0": "The power 0 is always 1, so no gradient passes.",
    "power -1": "The local derivative of one over {target} is minus one over its square.",
    "pow": "{target} is the base: its local derivative is the exponent {other} times the power that is one lower.",
    "pow a 0": "The exponent {other} is 0, so {consumer} is 1 whatever {target} is, and no gradient passes.",
    "pow b": "{target} is the exponent: its local derivative is the power itself times the logarithm of {other}.",
    "exp": "The exponential function is its own derivative, so {consumer} is all that is needed.",
    "log": "The local derivative of the logarithm is one over {target}.",
    "sqrt": "The local derivative of the square root is one over twice the root.",
    "sin": "The local derivative of the sine is the cosine of the same {target}.",
    "cos": "The local derivative of the cosine is minus the sine of the same {target}.",
    "softplus": "The local derivative of softplus is the sigmoid of the same {target}.",
    "gelu": (
        "GELU is a product, so its local derivative has two parts: the share of the standard normal distribution below "
        "{target}, and {target} times the density there."
    ),
    "silu": (
        "SiLU is a product, so its local derivative has two parts: the sigmoid of {target}, and {consumer} times one "
        "minus that sigmoid."
    ),
    "max": "{target} is not the largest, so {consumer} does not change with it, and no gradient passes.",
    "max 1": "{target} is the largest, so it gets the whole arriving gradient.",
    "min": "{target} is not the smallest, so {consumer} does not change with it, and no gradient passes.",
    "min 1": "{target} is the smallest, so it gets the whole arriving gradient.",
    "abs": "{target} is positive, so the gradient passes on unchanged.",
    "abs -1": "{target} is negative, so the absolute value turns the sign of the gradient.",
    "sign": "The sign does not change when {target} moves a little, so no gradient passes.",
    "step": "The step does not change when {target} moves a little, so no gradient passes.",
    "above": "A comparison does not change when its sides move a little, so no gradient passes.",
    "below": "A comparison does not change when its sides move a little, so no gradient passes.",
    "at_least": "A comparison does not change when its sides move a little, so no gradient passes.",
    "at_most": "A comparison does not change when its sides move a little, so no gradient passes.",
    "tan": "The local derivative of the tangent is one plus its own value squared.",
    "asin": "The local derivative of the arcsine is one over the root of one minus the square of {target}.",
    "acos": "The local derivative of the arccosine is minus one over the root of one minus the square of {target}.",
    "atan": "The local derivative of the arctangent is one over one plus the square of {target}.",
    "sinh": "The local derivative of the hyperbolic sine is the hyperbolic cosine of the same {target}.",
    "cosh": "The local derivative of the hyperbolic cosine is the hyperbolic sine of the same {target}.",
    "erf": "The local derivative of the error function is a bell curve: 2 over the root of π, times exp(−{target}²).",
    "log1p": "The local derivative of ln(1 + {target}) is one over 1 + {target}.",
    "expm1": "Subtracting 1 changes no derivative: it is the exponential of {target}.",
    "log2": "The local derivative of the logarithm to the base 2 is one over the product of {target} and ln 2.",
    "smooth_max": "The gradient is shared out by a sigmoid of the difference: the larger argument gets more of it.",
    "smooth_max -1": "The gradient is shared out by a sigmoid of the difference: the smaller argument gets more of it.",
    "smooth_max t -1": "{consumer} lies below the true minimum by what the rounding {target} takes off.",
    "smooth_max t": "The wider the rounding {target}, the farther {consumer} is above the true maximum.",
    "clip": "{target} lies outside the bounds, where {consumer} does not change with it, so no gradient passes.",
    "clip a 1": "{target} lies between the bounds, so the gradient passes unchanged.",
    "clip low": "Nothing is cut off at the bound {target}, so no gradient reaches it.",
    "clip low 1": "The bound {target} is what came out, so it gets the whole gradient.",
    "clip high": "Nothing is cut off at the bound {target}, so no gradient reaches it.",
    "clip high 1": "The bound {target} is what came out, so it gets the whole gradient.",
    "huber": "The local derivative of the Huber loss is {target}, cut off where the straight lines begin.",
    "huber d": "Only where the straight lines are reached does the width {target} matter.",
    "where": "{target} was not chosen, so no gradient passes to it.",
    "where a 1": "{target} was chosen, so it gets the whole gradient.",
    "where b 1": "{target} was chosen, so it gets the whole gradient.",
    "where c": "The condition {target} only chooses: moved a little, it chooses the same.",
    "softmax": (
        "The shares of a softmax compete: with respect to its own score the local derivative is the share times one "
        "minus itself, with respect to another score minus the product of the two shares."
    ),
    "log_softmax": (
        "With respect to its own score the local derivative is one minus the share, with respect to another score "
        "minus the share of that one."
    ),
    "logsumexp": "The local derivative is the share of {target} in the softmax of all scores.",
    "sum": "A sum passes the arriving gradient on to each of its parts unchanged.",
    "mean": "A mean passes the same part of the arriving gradient on to each of its numbers.",
    "dot": "{target} is multiplied by {other} in this sum of products, so its local derivative is {other}.",
}
# What a function is, told where a formula calls it and no sentence above does.
LIMIT = "The logarithm of 0 has no value; times 0 it counts as its limit, which is 0."
NOTATION = {
    "above": "[… > …] is 1 where that holds, and 0 elsewhere.",
    "below": "[… < …] is 1 where that holds, and 0 elsewhere.",
    "inside": "[… < … < …] is 1 where that holds, and 0 elsewhere.",
    "clip": "clip(…) is the first number, cut off at the two others.",
    "elu_slope": "ELU′(…) is 1 for a positive number, and the scale times its exponential for a negative one.",
    "leaky_slope": "LeakyReLU′(…) is 1 for a positive number, and the second number for a negative one.",
    "larger": "larger(…) is 1 where its first number is the largest, 0 where another is, and shared where several tie.",
    "smaller": (
        "smaller(…) is 1 where its first number is the smallest, 0 where another is, and shared where several tie."
    ),
    "log_softmax": "ln softmax(…) is the logarithm of the softmax: of the first score's share among the others.",
    "normal_cdf": "Φ(…) is the share of the standard normal distribution below a number.",
    "normal_density": "φ(…) is the density of the standard normal distribution at a number.",
    "sigmoid": "σ(…) is the sigmoid, always between 0 and 1.",
    "sign": "sign(…) is 1 for a positive number, −1 for a negative one, and 0 for 0.",
    "softmax": (
        "softmax(…) is the first score's share among the others: e to its power, divided by the sum of e to the power "
        "of each of them."
    ),
    "softplus": "softplus(…) is the logarithm of 1 plus e to the power of a number.",
    "step": "[… > 0] is 1 where that holds, and 0 elsewhere.",
}
KINK = (
    "{consumer} has a kink just here, where no derivative exists. By convention the slope nearest to 0 is taken, of "
    "all between those of the two sides, and what ties has equal shares: here it is {local}. With such a choice the "
    "rules of the parts need not give the derivative of the whole."
)
JUMP = (
    "{consumer} jumps just here, where no derivative exists. On both sides it is level, so by convention its slope is "
    "taken to be {local} here, too. With such a choice the rules of the parts need not give the derivative of the "
    "whole."
)
UNDEFINED_NUMBER = "undefined"
UNDEFINED = {
    "pow b": (
        "There is no derivative by {target} here: a negative base has real powers for whole exponents only, so the "
        "exponent {target} cannot move a little."
    ),
    "pow b 0": (
        "There is no derivative by {target} here: 0 to the power 0 is 1, and 0 to any power above 0 is 0, so "
        "{consumer} jumps where {target} leaves 0."
    ),
}
UNDEFINED_OTHER = "There is no derivative by {target} here: {consumer} has none with respect to it at these numbers."
UNDEFINED_BEFORE = "There is no derivative by {target} here, because one of those that it is made of does not exist."
CHECK_UNDEFINED = "There is nothing to check: this derivative does not exist at these numbers."
APART = {
    "alone": (
        "Probability and loss are taken in one step. One after the other they give the same: the derivative of the "
        "loss by the probability has p times 1 − p below its fraction bar, and the sigmoid's own derivative is just "
        "that, so the two cancel and the probability minus the target is left."
    ),
    "together": (
        "Softmax and loss are taken in one step. One after the other they give the same: each term of the loss divides "
        "by its probability, by which the softmax multiplies, so these cancel; and as the targets add up to 1, this "
        "probability minus this target is left."
    ),
}
APART_IMPOSSIBLE = (
    "One after the other this cannot be worked out here: a probability is 0 or 1 to all digits that a computer keeps, "
    "and the logarithm of 0 does not exist. That is why programs take both in one step."
)
SAMPLES = {"caption": "The samples", "number": "Sample", "mean": "Mean"}
FIT = {
    "curve": (
        "The curve is what the network says, and the dots are the {count} samples. The one farthest from it is {most} "
        "away."
    ),
    "curve of formula": (
        "The curve is {name}, which the formula compares with {target}, and the dots are the {count} samples. The one "
        "farthest from it is {most} away."
    ),
    "regions": (
        "What the network says over the plane of its two inputs, and the samples with their targets: {right} of "
        "{count} lie on the right side."
    ),
    "largest": "{name} largest",
    "across": "Between the samples, means and variances are those of the samples.",
}
MEAN_LOSS = (
    "The loss {of} is the mean of the losses of all {count} samples. {own} is that of the sample in the drawing; the "
    "others go the same way with their own numbers."
)
SAMPLES_FORWARD = (
    "These are the steps of sample {number} of {count}. The loss {mean} is the mean over all samples, and so is its "
    "derivative, the last step."
)
MEAN_TANGENT = (
    "{target} is the same for every sample, so the loss of each has a derivative by it: the derivative of their mean "
    "is the mean of these {count}, each found by a sweep of its own."
)
MEAN_GRADIENT = (
    "{target} is the same for every sample, so each of the {count} samples has a gradient for it. They add up, and as "
    "{of} is a mean, their sum is divided by {count}."
)
SUMMED = "{target} was used {count} times, so {count} gradients arrive, one from each use, and they add up."
CLOSED = {
    "unit": "{target} is a unit in one step: the weighted sum of what comes in, and then its activation.",
    "forward": "{target} is what a closed box makes: its {count} operations are one step.",
    "backward": (
        "The box is closed, so one step goes all the way from {consumer} to {target}: what arrives at {consumer} is "
        "multiplied by the local derivative of every operation on the way."
    ),
    "result": (
        "The box is closed, so one step goes all the way from {consumer} to {target}: the local derivatives of all "
        "operations on the way are multiplied."
    ),
    "ways": (
        "{count} ways lead from {target} to {consumer}. Along each of them the local derivatives of all operations are "
        "multiplied, and the products add up."
    ),
}
CLOSED_BOXES = (
    "One box is closed: its operations are one step.",
    "{count} boxes are closed: the operations of each are one step.",
)

OVERWRITTEN = (
    " Here is the bug: {target} was used {count} times, but the last gradient to arrive has replaced the others."
)
BUGGED = "It has a bug on purpose: gradients that meet replace one another instead of adding up."
TANGENT = "The derivative of {target} is that of {source} times the local derivative."
TANGENT_SUM = "{target} reads {source}, so {count} products, one for each argument that changes, add up."
WEIGHTS = ("weights into layer {number}", "weights into the output layer")
BLANK = "?"
BLANK_SPOKEN = "for you to work out"
BLANK_LINE = "…"
FADED = "Your turn: put in the local derivative and the numbers, and work it out."
FADED_VALUE = "Your turn: put in the numbers, and work the value out."
FADED_SUM = "Your turn: all parts are known by now, so add them up."
FADED_PRODUCTS = "Your turn: put in the numbers of each use, multiply, and add the products up."
FADED_MEAN = "Your turn: add up what the samples have each, and divide by how many there are."
FADED_OVERWRITTEN = "Your turn: with the bug, only the gradient that arrives last counts. Which number is left?"
ANSWER = "Show the answer"
EDGES = {
    "forward": "{it} is made of {read}. Look at the edges that lead in.",
    "backward": "{target} is read by {ends}. Its gradient comes back along the edges from there.",
    "tangent": "Look at the edges that lead into {ends}.",
    "mean": "Every sample has one of its own. Look at the samples one by one.",
}

STATUS = {
    "given": "Step 0 of {total}. The given values.",
    "forward": "Step {number} of {total}, forward. {spoken} is {value}.",
    "backward": "Step {number} of {total}, backward. The gradient at {spoken} is {value}.",
    "mean": "Step {number} of {total}, forward. The mean of the losses of all samples is {value}.",
    "mean gradient": "Step {number} of {total}, backward. The mean gradient at {spoken} is {value}.",
    "contribution": "Step {number} of {total}, backward. Part of the gradient at {spoken} is {value}.",
    "mean tangent": "Step {number} of {total}, forward mode. The derivative of the mean loss by {spoken} is {value}.",
    "tangent": "Step {number} of {total}, forward mode. The derivative of {spoken} by {by} is {value}.",
}
DRAWING = {
    "given": "Drawing. The given values.",
    "forward": "Drawing. {spoken} is {value}.",
    "backward": "Drawing. The gradient at {spoken} is {value}.",
    "mean": "Drawing. The mean of the losses of all samples is {value}.",
    "mean gradient": "Drawing. The mean gradient at {spoken} is {value}.",
    "contribution": "Drawing. Part of the gradient at {spoken} is {value}.",
    "mean tangent": "Drawing. The derivative of the mean loss by {spoken} is {value}.",
    "tangent": "Drawing. The derivative of {spoken} by {by} is {value}.",
}
WIDE_DRAWING = "Scrolls sideways"
STEPS = "{forward} from the given values to the {end}, then {backward}, {each}."
FORWARD_STEPS = ("forward step", "forward steps")
BACKWARD_STEPS = ("backward step", "backward steps")
EACH_STEP = "one for each gradient"
EACH_PART = "one for each gradient, and one for each part of those that are sums"
COUNTED = {
    "with_reuse": "with reuse",
    "one_at_a_time": "one at a time",
    "expanded": "every path",
}
DEPTH = "hidden layers"
MULTIPLICATIONS = "multiplications"
PARAMETERS = "parameters"
OPERATIONS_AXIS = "operations"
COSTS = {"forward": "forward", "backward": "backward", "forward_mode": "forward mode"}
SCHEMES = {"xavier": "Xavier", "he": "He", "uniform": "within a bound", "zeros": "all 0", "equal": "all equal"}
LAYER = "hidden layer"
SIGNAL_AXES = {"gradients": "mean |∂L/∂z|", "activations": "mean |h|", "dead-units": "share of dead units"}
SIGNALS = {
    "gradients": "How large the gradients ∂L/∂z of each hidden layer are on average",
    "activations": "How large the activations h of each hidden layer are on average",
    "dead-units": "The share of units in each hidden layer whose slope is 0 for every sample",
}
OF_SAMPLE = "{name} of sample {number}"
CURVE = {"axis": "φ(z) and φ′(z)", "value": "φ", "slope": "slope φ′"}
UPDATES = "updates"
LOSS = "mean loss"
EXACT = "exact"
PHYSICS = {
    "loss": "The loss of a network with hidden layers of {hidden} units, over {updates} updates.",
    "solution": "What a network with hidden layers of {hidden} units gives for u, in frames of its {updates} updates.",
    "error": "The error of a network with hidden layers of {hidden} units, in frames of its {updates} updates.",
    "residual": "The residual of a network with hidden layers of {hidden} units, in frames of its {updates} updates.",
}
SHOWN = {"solution": "u", "error": "error of u", "residual": "residual r"}
FILM = {
    "title": "Update {updates}: mean loss {loss}",
    "residual": "The residual is nowhere larger than {residual}.",
    "error": "The error is nowhere larger than {error}, the residual nowhere larger than {residual}.",
    "status": "Frame {number} of {total}. {title}. {sentence}",
    "field": "{name} over {across} and {up}, from {low} to {high}, with contours.",
    "curve": "{name} over {across}, from {low} to {high}.",
}
FILM_TABLE = ("updates", "mean loss", "largest residual", "largest error")
DESCENT = "Gradient descent on {samples} samples with the learning rate {rate}: the mean loss after each update."
PLOT = "Plot of {y} against {x}. At {last}: {ends}."

NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TIMES = {1: "once", 2: "twice"}
TABLE_HEAD = ("Quantity", "Value")
TABLE_GRADIENT = "Gradient ∂{output}/∂·"
TABLE_TANGENT = "Derivative by {by}"
TABLE_OVERWRITTEN = "Overwritten instead of added"


# What a wrong answer may come from: {arriving} and {local} are the two factors, as symbols.
SLIPS = {
    "added_despite_bug": (
        "All paths added up: that is the true gradient. But this figure shows a bug on purpose, in which the last "
        "gradient to arrive replaces the others. What does the program with the bug get?"
    ),
    "wrong_sign": "The size is right, the sign is not. Follow the minus signs through the step once more.",
    "wrong_sign_of_part": "One of the parts has the wrong sign. Check the minus sign of each before you add them.",
    "forgot_mean": "That is the sum over the samples. The loss is their mean, so divide by {count}.",
    "one_sample": "That is the number of one sample alone. What is asked for is the mean over all {count}.",
    "missing_path": (
        "A path is missing: the derivative is the sum of one product for each path. Find all paths, work out each "
        "product, then add them."
    ),
    "forgot_local": ("That is {arriving}, what arrives. The local derivative {local} is missing: multiply by it."),
    "forgot_arriving": ("That is the local derivative {local} alone. Multiply it by what arrives, {arriving}."),
    "value_for_derivative": (
        "You multiplied by the value {consumer}. The chain rule wants its derivative {local} there."
    ),
    "forgot_one_minus": "In the local derivative {local} the “1 −” is missing.",
    "forgot_square": "In the local derivative {local} the square is missing.",
    "forgot_number": "In the local derivative {local} the number in front is missing.",
    "argument_for_value": (
        "The local derivative {local} is written in the value {consumer}, and you put in {other}, the value before it."
    ),
    "updated_weight": (
        "That is what comes out with weights that have already moved by the learning rate {rate}. The whole backward "
        "pass uses the old weights; only then are all of them updated."
    ),
    "skipped_link": (
        "You went one link too far: multiply by what arrives at {consumer} itself, {arriving}, not by what arrives "
        "behind it."
    ),
    "other_factor": (
        "The right gradient, times the wrong value: {local} is another of the values that {consumer} reads."
    ),
    "value_for_gradient": "That is the value of {target}. What is asked for is the derivative with respect to it.",
}
SLIPS_OF_PATHS = {
    "forgot_local": (
        "On one of the paths the local derivative {local} is missing: multiply {arriving}, what arrives there, by it."
    ),
    "forgot_local of all": (
        "That is the sum of what arrives. On every path the local derivative is missing: multiply by it, then add."
    ),
    "forgot_arriving": (
        "That is the sum of the local derivatives alone. Multiply each by what arrives on its path, then add."
    ),
}
FORWARD_SLIPS = {
    "wrong_sign_of_part": "One of the terms has the wrong sign. Check the sign of each product and of the bias.",
    "forgot_square": "The square is missing.",
    "forgot_number": "The number in front is missing.",
    "forgot_one_minus": "The “1 −” is missing.",
    "forgot_bias": "The weighted sum is right, but the bias is missing.",
    "forgot_function": "That is {other}, what goes in. The function still has to be applied to it.",
    "derivative_for_value": "That is the derivative at this place. What is asked for is the value itself.",
    "missing_term": "One product is missing from the sum.",
    "added_for_multiplied": "You added where two values have to be multiplied.",
    "degrees": "That takes {other} for degrees. Angles here are in radians.",
    "common_logarithm": "That is the logarithm to the base 10. Here it is the natural one, to the base e.",
}
ANSWERS = {
    "unreadable": "This is not a number. Type one such as −0.23, or a formula of numbers such as 0.8*0.5 + 0.1.",
    "right": "Right: {value}.",
    "rounded": (
        "That is what the numbers make as they are shown, but they are rounded, and here the digits left out decide. "
        "Work it out with those of the table below the figure, which has more digits."
    ),
    "coarse": "Right so far, but too coarse to tell. Give two digits or more.",
    "near": "Close, but not the same. Check the digits that you put in.",
    "wrong": "That is not it. Write down the formula, put in the numbers of the figure, and work it out once more.",
}
SCALAR_ROWS = "As text, the scalar steps, not those in matrices."
ROWS_OF_SAMPLE = "The steps of sample {number} of {count}, and the means over all:"
ROWS = ("step", "result", "formula", "with numbers", "value")
FOLLOWS = "It follows from another gradient here that differs; the step itself is right."

LOSS_OF_ONE = "loss"
DIVERGED = (
    "The parameters grew without bound, so training stopped at the last good update. Use a smaller learning rate."
)
CHECK_HEAD = ("How", "Derivative", "Step size", "Difference", "Expected error")
CHECK_METHODS = {
    "backpropagation": "Chain rule",
    "overwrite": "This program",
    "central-difference": "Central difference",
    "complex-step": "Complex step",
}
CHECK_LEFT = "no estimate: its steps lead to where the result cannot be computed"
CHECK_NOTHING = "Nothing to check here: this step computes a value, not a derivative. Step on."
CHECK_PART = "This is one part of a gradient that adds up from several. It is checked with their sum."
CHECK_AGREES = (
    "The check agrees: when {target} is moved by ±{step} and all that follows is computed anew, the result changes "
    "as the derivative says, up to the error that such an estimate must have."
)
CHECK_DIFFERS = (
    "The check disagrees by more than its expected error. Either the derivative is wrong, or {target} is at a kink, "
    "where the two sides differ."
)
CHECK_BUG = (
    "The check disagrees: when {target} is moved by ±{step} and all that follows is computed anew, the result does "
    "not change as this number says. That is how a bug in a backward pass is found."
)
CHECK_EDGE = (
    "The check agrees, by the complex step alone. A central difference moves {target} by up to ±{step}, and here "
    "that leads to where the result cannot be computed, although at {target} itself it can."
)
CHECK_EDGE_DIFFERS = (
    "The check disagrees, by the complex step alone. A central difference moves {target} by up to ±{step}, and here "
    "that leads to where the result cannot be computed, although at {target} itself it can."
)

# A network told in matrices: {x} is what a layer reads, {w} and {b} its parameters, {z} and {h} what it makes, {dz}
# and {dh} the derivatives of the loss by these, {y} the targets.
MATRICES = {
    "product rows": (
        "Row k of {z} belongs to sample k: row k of {x} meets the weights of each unit, a row of {w}, number by "
        "number, and the products add up. A product of matrices takes rows of the left one and columns of the right "
        "one, so {w} stands transposed, its rows as columns."
    ),
    "product columns": (
        "Column k of {z} belongs to sample k: the weights of each unit, a row of {w}, meet column k of {x}, number by"
        " number, and the products add up. With a sample in each column nothing need be transposed."
    ),
    "linear": "There is no bias.",
    "affine rows": "The bias {b} is added to every row.",
    "affine columns": "The bias {b} is added to every column.",
    "one bias": "The layer has one bias, {b}, which is added to every entry.",
    "activation": "{h} is {function} of {z}, entry by entry, so the shape stays.",
    "together": "{h} is the {function} of {z}, of each sample by itself: its entries are positive and add up to 1.",
    "loss of one": "The loss is one number, whatever the shape of {h} and {y}; from it all gradients come.",
    "loss": "Each sample has a loss of its own. The loss of the batch is their mean, one number.",
    "from_loss": (
        "The backward pass starts at the loss, entry by entry: every entry of a matrix has a derivative, so the "
        "gradient has the shape of the matrix. The mean over the samples divides it by their number."
    ),
    "from_loss of one": (
        "The backward pass starts at the loss, entry by entry: every entry of a matrix has a derivative, so the "
        "gradient has the shape of the matrix."
    ),
    "slope": (
        "Entry by entry, what arrives is multiplied by the slope of {function} there. The sign ⊙ multiplies what "
        "stands at the same place; it is no product of matrices."
    ),
    "shares": (
        "The entries of a sample share the whole 1, so each depends on all of its scores. From what arrives goes its "
        "mean, weighted by the shares; 𝟏𝟏ᵀ puts that sum into every place of the sample."
    ),
    "weights rows": (
        "{w} met every sample, so its gradient is a sum over the samples. Column j of {dz} belongs to unit j; "
        "transposed it is a row, which meets the columns of {x}, sample by sample. The result has the shape of {w}."
    ),
    "weights columns": (
        "{w} met every sample, so its gradient is a sum over the samples. Row j of {dz} belongs to unit j; the rows "
        "of {x} belong to its inputs, and stand transposed as columns to meet it, sample by sample. The result has "
        "the shape of {w}."
    ),
    "bias rows": "{b} was added to every row, so its gradient adds up the rows of {dz}; a row of ones does that.",
    "bias columns": (
        "{b} was added to every column, so its gradient adds up the columns of {dz}; a column of ones does that."
    ),
    "below rows": (
        "Each entry of {x} went into every unit, so its gradient is a sum over the units. Forward, {w} stood "
        "transposed; backward, it stands as it is: back through a product goes the transpose of what stood there."
    ),
    "below columns": (
        "Each entry of {x} went into every unit, so its gradient is a sum over the units. Forward, {w} stood as it "
        "is; backward, it stands transposed: back through a product goes the transpose of what stood there."
    ),
    "mean": (
        "{mu} has the mean of each unit over the samples: 𝟏 adds them up. From here on the samples depend on one "
        "another."
    ),
    "centred": (
        "In every sample, the mean of the unit is taken from its sum. What is left adds up to 0 over the samples."
    ),
    "variance": "{v} has the variance of each unit: the mean of its squares in {c} over the samples.",
    "normalized": (
        "{c} is divided by the standard deviation of each unit, the root of its variance. ε is {epsilon}, so that "
        "equal sums do not divide by 0. Over the samples, each unit now has the mean 0 and nearly the variance 1."
    ),
    "scaled": (
        "In every sample, each unit is scaled by its γ and shifted by its β. These are learned, so the network can "
        "make any mean and any variance again."
    ),
    "by_scale": "{gamma} met every sample, so its gradient adds up over them what arrives, times {n}.",
    "by_shift": "{beta} was added in every sample, so its gradient adds up what arrives.",
    "by_normalized": "Back through the scale: in every sample, what arrives is multiplied by the γ of the unit.",
    "by_variance": (
        "Every sample was divided by the root of the variance, so the gradient at {v} is a sum over the samples; the "
        "minus, because a larger variance makes smaller numbers."
    ),
    "by_centred": (
        "{c} went two ways: straight into {n}, and into the variance. What comes back by both is added, and by the "
        "second each sample gets something of all others."
    ),
    "by_mean": "{mu} was taken from every sample, so its gradient is minus the sum of what arrives at {c}.",
    "by_sums": (
        "{z} went two ways, too: straight into {c}, and, a share of it, into the mean. Over the samples the result "
        "adds up to 0: to move all sums of a unit alike changes nothing, which is why a bias would have the gradient 0."
    ),
    "mean of units": (
        "{mu} has the mean of each sample over its units: 𝟏 adds them up. From here on the units of a sample depend on "
        "one another; the samples do not."
    ),
    "centred of units": (
        "In every sample, its mean is taken from all of its sums. What is left adds up to 0 over the units."
    ),
    "variance of units": "{v} has the variance of each sample: the mean of its squares in {c} over the units.",
    "normalized of units": (
        "{c} is divided by the standard deviation of each sample, the root of its variance. ε is {epsilon}, so that "
        "equal sums do not divide by 0. Over the units, each sample now has the mean 0 and nearly the variance 1."
    ),
    "by_variance of units": (
        "All units of a sample were divided by the root of its variance, so the gradient at {v} is a sum over the "
        "units; the minus, because a larger variance makes smaller numbers."
    ),
    "by_centred of units": (
        "{c} went two ways: straight into {n}, and into the variance. What comes back by both is added, and by the "
        "second each unit gets something of all others of its sample."
    ),
    "by_mean of units": (
        "{mu} was taken from all sums of its sample, so its gradient is minus the sum of what arrives at {c}."
    ),
    "by_sums of units": (
        "{z} went two ways, too: straight into {c}, and, a share of it, into the mean. Over the units of a sample the "
        "result adds up to 0: to move all sums of a sample alike changes nothing."
    ),
    "one_bias": (
        "{b} was added to every entry, so its gradient adds up all entries of {dz}: the ones on the left add up its "
        "rows, those on the right its columns."
    ),
    "masked": (
        "{m} is the mask, a number for each unit, by which {h} is multiplied in every sample: 0 drops the unit. Here "
        "it is given, the same for all samples; in training it is drawn by chance, for each sample anew."
    ),
    "by_masked": (
        "Back through the mask: what arrives at a unit is multiplied by its number in {m}. Where that is 0, nothing "
        "comes back."
    ),
    "added": "{r} went past what lies between, and is added to {u} here, entry by entry: both have the same shape.",
    "by_added": "A sum passes on as it is what arrives at {s}: each of its terms has the derivative 1.",
    "past": "{x} also went past, into {sums}; what arrives there comes back as it is, and is added.",
}
SLOPE = "Here {slope} is {formula}."
MATRIX_KINK = (
    "At {entries} there is a kink, where no derivative exists. By convention the slope nearest to 0 is taken there, of "
    "all between those of the two sides: it is {local}. With such a choice the rules of the parts need not give the "
    "derivative of the whole."
)
BATCH_GIVEN = {
    "rows": (
        "Each row of the inputs and of the targets is a sample. Each row of a matrix of weights is a unit: the weight "
        "from input 1 to unit 2 stands in row 2, column 1."
    ),
    "columns": (
        "Each column of the inputs and of the targets is a sample. Each row of a matrix of weights is a unit: the "
        "weight from input 1 to unit 2 stands in row 2, column 1."
    ),
}
MATRIX_STATUS = {
    "forward": "Step {number} of {total}, forward. {spoken} is known, {shape}.",
    "backward": "Step {number} of {total}, backward. The gradient at {spoken} is known, {shape}.",
}
MATRIX_DRAWING = {
    "forward": "Drawing of the matrices with the new values of {spoken}, {shape}.",
    "backward": "Drawing of the matrices with the new gradient at {spoken}, {shape}.",
    "loss": "Drawing of the matrices. {spoken} is {shape}.",
}
MATRIX_SHAPE = "{rows} by {columns}"
GRID = {
    "value": "{name}",
    "cotangent": "gradient at {name}",
    "local": "slope at {name}",
    "ones": "ones",
}
GRID_TRANSPOSED = "{name}, transposed"
GRID_SHAPED = "{name}, {rows} by {columns}"
LINES = {
    "sample": "sample {number}",
    "input": "input {number}",
    "unit": "unit {number}",
    "output": "output {number}",
    "to unit": "to unit {number}",
    "to output": "to output {number}",
    "from input": "from input {number}",
    "from unit": "from unit {number}",
    "all": "all units",
}
EACH_MATRIX = "one for each matrix"
ENTRIES = "Number by number: {count}"
SCALAR_STEPS = ("scalar step", "scalar steps")
ENTRY_BACK = "To the matrix"

# What a reader may do wrong in a field, and what to write instead.
ERRORS = {
    "is": "{argument} is {value}: {remedy}",
    "number": "give a number, such as 0.5, 1/3 or 2*pi",
    "range": "give a number from −1 000 000 to 1 000 000",
    "finite": "give a finite number",
    "positive": "give a positive finite number",
    "undefined": "the operation is not defined there; change a number that leads to it",
    "power_of_negative": "a negative base has powers for whole exponents only: make the exponent {exponent} whole",
    "power_of_zero": "0 has no slope or value with the exponent {exponent}: change the base or the exponent",
    "overflow": "use smaller numbers: it overflows",
    "in_sample": "{what} in sample {number}",
    "derivative_of": "derivative of {name}",
    "none_by": "there is none by {by}: {remedy}",
    "probability": "give a target from 0 to 1: it is a probability in {loss}",
    "probabilities": ("make the targets add up to 1, such as 1 for the right class and 0 for the others, in {loss}"),
}
FORMULAS = {
    "example": "write an expression, such as x*y + sin(x)",
    "allowed": "use numbers, names, + - * / ** and the listed functions",
    "unreadable": "it cannot be read: {why}",
    "long": "write at most {most} characters",
    "operations": "use at most {most} operations a statement: a = …; b = a + …",
    "parentheses": "nest at most {most} parentheses",
    "levels": "nest at most {most} levels",
    "constant": "a value is a number, or a formula of numbers, pi and e",
    "one": "write one formula of numbers",
    "alike": "call one of the two otherwise: it is written like {other}",
    "undefined": "the operation is not defined there, or overflows",
    "overflows": "use smaller numbers: it overflows",
    "greek": "a name has one Greek letter, with an index or none, such as θ_1; write * for a product",
    "letters": "write names with the letters a to z or one Greek letter",
    "digits": "write the digits 0 to 9",
    "index": "write the index on the line, such as x1 or x_1",
    "space": "write a plain space",
    "invisible": "delete this invisible character",
    "quotation": "leave the quotation mark out",
    "sign": "write {sign}",
    "exponent": "write the exponent behind the parentheses, such as {function}(x)**2",
    "exp": "write exp(x) for e to the power x",
    "product": "write {first}*{second} for a product",
    "name_before": "write {first}*{second} for a product, and parentheses for a function, as in sin(x)",
    "value_before": "write * for a product: {first}*{second}",
    "between": "write * between the parentheses for a product",
    "call": "write {name}*(…) for a product, or ",
    "close": "did you mean {close}? ",
    "functions": "use one of the functions {known}",
    "other_base": "numbers are decimal: write {number}",
    "line": "write {number}, without _",
    "zero": "numbers are decimal and begin with no 0 but one before the point: write {number}",
    "points": "write one number with one decimal point, such as 0.5",
    "comma": "write {number}, with a decimal point",
    "both": "write a product of comparisons, such as (x > 0)*(x < 1)",
}


def describe_network(widths: Sequence[int], parameters: int) -> str:
    """A network in one sentence, with places for the numbers of steps."""
    units = [counted(width, "unit", "units") for width in widths[1:-1]]
    layers = counted(len(units), "hidden layer", "hidden layers")
    hidden = f", {layers} of {listed(units)} and " if units else " and "
    inputs = counted(widths[0], "input", "inputs")
    outputs = counted(widths[-1], "output", "outputs")
    steps = STEPS.replace("{end}", "loss")
    return f"A network with {inputs}{hidden}{outputs}: {parameters} parameters, {steps}"


ARRIVING = {"upstream": "upstream", "downstream": "downstream"}
DELTA = "δ stands for ∂L/∂z, the derivative of the loss by a weighted sum."
DELTA_OF_MATRICES = "Δ stands for ∂L/∂Z, the derivatives of the loss by all weighted sums of a layer."
WIRING = {
    "bias shared": "The units of each layer share one bias.",
    "bias of outputs": (
        "The outputs share one bias. A layer that is normalised has none, which the mean would take out again."
    ),
    "bias none": "There are no biases.",
    "normalize layer": "The weighted sums of each hidden layer are normalised over its units.",
    "normalize batch": (
        "The weighted sums of each hidden unit are normalised over the samples. They have no bias, which the mean "
        "would take out again."
    ),
    "dropout": "Dropout: {masks} are the masks, and a unit with the mask 0 is dropped.",
    "dropout of one": "Dropout: {masks} is a mask, and with the mask 0 the unit is dropped.",
    "skip": "What layer {start} makes is added to what layer {end} makes.",
    "skip inputs": "The inputs are added to what layer {end} makes.",
    "fixed": "{names} are held fixed: they have no gradient step, and training leaves them as they are.",
    "fixed one": "{names} is held fixed: it has no gradient step, and training leaves it as it is.",
}


def describe_samples(number: int, count: int, mean: str) -> str:
    """Which of several samples is stepped through, and what comes of all of them: a sentence to add."""
    return (
        f"These are the steps of sample {number} of {count}. The loss {mean} is the mean over all samples, and so are "
        "the gradients of the last steps."
    )


def describe_batch(samples: int, *, columns: bool) -> str:
    """How the samples stand in the matrices, in one sentence."""
    each = "column" if columns else "row"
    return f"There is one sample, in one {each}." if samples == 1 else f"Each of the {samples} samples has a {each}."


def describe_expression(given: int, operations: int) -> str:
    """A graph in one sentence, with places for the numbers of steps."""
    values = counted(given, "given value", "given values")
    steps = STEPS.replace("{end}", "result")
    return f"A graph of {values} and {counted(operations, 'operation', 'operations')}: {steps}"


def describe_program(given: int, operations: int, lines: int) -> str:
    """A program and its graph in one sentence, with places for the numbers of steps."""
    values = counted(given, "given value", "given values")
    steps = STEPS.replace("{end}", "result")
    return (
        f"A program of {counted(lines, 'line', 'lines')} and its graph, with {values} and "
        f"{counted(operations, 'operation', 'operations')}: {steps}"
    )


def describe_tangents(given: int, operations: int, by: str) -> str:
    """A graph in forward mode in one sentence."""
    values = counted(given, "given value", "given values")
    return (
        f"A graph of {values} and {counted(operations, 'operation', 'operations')} in forward mode: beside "
        f"each value that depends on {by}, its derivative by {by}."
    )


def listed(items: Sequence[str]) -> str:
    """a, b and c"""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def describe_operations(width: int) -> str:
    """A plot of operations in one sentence: of two layers of any width, or of more and more layers of one width."""
    units = counted(width, "unit", "units")
    layers = f"more and more hidden layers of {units}" if width else "two hidden layers of equal width"
    return (
        "Operations of one forward and of one backward pass, and of the same gradients in forward mode, fetching and "
        "storing numbers included, against the number of parameters, for networks with one input, "
        f"{layers} and one output."
    )


def describe_counts(width: int) -> str:
    """A plot of multiplications in one sentence."""
    units = counted(width, "unit", "units")
    return (
        f"Multiplications for the gradients of all parameters of a network with one input, one "
        f"output and {units} in each hidden layer, against the number of hidden layers."
    )


def describe_signals(signal: str, width: int, samples: int, same: Sequence[str]) -> str:
    """A plot of what comes through to each layer; `same` is what all its networks have."""
    here = listed(
        [*same, f"{counted(width, 'unit', 'units')} in each layer", "biases of 0", f"{samples} samples by chance"]
    )
    return f"{signal}, before any training. Here: {here}."


def layers(depth: int) -> str:
    """How deep a network is."""
    return counted(depth, "layer", "layers")


def describe_curve(function: str, points: Sequence[tuple[str, str, str]], least: str, most: int) -> str:
    """A curve with its points: names, places and slopes; of more than `most` points the `least` slope."""
    curves = f"The activation φ, {function}, and its slope φ′"
    if len(points) > most:
        return (
            f"{curves}; the dots are the units with all samples, {len(points)} in all, the least slope being {least}."
        )
    told = listed([f"{name} = {z} with the slope {slope}" for name, z, slope in points])
    return f"{curves}; the dots are the units: {told}."


def with_word(template: str, word: str) -> str:
    """The template with another word for the gradient that arrives."""
    return template.replace("gradient arriving at", f"{word} gradient at").replace(
        "arriving gradient", f"{word} gradient"
    )


def operation_name(name: str) -> str:
    """What a drawing calls a primitive."""
    return OPERATIONS.get(name, name.replace("_", " "))


def counted(count: int, singular: str, plural: str) -> str:
    """`count` with the word in the right number: 1 input, 2 inputs."""
    return f"{count} {singular if count == 1 else plural}"


def number_word(count: int) -> str:
    """A whole number as running text has it: in words up to twenty."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else str(count)


def times(count: int) -> str:
    """How often: once, twice, three times."""
    return TIMES.get(count, f"{number_word(count)} times")
