"""The words a reader meets: names of things, one sentence a step, messages of the live engine.

Sentences are templates; {target}, {consumer}, {other} stand for symbols as running text. A teacher
who prefers other words changes them here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop.graph import Graph

FUNCTIONS = {
    "log": "ln",
    "log_softmax": "ln softmax",
    "normal_cdf": "Φ",
    "normal_density": "φ",
    "relu": "ReLU",
    "sigmoid": "σ",
    "silu": "SiLU",
}
OPERATIONS = {"add": "+", "sub": "−", "mul": "×", "div": "÷", "neg": "−", "pow": "power"}
TITLES = {
    "given": "The given values",
    "forward": "Value of {target}",
    "backward": "Gradient at {target}",
    "contribution": "Part of the gradient at {target}, from {consumer}",
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
    "tanh": "{target} is the hyperbolic tangent of {other}, always between −1 and 1.",
    "sigmoid": "{target} is the sigmoid of {other}, always between 0 and 1.",
    "relu": "{target} is {other} where that is positive, and 0 otherwise.",
    "identity": "{target} is {other} unchanged: no function is applied to it.",
    "softplus": "{target} is the softplus of {other}: ReLU with its corner rounded.",
    "gelu": "{target} is {other} times the share of the standard normal distribution below it.",
    "silu": "{target} is {other} times its sigmoid.",
    "half_squared_error": "The loss {target} is half the squared distance from prediction to target.",
    "mean_squared_error": "The loss {target} is the mean squared distance from prediction to target.",
    "binary_cross_entropy": (
        "The loss {target} is the cross-entropy between the target and the sigmoid of the output."
    ),
    "softmax_cross_entropy": (
        "The loss {target} is the cross-entropy between the targets and the softmax of the outputs."
    ),
    "add": "{target} is the sum of {other} and {second}.",
    "sub": "{target} is {other} minus {second}.",
    "mul": "{target} is {other} times {second}.",
    "div": "{target} is {other} divided by {second}.",
    "neg": "{target} is {other} with its sign turned.",
    "pow": "{target} is {other} to the power {second}.",
    "power": "{target} is {other} raised to a fixed power.",
    "exp": "{target} is e to the power {other}.",
    "log": "{target} is the natural logarithm of {other}.",
    "sqrt": "{target} is the square root of {other}.",
    "sin": "{target} is the sine of {other}.",
    "cos": "{target} is the cosine of {other}.",
    "abs": "{target} is the absolute value of {other}.",
    "max": "{target} is the larger of {other} and {second}.",
    "min": "{target} is the smaller of {other} and {second}.",
}
FORWARD_OTHER = "{target} is worked out from the values above it ({operation})."
BACKWARD_OTHER = (
    "What arrives at {consumer} is multiplied by the local derivative of {consumer} with respect to "
    "{target} ({operation})."
)
BACKWARD = {
    "weight": (
        "{target} is multiplied by {other} on its way into {consumer}, so its local derivative "
        "is {other}, the value at the other end of the edge."
    ),
    "bias": (
        "{target} is simply added into {consumer}, so its local derivative is 1 and the arriving "
        "gradient passes on unchanged."
    ),
    "input": (
        "{target} is multiplied by the weight {other} on its way into {consumer}, so its local "
        "derivative is that weight."
    ),
    "tanh": ("The local derivative of tanh is one minus its own value squared, so {consumer} is all that is needed."),
    "sigmoid": (
        "The local derivative of the sigmoid is its own value times one minus that value, so "
        "{consumer} is all that is needed."
    ),
    "relu": "ReLU lets the gradient through where {target} is positive, and blocks it elsewhere.",
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
    "binary_cross_entropy": (
        "The backward pass starts at the loss: the derivative of the cross-entropy is the "
        "predicted probability minus the target."
    ),
    "softmax_cross_entropy": (
        "The backward pass starts at the loss: the derivative of the cross-entropy is the "
        "predicted probability minus the target."
    ),
    "add": "A sum passes the arriving gradient on to each of its parts unchanged.",
    "sub": (
        "A difference passes the arriving gradient on to its first part unchanged, and to its "
        "second with the sign turned."
    ),
    "mul": "The local derivative of a product with respect to one factor is the other factor.",
    "div": (
        "The local derivative of a quotient is one over the denominator with respect to its numerator, and minus the "
        "quotient over the denominator with respect to its denominator."
    ),
    "neg": "Turning the sign of a value turns the sign of its gradient.",
    "power": "The local derivative of a power is the exponent times the next lower power.",
    "pow": (
        "The local derivative of a power is the exponent times the next lower power with respect to its base, and the "
        "logarithm of the base times the power with respect to its exponent."
    ),
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
    "max": (
        "The larger argument gets the whole arriving gradient, the smaller one nothing; where they are equal, each "
        "gets half."
    ),
    "min": (
        "The smaller argument gets the whole arriving gradient, the larger one nothing; where they are equal, each "
        "gets half."
    ),
    "abs": "The absolute value passes the gradient on with the sign of {target}.",
}
# What a function is, told where a formula calls it and no sentence above does.
NOTATION = {
    "larger": "larger(…) is 1 where its first number is the larger one, 0 where it is the smaller, ½ where both tie.",
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
SUMMED = "{target} was used {count} times, so {count} gradients arrive, one from each use, and they add up."

OVERWRITTEN = (
    " Here is the bug: {target} was used {count} times, but the last gradient to arrive has replaced the others."
)
BUGGED = "It has a bug on purpose: gradients that meet replace one another instead of adding up."
TANGENT = "The derivative of {target} is that of {source} times the local derivative."
TANGENT_SUM = "{target} reads {source}, so {count} products, one for each argument that changes, add up."
BLANK = "?"
BLANK_SPOKEN = "for you to work out"
BLANK_LINE = "…"
FADED = "Your turn: put in the local derivative and the numbers, and work it out."
FADED_SUM = "Your turn: all parts are known by now, so add them up."
FADED_PRODUCTS = "Your turn: put in the numbers of each use, multiply, and add the products up."
FADED_OVERWRITTEN = "Your turn: with the bug, only the gradient that arrives last counts. Which number is left?"
ANSWER = "Show the answer"

STATUS = {
    "given": "Step 0 of {total}. The given values.",
    "forward": "Step {number} of {total}, forward. {spoken} is {value}.",
    "backward": "Step {number} of {total}, backward. The gradient at {spoken} is {value}.",
    "contribution": "Step {number} of {total}, backward. Part of the gradient at {spoken} is {value}.",
    "tangent": "Step {number} of {total}, forward mode. The derivative of {spoken} by {by} is {value}.",
}
DRAWING = {
    "given": "Drawing with the given values only.",
    "forward": "Drawing with the new value of {spoken}, {value}.",
    "backward": "Drawing with the new gradient at {spoken}, {value}.",
    "contribution": "Drawing with a new part of the gradient at {spoken}, {value}.",
    "tangent": "Drawing with the new derivative of {spoken} by {by}, {value}.",
}
WIDE_DRAWING = "Wide drawing; scroll sideways to see all of it."
STEPS = "{forward} from the given values to the {end}, then {backward}, one for each gradient."
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
COSTS = {"forward": "forward", "backward": "backward"}
OPERATIONS_COUNTED = (
    "Operations of one forward and of one backward pass, fetching and storing numbers included, against the "
    "number of parameters, for networks with one input, two hidden layers of equal width and one output."
)
UPDATES = "updates"
LOSS = "mean loss"
EXACT = "exact, t = {t}"
PHYSICS = {
    "loss": "The loss of a network with hidden layers of {hidden} units, over {updates} updates.",
    "solution": (
        "What a network with hidden layers of {hidden} units gives for u after {updates} updates, at the first "
        "and at the last time, and the exact solution at the last."
    ),
    "residual": (
        "What is left of the residual of a network with hidden layers of {hidden} units after {updates} updates, "
        "at three times."
    ),
}
DESCENT = "Gradient descent on {samples} samples with the learning rate {rate}: the mean loss after each update."
PLOT = "Plot of {y} against {x}. At {last}: {ends}."

CONTROLS = {
    "group": "Steps of the figure",
    "back": "Back",
    "forward": "Forward step",
    "backward": "Backward step",
    "play": "Play",
    "reset": "Reset",
    "scrubber": "Step",
    "scrubbed": "Step {step} of {steps}",
    "numbers": "Change any number",
    "defaults": "Original numbers",
    "cancel": "Cancel",
    "retry": "Try again",
    "progress": "Download of the live engine",
    "table": "All values, with more digits",
    "plot_table": "The numbers of this plot",
}
NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TIMES = {1: "once", 2: "twice"}
TABLE_HEAD = ("Quantity", "Value")
TABLE_GRADIENT = "Gradient ∂{output}/∂·"
TABLE_TANGENT = "Derivative by {by}"
TABLE_OVERWRITTEN = "Overwritten instead of added"

CLIENT: dict[str, str] = {
    "play": "Play",
    "pause": "Pause",
    "step_of": CONTROLS["scrubbed"],
    "at_start": "This is the first step. Press Forward step to go on.",
    "at_end": "This is the last step. Press Back to look again, or Reset to start over.",
    "forward_finished": "The forward pass is finished. Press Backward step to go on.",
    "forward_unfinished": "The forward pass is not finished yet. Press Forward step first.",
    "field_empty": "This field is empty, so the figure keeps {kept}. Type a number such as 0.5.",
    "field_not_a_number": ("This is not a number, so the figure keeps {kept}. Type a number such as 0.5 or −1.2e−3."),
    "field_infinite": (
        "This number is infinite, so the figure keeps {kept}. Type a number from −1 000 000 to 1 000 000."
    ),
    "field_too_large": (
        "This number is too large, so the figure keeps {kept}. Type a number from −1 000 000 to 1 000 000."
    ),
    "live_loading": "Loading Python, to compute with your number.",
    "live_progress": "{done} of {total} MB",
    "live_starting": "Starting it, this takes a few seconds.",
    "live_ready": "Live: Python in this page computes every step anew.",
    "live_kept": "The figure still shows its earlier numbers, and stepping goes on.",
    "live_cancelled": "Loading was cancelled. {kept} Press Try again to compute with your number.",
    "live_failed_download": ("{file} could not be downloaded. {kept} Check the connection, then press Try again."),
    "live_failed_integrity": (
        "{file} arrived incomplete or altered, so it was not run. {kept} Press Try again; if "
        "that does not help, tell whoever runs this site."
    ),
    "live_failed_wasm": (
        "This browser did not let WebAssembly run, which Python in a page needs. {kept} Allow "
        "WebAssembly for this site or use another browser, then press Try again."
    ),
    "live_failed_worker": (
        "The script that runs Python could not be started. {kept} Check the connection and "
        "the browser's settings, then press Try again."
    ),
    "live_failed_engine": ("Python stopped with an error. {kept} Press Try again, perhaps with another number."),
    "live_failed_parity": (
        "Python in this browser computes the printed figure differently, so none of its numbers are shown. {kept} "
        "Reload the page; if that does not help, tell whoever runs this site."
    ),
    "live_failed_slow": (
        "Python needed more than two seconds for this, so it was stopped. {kept} Press Try again, perhaps with "
        "another number."
    ),
    "live_failed_insecure": (
        "This page came over an unprotected connection, where the browser cannot check what "
        "it runs. {kept} Open the page with https, then change the number again."
    ),
    "live_failed_file": (
        "This page was opened from a disk, where the browser does not let Python start. "
        "{kept} Open the page from a web server to change its numbers."
    ),
}

# What a wrong answer may come from: {arriving} and {local} are the two factors, as symbols.
SLIPS = {
    "added_despite_bug": (
        "All paths added up: that is the true gradient. But this figure shows a bug on purpose, in which the last "
        "gradient to arrive replaces the others. What does the program with the bug get?"
    ),
    "wrong_sign": "The size is right, the sign is not. Follow the minus signs through the step once more.",
    "wrong_sign_of_part": "One of the parts has the wrong sign. Check the minus sign of each before you add them.",
    "missing_path": (
        "A path is missing: {target} is used {count} times, so {count} products arrive. Work out each, then add them."
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

TOOLS: dict[str, str] = {
    "tools": "Tools of this figure",
    "try_again": "Try again",
    "field_is": "{field}: {value}",
    "tool_bug": "Overwrite instead of adding",
    "bug_on": (
        "A bug on purpose: where gradients meet, the last one to arrive now replaces the others. Step to where they "
        "meet, and compare. Switch it off, and they add up again."
    ),
    "bug_off": "Gradients that meet add up again.",
    "tool_predict": "Predict each step",
    "predict_question": "Step {step} of {steps}: {title}?",
    "predict_answer": "Your answer: a number, or a formula of numbers",
    "predict_check": "Check",
    "predict_show": "Show me",
    "predict_next": "Next step",
    "predict_shown": "Here it is.",
    "tool_train": "Train",
    "train_told": (
        "Each update runs the whole forward and the whole backward pass, and only then moves every parameter by "
        "minus the learning rate times its gradient."
    ),
    "train_rate": "Learning rate",
    "train_rate_wrong": "The learning rate must be a number above 0, such as 0.1.",
    "train_one": "One step",
    "train_run": "Run",
    "train_stop": "Stop",
    "train_start": "Back to start",
    "train_updates": "Update",
    "train_at": "Update {update} of {last}: loss {loss}",
    "train_running": "Training.",
    "train_stopped": "Stopped. Update {update} of {last}: loss {loss}.",
    "train_anew": "You changed a number, so training starts anew from the numbers above.",
    "train_still": "No parameter moves any more, so training stopped.",
    "train_enough": "That is as many updates as the page keeps.",
    "train_name": "Parameter",
    "train_weight": "Value",
    "train_gradient": "Gradient",
    "train_numbers": "The numbers of this curve",
    "tool_check": "Check gradient",
    "predict_end": "Every step is shown. Press Reset above to start over.",
    "tool_share": "Copy link to this step",
    "share_label": "Address of this step, with its numbers",
    "share_copy": "Copy again",
    "share_copied": "The link is copied. It opens this step with the numbers that it has now.",
    "share_select": (
        "The browser did not allow copying. The address is selected: press Ctrl and C, or Command and C on a Mac."
    ),
    "share_wrong": (
        "The part “{part}” of this page's address cannot be used, so every figure shows its original numbers. "
        "Correct that part, or ask for the link again."
    ),
    "share_no_step": "The address asks for a step that this figure does not have, so it shows its first step.",
    "share_no_engine": (
        "The address holds changed numbers, but nothing here can compute with them, so the figure shows its "
        "original numbers."
    ),
    "tool_takeaway": "Take away",
    "take_formula": "Formula of this step",
    "take_drawing": "Drawing of this step",
    "take_numbers": "All numbers",
    "take_program": "The figure as a program",
    "take_tex": "TeX",
    "take_svg": "SVG",
    "take_png": "PNG",
    "take_csv": "CSV",
    "take_numpy": "NumPy",
    "take_jax": "JAX",
    "take_pytorch": "PyTorch",
    "take_save": "Save as {file}",
    "take_saved": "Saved as {file}.",
    "take_failed": "This browser could not make {file}. Try SVG, or another browser.",
    "take_copied": "Copied. The text also stands below.",
    "take_select": (
        "The browser did not allow copying. The text is selected: press Ctrl and C, or Command and C on a Mac."
    ),
    "link_said": "In the drawing: {said}.",
    "link_v": "{name} is {value}",
    "link_g": "the derivative at {name} is {value}",
    "link_n": "{name}",
    "link_edge": "the edge from {source} to {consumer}",
}


def describe_network(widths: Sequence[int], parameters: int) -> str:
    """A network in one sentence, with places for the numbers of steps."""
    units = [counted(width, "unit", "units") for width in widths[1:-1]]
    layers = counted(len(units), "hidden layer", "hidden layers")
    hidden = f"{layers} of {listed(units)} and " if units else ""
    inputs = counted(widths[0], "input", "inputs")
    outputs = counted(widths[-1], "output", "outputs")
    steps = STEPS.replace("{end}", "loss")
    return f"A network with {inputs}, {hidden}{outputs}: {parameters} parameters, {steps}"


def describe_expression(graph: Graph) -> str:
    """A graph in one sentence, with places for the numbers of steps."""
    operations = sum(node.operation is not None for node in graph.nodes)
    given = counted(len(graph.given), "given value", "given values")
    steps = STEPS.replace("{end}", "result")
    return f"A graph of {given} and {counted(operations, 'operation', 'operations')}: {steps}"


def describe_program(graph: Graph, lines: int) -> str:
    """A program and its graph in one sentence, with places for the numbers of steps."""
    operations = sum(node.operation is not None for node in graph.nodes)
    given = counted(len(graph.given), "given value", "given values")
    steps = STEPS.replace("{end}", "result")
    return (
        f"A program of {counted(lines, 'line', 'lines')} and its graph, with {given} and "
        f"{counted(operations, 'operation', 'operations')}: {steps}"
    )


def describe_tangents(graph: Graph, by: str) -> str:
    """A graph in forward mode in one sentence."""
    operations = sum(node.operation is not None for node in graph.nodes)
    given = counted(len(graph.given), "given value", "given values")
    return (
        f"A graph of {given} and {counted(operations, 'operation', 'operations')} in forward mode: beside "
        f"each value that depends on {by}, its derivative by {by}."
    )


def listed(items: Sequence[str]) -> str:
    """a, b and c"""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def describe_counts(width: int) -> str:
    """A plot of multiplications in one sentence."""
    units = counted(width, "unit", "units")
    return (
        f"Multiplications for the gradients of all parameters of a network with one input, one "
        f"output and {units} in each hidden layer, against the number of hidden layers."
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
