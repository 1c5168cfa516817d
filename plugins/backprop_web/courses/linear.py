"""A formula of MathML in one line of text: for readers that know no MathML, and show its letters side by side."""

from __future__ import annotations

import re
from unicodedata import normalize
from xml.etree.ElementTree import Element

from backprop.figure.numbers import subscript, superscript
from backprop.figure.symbols import HAT

APPLY, TIMES = "\u2061", "\u2062"
SPACED = ("=", "≈", "+", "−", "×", "⊙", "<", ">", "≤", "≥", "←")
RAISED = {"T": "ᵀ", "′": "′"}
OPERATED = re.compile(r"[ ·/]")


def linear(formula: Element) -> str:
    """∂L/∂w₁₁ = (ŷ − y)·h₁: its rows one after the other."""
    text = re.sub(r"\s+", " ", normalize("NFC", _row(formula))).strip("; ")
    # A sign at the start of something belongs to it.
    return re.sub(r"(^|[(=≈←/·,;] ?)− ", r"\1−", text)


def _row(each: Element) -> str:
    return "".join(map(_part, each))


def _part(each: Element) -> str:
    match each.tag:
        case "mi" | "mn" | "mtext":
            return each.text or ""
        case "mo":
            return _sign(each.text or "")
        case "mspace":
            return " "
        case "mtr":
            # One that has nothing on the left goes on with the formula before it.
            return f"{'; ' if _row(each[0]) else ' '}{_row(each)}"
    parts = list(map(_part, each))
    match each.tag, parts:
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msub", [base, index]:
            return base + subscript(index)
        case "msubsup", [base, index, layer]:
            return f"{base}{_power(layer)}{subscript(index)}"
        case "msup", [base, power]:
            return base + _power(power)
        case "mover", [base, _]:
            return base + HAT
        case "munder", [base, shape]:
            return f"{base} ({shape})"
    return "".join(parts)


def _sign(sign: str) -> str:
    if sign in SPACED:
        return f" {sign} "
    return {APPLY: "", TIMES: "·", ",": ", ", ";": "; "}.get(sign, sign)


def _grouped(text: str) -> str:
    return f"({text})" if OPERATED.search(text.strip()) else text


def _power(text: str) -> str:
    if layer := re.fullmatch(r"\((\d+)\)", text):
        return f"⁽{superscript(int(layer[1]))}⁾"
    bare = text.replace(" ", "").replace("−", "-")
    return superscript(int(bare)) if re.fullmatch(r"-?\d+", bare) else RAISED.get(text, f"^({text})")
