"""Writes docs/gallery.md, a page for each structure as a program of at most ten lines and for each network that learns
from several samples, and the drawing of each for the list, in English and in German: `python -m tools.gallery`.

Each stands there as the figure and as the fence that an author copies. A test compares the pages with what would be
written, and the numbers of every figure with what NumPy makes of the same program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backprop_web.picture import Pictures
from tools import gallery_german as german
from tools import heads

DOCS = Path(__file__).parents[1] / "docs"
GERMAN_DOCS = DOCS.with_name("docs.de")
PICTURES = "images/gallery"
OPENING, END = "```backprop\n", "```\n"
INTRODUCTION = """\
---
title: Gallery
description: A recurrent network, a convolution, an attention head and others, and networks that learn from samples.
---

# Gallery

**Before this page:** [0.6](chain-rule-and-backpropagation.md) and [where gradients
meet](backpropagation-at-work.md#where-gradients-meet); each figure's page names what else. **Time:** about 0 minutes.

Each page also shows the text from which its figure is made, the *fence*: press *Edit this figure* below the steps to
change it, or copy it into a book of your own. [For authors](authors.md) says what may stand in it.

## Programs

A figure may be about a small program, written as one writes it in a notebook. The engine runs it once, notes every
operation, and draws the graph; the line that made a node is lit up while the node is stepped through. Where a weight
is used several times, several gradients arrive at it and add up: look for the steps that say how often something was
used. These are presets, ready to be changed; beside each stands the line that makes it what it is.
"""
SAMPLED = """
## Several samples

A course trains on many samples, not on one. The loss is then the mean of the samples' own losses, and every parameter
gets a gradient from each of them. These figures step through one sample, which you choose below the steps, and then add
up what all of them have; only the last two show them all at once, in matrices.
*Train* takes all of them.
"""


@dataclass(frozen=True)
class Preset:
    """A fence of the gallery, and before it the prose, with `formulas` below; `before` are the pages to read first."""

    name: str
    before: tuple[str, ...]
    heading: str
    prose: str
    title: str
    python: str
    values: tuple[str, ...]
    parameters: str
    closed: str = ""
    formulas: str = ""

    def fence(self) -> str:
        """The fence, as an author writes it."""
        lines = "".join(f"  {line}\n".replace("  \n", "\n") for line in self.python.strip().split("\n"))
        values = "".join(f"  {line}\n" for line in self.values)
        closed = f"closed: {self.closed}\n" if self.closed else ""
        return (
            f"{OPENING}name: {self.name}\ntitle: {self.title}\npython: |\n{lines}"
            f"values:\n{values}parameters: {self.parameters}\n{closed}{END}"
        )


@dataclass(frozen=True)
class Batch:
    """A figure of the gallery that has several samples, and the prose before it; `keys` are lines of the fence,
    `before` the pages to read first."""

    name: str
    before: tuple[str, ...]
    heading: str
    prose: str
    title: str
    keys: str

    def fence(self) -> str:
        """The fence, as an author writes it."""
        return f"{OPENING}name: {self.name}\ntitle: {self.title}\n{self.keys.strip()}\n{END}"


PRESETS = (
    Preset(
        "recurrent",
        ("sharing.md#in-time",),
        "A recurrent network over time",
        "The same three weights at every time step: w reads the input, u what the network remembers, and v makes the "
        "answer. Backpropagation through time is backpropagation through this graph. What reaches an early h from a "
        "late loss has passed u and a slope of tanh once for every time step in between, which is how it vanishes.",
        "Three time steps, one cell",
        """
h = h0
L = 0
for x, t in zip(xs, ts):
    h = tanh(w*x + u*h)
    L += (v*h - t)**2 / 2
""",
        ("w: 0.5", "u: 0.1", "v: 1", "h0: 0", "xs: [1, 2, 3]", "ts: [0.5, 1, 1.5]"),
        "[w, u, v]",
    ),
    Preset(
        "convolution",
        ("sharing.md#in-space",),
        "A convolution in one dimension",
        "Two weights slide along four inputs. Each weight is used at all three places, so its gradient is the sum of "
        "three; that is all that [sharing](../sharing.md) a weight means for the backward pass.",
        "Two weights at three places",
        """
y = [w @ x[i:i + 2] + b for i in range(3)]
L = sum(each**2 for each in y) / 2
""",
        ("x: [1, 2, -1, 3]", "w: [0.5, -1]", "b: 0.25"),
        "[w, b]",
    ),
    Preset(
        "softmax-classes",
        ("softmax-and-cross-entropy.md#several-classes",),
        "Softmax regression",
        "Scores, probabilities, and minus the logarithm of the probability of the true class, which is the second: the "
        "program counts from 0, so p[1] is the figure's p₂. Arrived at the scores, the gradient is what the textbooks "
        "print: [probability minus target](../softmax-and-cross-entropy.md).",
        "Two features, three classes",
        """
z = W @ x + b
p = softmax(z)
L = -log(p[1])
""",
        ("W: [[0.2, -0.5], [0.7, 0.1], [-0.3, 0.4]]", "x: [1, 2]", "b: [0.1, 0, -0.1]"),
        "[W, b]",
    ),
    Preset(
        "normalisation",
        ("vanishing-and-exploding.md#normalisation",),
        "Layer normalisation",
        "Mean and variance are made of all inputs, so every output depends on every input. What arrives at one x comes "
        "from its own place, from the mean and from the variance. The loss is $h\\cdot c$, so that $c$ is what arrives "
        "at $h$. [In matrices](../matrices.md#what-else-a-layer-can-have) it stands within a network.",
        "Three numbers, normalised",
        """
m = x.mean()
s = np.sqrt(np.mean((x - m)**2) + 1e-5)
h = g*(x - m)/s + b
L = h @ c
""",
        ("x: [1, 3, 5]", "g: [1, 1, 1]", "b: [0, 0, 0]", "c: [1, 0, 0]"),
        "[x, g, b]",
    ),
    Preset(
        "residual-block",
        ("vanishing-and-exploding.md#residual-connections",),
        "A residual block",
        "The input goes round the two layers as well as through them. On the way back the gradient arrives by both "
        "ways and adds up; the way round has the derivative 1, so nothing [vanishes](../vanishing-and-exploding.md) "
        "there, even where a ReLU is shut.",
        "Around two layers, and through them",
        """
def block(x):
    h = relu(W1 @ x)
    return x + W2 @ h

y = block(x)
L = (y @ y) / 2
""",
        ("W1: [[0.6, -0.4], [-0.5, 0.3]]", "W2: [[0.8, 0.2], [-0.3, 0.5]]", "x: [1, 0.5]"),
        "[W1, W2, x]",
    ),
    Preset(
        "embedding",
        ("sharing.md#one-rule",),
        "An embedding look-up",
        "To look a row up is to choose it, and the choice has no derivative: the rows that were chosen get the "
        "gradient, once for each time, and the others none. Here E[2] is looked up twice, E[3] once, and the first two "
        "rows never: the program counts from 0, the figure from 1, so E[2] is its third row.",
        "Four rows, three look-ups",
        """
words = [3, 2, 2]
e = np.mean(E[words], axis=0)
L = (v @ e - t)**2
""",
        ("E: [[0.1, 0.5], [0.9, -0.3], [0.4, 0.8], [-0.6, 0.2]]", "v: [1, -1]", "t: 1"),
        "[E, v]",
    ),
    Preset(
        "attention",
        ("sharing.md#in-attention", "softmax-and-cross-entropy.md#several-classes"),
        "An attention head",
        "The last position asks: its query meets the key of every position, the softmax makes shares of what comes "
        "out, and the values are mixed by these shares. What the last position gets to know of itself comes three "
        "ways, as query, as key and as value. A score and the loss are functions of the program, and so they are "
        "boxes: they start closed, each a single step. With a row "
        "$x_i$ of $X$ for each position, here two, and keys of two numbers, the lines of the program are",
        "One query, two positions",
        """
def score(x):
    return q @ (x @ Wk) / math.sqrt(2)
def loss(y):
    return (y - t)**2 / 2
q = X[1] @ Wq
v = X @ wv
s = np.array([score(x) for x in X])
a = softmax(s)
y = a @ v
L = loss(y)
""",
        (
            "X: [[1, 0.5], [0.2, -0.8]]",
            "Wq: [[0.4, -0.2], [0.1, 0.6]]",
            "Wk: [[0.3, 0.5], [-0.4, 0.2]]",
            "wv: [1, -0.3]",
            "t: 1",
        ),
        "[Wq, Wk, wv]",
        "all",
        r"""
$$
\begin{aligned}
q &= x_2W_q, & k_i &= x_iW_k, & v_i &= x_i\cdot w_v, \\
s_i &= \frac{q\cdot k_i}{\sqrt 2}, & a &= \mathrm{softmax}(s), & y &= \sum_i a_i\,v_i .
\end{aligned}
$$
""",
    ),
)

BATCHES = (
    Batch(
        "xor",
        ("softmax-and-cross-entropy.md#one-probability",),
        "XOR, learned from four samples",
        "Exclusive or is 1 where just one of two inputs is 1. No straight line parts the ones from the zeros, so a "
        "network without a hidden layer cannot learn it. Two hidden neurons are enough: open *Train* below the steps "
        "and press Run. The regions show where the network says 1; watch them bend until all four samples lie in the "
        "right one.",
        "Four samples, two hidden neurons",
        """
network: [2, 2, 1]
loss: binary-cross-entropy
samples:
  - {x1: 0, x2: 0, y: 0}
  - {x1: 0, x2: 1, y: 1}
  - {x1: 1, x2: 0, y: 1}
  - {x1: 1, x2: 1, y: 0}
""",
    ),
    Batch(
        "curve-fit",
        ("one-neuron-by-hand.md", "chain-rule-and-backpropagation.md"),
        "A curve through five samples",
        "One input and one output: what the network says is a curve, and the samples are points. The loss is the mean "
        "of half the squared distances from the points to the curve, measured vertically. *Train* draws both, and the "
        "curve moves towards the points; with three tanh neurons it has bends enough to reach them. Each neuron is a "
        "box that starts closed: weighted sum and activation are one step.",
        "Five samples, three hidden neurons",
        """
network: [1, 3, 1]
closed: neurons
samples:
  - {x: -1, y: -0.6}
  - {x: -0.5, y: -0.8}
  - {x: 0, y: 0.1}
  - {x: 0.5, y: 0.9}
  - {x: 1, y: 0.5}
""",
    ),
    Batch(
        "batch-normalisation",
        ("matrices.md", "vanishing-and-exploding.md#normalisation"),
        "Batch normalisation in a network",
        "One neuron, three samples, and all three in every step: mean and variance are taken over the batch, so what "
        "one sample becomes depends on the others, and no sample can be stepped through alone. The sums are 1, 3 and "
        "5, the three numbers of [a published example](../published/batch-norm.md), and the normalised ones are those "
        "that are printed there. Backward, a gradient comes back by three ways: straight, through the variance and "
        "through the mean.",
        "One neuron, normalised over three samples",
        """
network: [1, 1, 1]
activation: identity
normalize: batch
samples:
  - {x: 1, y: 0}
  - {x: 3, y: 1}
  - {x: 5, y: 0}
values: {w11: 1, wo1: 1}
view: layers
""",
    ),
    Batch(
        "layer-with-more",
        ("matrices.md#what-else-a-layer-can-have", "vanishing-and-exploding.md#normalisation"),
        "Layer normalisation, a mask and a skip, in matrices",
        "Three things that a layer can have besides, [as matrices](../matrices.md#what-else-a-layer-can-have). In "
        "every row the three sums are normalised over the units, each of which then has a scale and a shift. A vector "
        "of ones, $\\mathbf 1$, adds up over the units where it stands to the right of a matrix, and over the samples "
        "where it stands to the left. The mask of dropout, here given by hand, drops the second unit and makes up for "
        "it with the two others. And the inputs go past all that: they are added to what the layer makes, so a "
        "gradient comes back to them by two ways, one of which no mask stops.",
        "Three units, two samples in rows",
        """
network: [3, 3, 1]
normalize: layer
dropout: {h1: 1.5, h2: 0, h3: 1.5}
skip: [[0, 1]]
samples:
  - {x1: 0.5, x2: -1, x3: 0.2, y: 1}
  - {x1: -0.3, x2: 0.5, x3: 1.1, y: 0}
view: layers
""",
    ),
)

LINES = {
    "recurrent": "h = tanh(w*x + u*h)",
    "convolution": "y = [w @ x[i:i + 2] + b for i in range(3)]",
    "softmax-classes": "p = softmax(z)",
    "normalisation": "h = g*(x - m)/s + b",
    "residual-block": "return x + W2 @ h",
    "embedding": "e = np.mean(E[words], axis=0)",
    "attention": "y = a @ v",
}
"""The one line of each program that makes it what it is."""


@dataclass(frozen=True)
class Gallery:
    """What the pages say in a language, beside what they say of each figure."""

    introduction: str
    sampled: str
    steps: str
    fence: str
    of_program: str
    of_samples: str
    presets: Sequence[Preset]
    batches: Sequence[Batch]
    language: str
    head: heads.Words

    @property
    def figures(self) -> Sequence[Preset | Batch]:
        """Those of both lists."""
        return (*self.presets, *self.batches)

    def pages(self) -> dict[str, str]:
        """Every page by its place in the documentation: the list, and a page for each figure."""
        text = f"{self.introduction}{_links(self.presets)}{self.sampled}{_links(self.batches)}"
        single = {f"gallery/{each.name}.md": self._page(each) for each in self.figures}
        return {"gallery.md": heads.timed(text, self.head)} | single

    def picture(self, figure: Preset | Batch) -> str:
        """Its last drawing, with every value and every gradient, as SVG. Letters are the reader's own: as small as the
        list shows it, a drawing is known by its shape."""
        body = figure.fence().removeprefix(OPENING).removesuffix(END)
        return Pictures(f"{body}lang: {self.language}\n")[-1].svg

    def _page(self, preset: Preset | Batch) -> str:
        fence, heading = preset.fence(), preset.heading
        told = (self.of_program if isinstance(preset, Preset) else self.of_samples).format(heading=heading)
        formulas = preset.formulas if isinstance(preset, Preset) else ""
        before = heads.line(self.head, preset.before, f"gallery/{preset.name}.md")
        return heads.timed(
            f"---\ntitle: {heading}\ndescription: {told}\n---\n\n# {heading}\n\n{before}\n\n"
            f"{preset.prose}\n{formulas}\n"
            f"## {self.steps}\n\n{fence}\n## {self.fence}\n\n````markdown\n{fence}````\n",
            self.head,
        )


ENGLISH = Gallery(
    INTRODUCTION,
    SAMPLED,
    "Step by step",
    "The fence",
    "{heading} as a program of a few lines, step by step, with every value and every gradient.",
    "{heading}, step by step, with every value and every gradient.",
    PRESETS,
    BATCHES,
    "en",
    heads.ENGLISH,
)


def _in_german[Figure: (Preset, Batch)](figure: Figure) -> Figure:
    heading, prose, title = german.FIGURES[figure.name]
    return replace(figure, heading=heading, prose=prose, title=title)


GERMAN = Gallery(
    german.INTRODUCTION,
    german.SAMPLED,
    german.STEPS,
    german.FENCE,
    german.OF_PROGRAM,
    german.OF_SAMPLES,
    [_in_german(each) for each in PRESETS],
    [_in_german(each) for each in BATCHES],
    "de",
    heads.GERMAN,
)
GALLERIES = {DOCS: ENGLISH, GERMAN_DOCS: GERMAN}
"""By the folder of the documentation in that language."""


def pages() -> dict[str, str]:
    """The English pages."""
    return ENGLISH.pages()


def _links(figures: Sequence[Preset | Batch]) -> str:
    """The list, each with its drawing, which says nothing that the link does not."""
    lines = {each.name: f": `{LINES[each.name]}`" for each in figures if each.name in LINES}
    items = (
        f"* ![]({PICTURES}/{each.name}.svg){{ loading=lazy }}\n"
        f"  [{each.heading}](gallery/{each.name}.md){lines.get(each.name, '')}\n"
        for each in figures
    )
    return f'\n<div class="gallery" markdown>\n\n{"".join(items)}\n</div>\n'


def main() -> None:
    """Write the pages and the pictures."""
    for docs, gallery in GALLERIES.items():
        written = gallery.pages() | {f"{PICTURES}/{each.name}.svg": gallery.picture(each) for each in gallery.figures}
        for name, text in written.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
