"""What the guide for authors says, for each language; see `tools.authors`. The German stands beside this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the guide says in a language; each heading with the address that it has in every language.

    `before` the tables of keys, `functions` below them, and `after` these; `{same}` stands where a fence is drawn below
    itself."""

    language: str
    before: str
    head: str
    row: str
    titles: Mapping[str, str]
    """Of the groups of keys, by their English ones, where they are others."""
    functions: str
    after: str
    figures: Sequence[str]
    """What was measured, in the order of the measurements."""
    thousands: str
    marked: Callable[[str], str]
    """A text of the schema as Markdown."""


BEFORE = """\
---
title: For authors
description: How to write a figure, every key of the fence, how to quote its numbers, and what errors say.
search:
  boost: 0.3
---

# For authors

[From an empty folder to a published page](first-page.md) begins at the beginning; here is all of it.

## A figure

Once, beside your MkDocs (Python 3.12 or newer), with the two wheels of this project:

```console
$ pip install backprop-0.1.0-py3-none-any.whl mkdocs_backprop-0.1.0-py3-none-any.whl
```

All that browsers need is in them; in a clone of this project, `make dist` writes them. Your `mkdocs.yml` says

```yaml
plugins:
  - search
  - backprop
```

Then a figure is a fence in Markdown. The engine runs it when the site is built.

````markdown
```backprop
name: smallest-example
title: A network of my own
network: [1, 1, 1]
values: {w11: 0.8, x: 0.5, y: 0.8}
```
````

gives

{same}

Each step has an address: `#smallest-example-step-8` opens this page [at step 8](#smallest-example-step-8).
With other numbers it is `?bp=smallest-example,w11:1.5,x:-1#smallest-example-step-8`; without scripts that leads to the
step as it was built.

## Quoting numbers

Never type a number that a figure shows. Write its name between braces, and the engine puts it in when the site is
built: `{{ smallest-example: dL/dw11 }}` becomes {{ smallest-example: dL/dw11 }}. There are

* values by name, `{{ smallest-example: yhat }}`, and gradients, `dL/dw11` (in forward mode `dy/dx1`);
* gradients as a program gives them that overwrites instead of adding: `dL/dw11 overwritten`;
* more digits, `dL/dw11, six digits`; and the place, `step of dL/dw11`;
* counts: `parameters`, `forward steps`, `backward steps`, `faded steps`, in words too (`parameters in words`),
  `multiplications with reuse`, and `times dL/dz1 is used`;
* of several samples, the means, `L` and `dL/dw11`; of the one that is shown, number 2 say, `L2` and `dL2/dw11`;
* points of a plot: `with reuse at 10`, `mean loss at 60`, `forward at 97`; and of a descent
  `sample 1 x`, `first w`, `last w`, `first dL/dw`, `last dL/dw`.

A figure is quoted on its own page. A name that does not exist is a warning with the names nearest to it; `mkdocs build
--verbose` lists them all. So is a number that `fade` leaves to the reader; in an answer that readers open, quote it as
`dL/dw11, left to readers`.

## What readers get

Every figure has the same tools below it, and no key asks for them: [How to use the
figures](index.md#how-to-use-the-figures) lists them. Those that need Python are offered where the site is built with
live numbers. Three keys prepare an exercise: `fade` leaves the last steps to the reader, `predict` asks for each step
before it is shown, and `bug` shows a program that forgets to add; where gradients meet, readers can switch that bug on
by themselves.

### A page on which they write figures

A fence `backprop-sandbox`, on one page of the site, is the place where readers write figures of their own. What stands
in it is a figure as in any other fence, with which they begin. Every figure of the site then has the tool *Edit this
figure*, which leads there, and a list there has them all.

Readers' texts are checked as those of authors are, by the same code, in their browsers. An address holds the whole
figure and is never sent to a server. A program that an address brings runs when its reader presses *Run*, in the
worker of the page, and may do no more than programs of authors.

### An exercise

````markdown
```exercise
name: one-gradient
title: A gradient by hand
network: [1, 1]
draw:
  values: {w*: [-2, -1.5, 0.5, 2], b*: [-1, 1], x: [2, 3, 4], y: [1, 2]}
ask: [{factor: dzo/dwo1}, {value: dL/dwo1}]
seed: 7
```
````

gives

{same}

A fence `exercise` has the keys of a figure of steps and those of [the table below](#in-an-exercise). The engine draws
numbers by chance until a draw is worth solving: no dead ReLU everywhere, no zero that is not that of a
ReLU anywhere on the way, no two units alike, no saturated function, no tie at a kink, no symmetric matrix where shapes
are asked for, no two slips with the same answer, no more digits than you ask for. Where the sets leave none, the
warning says what was in the way how often. With the same seed a paper is the same on every machine, for ever; readers
draw others by *New numbers*.

Without scripts, and on paper, an exercise is a worksheet with room to write: drawing, given values, questions and
the code, no answer. The build writes its key, with those of the other exercises of the page, to a page of its own
below `exercise-keys/`, where each is closed until it is opened; a printed one has them all. The exercise links to
it, no search lists it, and the source of the exercise's own page has no answer. With scripts the key is worked out
in the page, on request. Where all is one page (Sphinx's `singlehtml`) it stands there, behind a disclosure. All
this can be opened by anybody: whoever wants to keep answers from students leaves the exercise out of the site and
hands out sheets.

## Names

The parameters of a network are called as in the chapter: `w11`, `b1`, `wo1`, `bo`, `x`, `y`; the first index names
where a weight comes from. Several inputs are `x1`, `x2`, …, several outputs `yhat1`, `y1` and `wo11`, …, and with a
cross-entropy `p` or `p1`, … instead of `yhat`; with several
hidden layers `w2_13` is $w^{(2)}_{13}$.

What the keys add to a network has names, too: a bias that a layer shares is `b`, or `b2` of layer 2 of several; with
`dropout`, `m1` is a mask and `d1` what it leaves; with `skip`, `s1` is a sum; with `normalize: layer`, `mu` and `v` are
mean and variance of a layer (`mu2` and `v2` of layer 2 of several), and each unit has `c1`, `n1`, `gamma1`, `beta1` and
`a1`. With `normalize: batch` each unit has a mean `mu1` and a variance `v1` of its own, and of each sample its number
stands before that of the unit: `n23` is unit 3 of sample 2, as all is called in matrices.

With `notation`, symbols are written as other books have them, and with the option of that name those of a whole site:

```yaml
plugins:
  - backprop:
      notation: {weights: to-from, layers: superscript, delta: true, arriving: upstream}
```

Then `w12` is shown as $w^{(1)}_{21}$ and `wo1` as $w^{(2)}_{1}$, the derivative of the loss by `z1` as
$\\delta^{(1)}_1$, and sentences speak of the upstream gradient. What stands under `values`, in links and in
quoted numbers keeps its name: a weight is called `w12` if it leads from unit 1 to unit 2, however it is shown.

In an expression any name may stand; operations without one are called `v1`,
`v2`, … Greek letters may be typed or spelled: `θ_1` and `theta_1` are the same name, shown as $\\theta_1$, and `lambda`
is one like any other.

## Languages

A figure speaks the language of its page, which is what `lang` in the front matter says, or else the language of the
theme; where figures do not know it, they speak English and say so in the markup. `lang` in a fence overrules that. A
language is two files, `engine/backprop/languages/` for what the engine says and `plugins/backprop_web/languages/` for
buttons, messages and tools; each has the names of `en.py`, and a test names what is missing. Names of quoted numbers
are the same in every language; the numbers are written as the page's language writes them.

## Numbers

A number is decimal: `0.5`, `+.5`, `1e-3`, `−0.5` with the minus that pages print. A value may also be a formula of
numbers, of `pi` and of `e`: `1/3`, `2*pi`, `sqrt(2)/2`. So may a number that a reader types into a field, where a
decimal comma will do too. YAML would read some words as other numbers than they look like, `010` as 8 and `1:30` as 90;
they are refused, and so is a title that ends at a `#`, where YAML sees a comment: put it in quotes.

## Gradients that vanish, explode or die

````markdown
```backprop
name: vanishing
title: How much of the gradient reaches each layer
signal: gradients
activation: [sigmoid, tanh, relu]
initial: [xavier, xavier, he]
depths: 10
```
````

gives

{same}

With the sigmoid, the gradient at the first layer is {{ vanishing: first over last, sigmoid, Xavier }} of that at the
last, as `{{ vanishing: first over last, sigmoid, Xavier }}` puts it. To compare depths, give `depths: [5, 10, 20]`; to
compare starts, `initial: [xavier(0.5), xavier, xavier(3)]`; to count dead units, `signal: dead-units`. Up to three
lines have room.

Why that is so, the curve of a figure of your own shows: `view: curve` in the fence of a network draws its activation
and the slope of it, with a dot for each hidden neuron, `{{ one-curve: slope at z1 }}` for the text.

```backprop
name: one-curve
title: Where two neurons are on their curve
network: [1, 2, 1]
activation: sigmoid
values: {w11: 8, x: 0.5}
view: curve
```

## Programs

````markdown
```backprop
name: two-neurons
title: Two neurons that share their weights
python: |
  def neuron(x):
      z = w*x + b
      return tanh(z)

  L = (neuron(xs[0]) - neuron(xs[1]))**2
values: {w: 0.5, b: 0.1, xs: [1, -2]}
parameters: [w, b]
```
````

With the key `python` a figure is about a small program, as one writes it in a notebook; the [gallery](gallery.md) has
more. It is run once, on numbers whose operations are noted. After that only numbers change, so no `if` or `while` may
depend on a given value.

* **What is given** stands under `values`: a number, a list of numbers as a vector, a list of rows as a matrix. With
  `parameters`, the gradients by these are worked out, and readers can train them; without, those by all that is given.
  A program may bring its own given values along, as in micrograd: `a = Value(2.0)`.
* **The result** is what the last line gives, an expression or an assignment; or what `.backward()` is called on; or,
  where the last statement is a loop, an `if` or a `def`, the name `L` or `loss`.
* **Names**: a node is called as the program first calls it. `h` that is assigned in every round of a loop is `h1`,
  `h2`, …; the entries of vectors and matrices count from 1, as in mathematics, so `W[0][1]` is `W12`, `xs[0]` is `x1`,
  and `h1_2` is entry 2 of the first `h`. What has no name is `v1`, `v2`, … To quote, use these names.
* **Syntax**: functions with defaults, classes, `for`, `while`, `if`, `return`, `break`, `continue`, lists, tuples,
  comprehensions, slices, `+ - * / ** @`; on plain numbers also `//`, `%` and comparisons. Adding the number 0, from
  which sums start, makes no node.
* **Functions**: {functions}.
* **`math`**: {math}.
* **`np`**: {np}. Arrays also have {array}.
* **Numbers** have methods, as in micrograd: `x.tanh()`, `x.relu()`, `x.exp()`, `x.log()` and so on.
* **Limits**: {steps} steps, {operations} operations in the graph, {gradients} gradients by given
  values, {given} given numbers, {lines} lines. An error names the line and what to write instead.

No text of a page is ever run by Python: it is read as a tree, compared with a list of what is allowed, and walked.
There are no imports, no files, no attributes but those above.

## In an editor

The keys below are there as a JSON Schema, [figure.json](schema/figure.json), and with those of an exercise as
[exercise.json](schema/exercise.json). An editor that speaks to the YAML language server, such as VS Code with its
extension for YAML, completes keys and words by it, says what each is, and marks mistakes with their remedy. Write the
figure in a file, and first in it where the schema is, by an address or by a path from the file:

```yaml
# yaml-language-server: $schema=figure.json
name: smallest-example
title: A network of my own
network: [1, 1, 1]
```

To YAML the line is a comment, so `backprop figure` takes the file as it is, and a fence all of its text. The schema
knows all words and which key belongs to what; names and sizes are checked when the figure is drawn.

## Keys
"""
FUNCTIONS = """
### In formulas

Numbers, names, `pi`, `+ - * / **`, parentheses, and these functions. Of one number: {single}. Of several, as many as
shown or more: {several}. The condition of `where` is a comparison, such as `where(x > 0, x, 0.1*x)`; a softmax of
several scores is the share of the first; `dot`, `kl` and `hinge` take first all numbers of one kind and then as many of
the other.
"""
AFTER = """
## How large a figure may be

The engine refuses more than 8 layers of 8 units, 120 weights and biases, 20 samples (9 in matrices), 60 operations of
a formula or a program, and 200 scalar steps in matrices. What that means, measured by `python -m bench.bench_limits`
on one processor of a small server, in CPython, while it had other work to do; a reader's browser takes 1.5 to 2.5
times as long, or more on a phone:

| Figure | Drawn at build time in | In the page | An edit: the step in sight, at most | All steps |
| --- | --- | --- | --- | --- |
{measured}

An edit computes the step in sight first. That stays below 50 ms in a browser for everything that is allowed but the
largest matrices, whose last step may take 0.3 s; all steps of a figure are there within 50 ms up to about 2-4-1, or a
program of about 15 operations. Where a page is to stay below 400 kB, a network may have about 50 parameters, matrices
about 140 scalar steps, and a program about 45 operations.

## Errors

A mistake is a warning in the build's log, and a placeholder in the page. It names page, line, key, value and remedy:

```text
WARNING -  {warning}
```

`mkdocs build --strict` fails on it; `mkdocs serve` goes on. [What errors say](errors.md) lists every remedy.
"""
FIGURES = (
    "network 1-2-1",
    "network 2-4-1",
    "network 2-2-1, 20 samples",
    "network 2-4-4-1",
    "network 4-8-1",
    "network 8-8-4-1",
    "2-3-1 with layer normalisation",
    "matrices 2-2-1, 4 samples",
    "matrices 2-2-1 with a norm, a mask and a skip, 3 samples",
    "matrices 2-3-1, 9 samples",
    "matrices 8-3, 8 samples",
    "matrices 6-4 with a fused softmax, 9 samples",
    "program of 14 operations, a loop",
    "program of 58 operations, a loop",
    "program with a matrix, 4 by 4",
)


def _marked(text: str) -> str:
    """The text with nothing in it that Markdown would read: a product is not emphasis, a mapping no attributes."""
    return text.replace("*", r"\*").replace("{", r"\{")


ENGLISH = Words(
    language="en",
    before=BEFORE,
    head="| Key | What it says | How to write it |\n| --- | --- | --- |\n",
    row="| `{key}` | {says} | {how} |\n",
    titles={},
    functions=FUNCTIONS,
    after=AFTER,
    figures=FIGURES,
    thousands=",",
    marked=_marked,
)
