"""Words with formulas in them, as HTML has them, in plain text: each formula as TeX between dollar signs."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

FORMS = {
    "mfrac": r"\frac{{{}}}{{{}}}",
    "msub": "{}_{{{}}}",
    "msup": "{}^{{{}}}",
    "msubsup": "{}_{{{}}}^{{{}}}",
    "mover": r"\hat{{{}}}",
    "munder": r"\underset{{{1}}}{{{0}}}",
    "msqrt": r"\sqrt{{{}}}",
}
SIGNS = str.maketrans(
    {
        **{"∂": r"\partial ", "·": r" \cdot ", "×": r" \times ", "≈": r" \approx ", "…": r"\ldots ", "−": "-"},
        **{"⊙": r" \odot ", "′": r"\prime ", "𝟏": r"\mathbf{1}"},
        **{",": "{,}", "δ": r"\delta ", "Δ": r"\Delta ", "σ": r"\sigma ", "⊤": r"\top "},
        # Signs that are heard and not seen: a product, a function applied, an index.
        **dict.fromkeys("\u2061\u2062\u2063", ""),
    }
)


def in_words(html: str) -> str:
    """What a piece of HTML says."""
    return _said(ElementTree.fromstring(f"<p>{html}</p>"))


def _said(element: Element) -> str:
    if element.tag == "math":
        return f"${_tex(element).strip()}$"
    if element.get("class") == "bp-part":
        return _matrix(element)
    start = ":" if element.get("class") == "bp-grids" else ""
    return start + (element.text or "") + "".join(_said(child) + (child.tail or "") for child in element)


def _matrix(part: Element) -> str:
    """A matrix, after the sign that stands before it, with its name below."""
    sign = "".join(each.text or "" for each in part.iter("span") if each.get("class") == "bp-sign")
    name = "".join(_tex(each) for each in part.iter("math"))
    rows = (" & ".join(_tex(cell) for cell in row) for row in part.iter("tr"))
    entries = r" \\ ".join(rows)
    return rf" {sign} $\underset{{{name}}}{{\begin{{pmatrix}} {entries} \end{{pmatrix}}}}$"


def _tex(element: Element) -> str:
    parts = [_tex(child) for child in element]
    if form := FORMS.get(element.tag):
        return form.format(*parts)
    text = (element.text or "").strip()
    written = text.translate(SIGNS)
    # A name of several letters, such as tanh, is one word.
    is_word = element.tag == "mi" and text.isalpha() and len(text) > 1
    return (rf"\mathrm{{{written}}}" if is_word else written) + "".join(parts)
