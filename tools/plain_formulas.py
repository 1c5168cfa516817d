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
    "msqrt": r"\sqrt{{{}}}",
}
SIGNS = str.maketrans(
    {
        **{"∂": r"\partial ", "·": r" \cdot ", "×": r" \times ", "≈": r" \approx ", "…": r"\ldots ", "−": "-"},
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
    return (element.text or "") + "".join(_said(child) + (child.tail or "") for child in element)


def _tex(element: Element) -> str:
    parts = [_tex(child) for child in element]
    if form := FORMS.get(element.tag):
        return form.format(*parts)
    text = (element.text or "").strip()
    written = text.translate(SIGNS)
    # A name of several letters, such as tanh, is one word.
    is_word = element.tag == "mi" and text.isalpha() and len(text) > 1
    return (rf"\mathrm{{{written}}}" if is_word else written) + "".join(parts)
