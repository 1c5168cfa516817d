"""English, as exercises speak it."""

from __future__ import annotations

QUESTIONS = {
    "value": "What is {it}?",
    "factor": "What is the local derivative {it}, as a number?",
    "formula": "Write {it} with names in the place of numbers.",
    "choice": "Which of these is {it}?",
    "order": "The backward pass finds these one by one. Give the letters in an order that works.",
    "bug": "In one of these steps something went wrong; the later ones go on with its result. Which step is it?",
    "bug in matrices": "In one of these steps something went wrong. Which step is it?",
    "matrix": "What is {it}, entry by entry?",
    "shape": "How many rows and how many columns has {it}?",
    "count parameters": "How many parameters are there?",
    "count forward steps": "How many steps does the forward pass take?",
    "count backward steps": (
        "How many steps does the whole backward pass take? Each finds one gradient: of a value, a weight or a bias."
    ),
    "count backward steps in matrices": (
        "How many steps does the whole backward pass take? Each finds one gradient: of values, X among them, of the "
        "weights or of the biases of a layer."
    ),
    "count products": "How many products add up to {it}?",
}
DERIVATIVE = "the derivative {found}"
DERIVED = "of {of} by {by}"
RIGHT = "Right: {answer}."
WRONG = (
    "That is not it. Look at the drawing or the steps beside it, write the formula down, and put in the numbers once "
    "more."
)
NOT_LOCAL = (
    "That is a gradient of the loss, or the whole product. What is asked for is the local derivative alone, the factor "
    "that this one operation brings in."
)
FACTOR_SLIPS = {
    "value_for_derivative": "That is the value {consumer}. What is asked for is its derivative {local}.",
    "other_factor": "That is another of the values that {consumer} reads. Which of them is {other} multiplied by?",
    "wrong_sign": "The size is right, the sign is not.",
}
OTHER_DERIVATIVE = (
    "That is {value}, the derivative {found}. What is asked for is {local}: what is {other} multiplied by?"
)
FACTORS = "Write one product for each of these edges: what arrives there, times the local derivative, with names."
GROWTH = "If this value alone grows by one, by how much does the result of the operation grow?"
NO_FORMULA = (
    "This cannot be read as a formula. Write names as in the exercise, with * between what is multiplied and brackets "
    "around what is divided by, such as {example}."
)
NO_NAME = "This exercise has no {name}. The names most like it are {names}. Put a * between factors."
SPOKEN = {
    "**2": "squared",
    "*": "times|multiplied (?:by|with)",
    "/": "(?:divided )?by|over|with respect to",
    "+": "plus",
    "-": "minus",
    "=": "equals",
    "(": "open (?:bracket|parenthesis)",
    ")": "close (?:bracket|parenthesis)",
    "yhat": r"y\s*hat",
    "∇": "(?:the )?(?:partial )?derivative of",
    "∂": "partial",
    " ": "sub",
}
DIGITS = "zero one two three four five six seven eight nine"
IS_ASKED = "That is the name of what is asked for. Write what it is made of."
CLAIM = "That is "
"""So a verdict begins that says what a typed number is; where another question asks for that, it is left out."""
ONLY_HERE = "With these numbers that gives the right result, but only with these. Write names in the place of numbers."
WRONG_FORMULA = "That is not it. Which operation reads this value, and what is its derivative there?"
NO_LETTER = "Give the letter of one of them, such as a."
NO_ORDER = "Give each of the {count} letters from a to {last} once, such as b a c."
ORDER_RIGHT = "Right: each is found after all that it needs."
TOO_EARLY = "Step {early} needs what step {needed} finds, so {needed} has to come before it."
ORDER_HINTS = (
    "Find the loss in the drawing or the steps beside it: the backward pass begins there.",
    "A gradient can be found once those of everything that reads its value are known.",
    "Go back layer by layer: the output, its weights and its bias, the hidden values, their weighted sums, the rest.",
)
BUGS = {
    "overwritten": "Where several products arrive, the last one replaced the others instead of being added.",
    "updated_weight": (
        "A weight that had moved already was used; the whole backward pass needs those of the forward pass."
    ),
    "wrong_place": "The local derivative was taken at the value before the function instead of the one after it.",
    "wrong_sign": "The sign is wrong.",
    "transposed": "The product of the two matrices stands the other way round, so that its result is transposed.",
    "lost_mean": "The sum over the samples was not divided by how many there are.",
}
BUG_HINTS = (
    "Go through the steps from the first one on, and compare each with the drawing or what is said beside it.",
    "For each: has it a product for every edge, are all its numbers those of the forward pass, is the sign right?",
)
TURNED_HINTS = (
    "Begin with the shapes: a gradient has as many rows and columns as what it is the gradient of.",
    "For each product: does the letter on the left give the rows, and the one on the right the columns?",
)
BUG_KIND = "This is what went wrong: {slip}"
BUG_AT = "It is step {letter}. {slip} This is how it has to be:"
BUG_FOUND = "Right. {slip}"
BUG_FOLLOWS = "This step is right in itself: it goes on with a number that was wrong before. Look further ahead."
BUG_NOT_THERE = "This step is right. Look for one that is not."
NO_WHOLE = "This is no whole number. Count, and type it in digits."
WRONG_COUNT = "That is not it. Count once more, along the drawing or the steps beside it."
FORGOT_BIASES = "These are the weights alone. Biases are parameters as well."
OTHER_PASS = {
    "forward steps": (
        "That is how many steps the backward pass takes. On the way forward, weights and biases are given: no steps."
    ),
    "backward steps": (
        "That is how many steps the forward pass takes. On the way back, each weight and each bias has a step as well."
    ),
}
COUNT_WAYS = {
    "parameters": "One weight for each edge between units, and one bias for each unit that is not an input.",
    "forward steps": "One step for each operation: what is worked out from the given values to the loss.",
    "backward steps": (
        "One step for each value by which the loss is differentiated on the way to the parameters. In matrices the "
        "inputs have one, too."
    ),
}
COUNTED = "These are {found}."
COUNT_HINTS = {
    "parameters": (
        "Look at the edges between units, and at the units that are no inputs.",
        "Each of these edges has a weight, and each of these units has a bias.",
        "For two layers with n and m units that is n times m weights, and m biases.",
    ),
    "forward steps": (
        "Begin at the inputs, and go to the loss.",
        "Each value that has to be worked out is a step; what is given is none.",
        "A unit, in matrices a layer, has two: weighted sum and activation. Then comes the loss.",
    ),
    "backward steps": (
        "Begin at the loss, and go back to the parameters.",
        "Each value gets one gradient, however many products add up to it.",
        "Count the parameters, and the values between them and the loss, with which it begins; in matrices also X.",
    ),
    "products": (
        "Find the value in the drawing or the steps beside it, and the edges from it to all that reads it.",
        "Each operation that reads it sends one product back.",
        "Write down one product for each of these edges, and count.",
    ),
}
NO_MATRIX = "Give a number for every entry. As text, put spaces between them and ; between rows, such as 1 2; 3 4."
AT_ENTRY = "Row {row}, column {column}: {told}"
NO_SHAPE = "Give two whole numbers, first the rows, such as {example}."
TRANSPOSED = "The other way round: that is the transposed matrix. Rows come first. {stand}"
WRONG_SHAPE = "That is not it. Write down the shapes of what it is made of."
SHAPE_HINTS = {
    "gradient": (
        "Find the matrix by which the loss is differentiated.",
        "There is one derivative for each of its entries.",
        "So the gradient has the shape of the matrix itself.",
    ),
    "value": (
        "Find the step that makes it, and what that reads.",
        "One side counts the samples, the other one the units of the layer.",
        "In a product, the rows are those of the first factor, the columns those of the second.",
    ),
}
SECOND_NUMBERS = {
    "leaky_relu": "The second number of LeakyReLU is its slope below 0.",
    "elu": "The second number of ELU is its scale below 0.",
}
STEPS = "Step by step, as in the drawing:"
WIRED = "{target} is {inputs}"
WIRED_WITH_BIAS = "{target} is {inputs} plus the bias {bias}"
INPUT = "{value} times {weight}"
INPUT_OF_MATRICES = "a product of {value} and {weight}"
PLUS = " plus "
STAND = (
    "Samples stand in rows: each row of X is a sample.",
    "Samples stand in columns: each column of X is a sample.",
)
SHEET = {
    "code": "Code {code}",
    "table": "Table of {function}: each z, and beside it {function}(z)",
    "room": "Room for your work",
    "field": "Question {number}: {question}",
}
