"""How a number is written: one rule for digits, a true minus sign, the same in every browser.

Four significant digits, zeros at the end left out, powers of ten outside 0.001 to 999 999. Never
more than ten digits enter a page: two C libraries may differ in the sixteenth digit of tanh, and
a page made on one machine must equal the page made on another.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from backprop.languages import language, words

DIGITS = 4
MORE_DIGITS = 10
MINUS = "−"
# A derivative that does not exist is NaN, and has a word.
NOT_A_NUMBER = "NaN"
SUBSCRIPTS = str.maketrans("0123456789oxt", "₀₁₂₃₄₅₆₇₈₉ₒₓₜ")
_SEVERAL = re.compile("max|min")  # functions of several arguments
# A figure writes each of its numbers in many steps.
REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Written:
    """A number as `mantissa` × 10 to the `exponent` (None when there is no power of ten)."""

    mantissa: str
    exponent: int | None


@lru_cache(REMEMBERED)
def mantissa_and_exponent(value: float, digits: int = DIGITS) -> Written:
    """Round `value` to `digits` significant digits; the decimal sign is a point in any language."""
    if math.isnan(value):
        return Written(NOT_A_NUMBER, None)
    rounded = float(f"{value:.{digits - 1}e}")
    if rounded == 0:
        return Written("0", None)
    if 1e-3 <= abs(rounded) < 1e6:
        exponent = int(f"{rounded:e}".split("e")[1])
        return Written(_trimmed(f"{rounded:.{max(0, digits - 1 - exponent)}f}"), None)
    mantissa, exponent_text = f"{rounded:.{digits - 1}e}".split("e")
    return Written(_trimmed(mantissa), int(exponent_text))


def plain(value: float, digits: int = DIGITS) -> str:
    """The number as running text of the language that is spoken: −0.2304, 1.5×10⁻⁵."""
    return _plain(value, digits, language())


@lru_cache(REMEMBERED)
def _plain(value: float, digits: int, _: str) -> str:
    number = mantissa_and_exponent(value, digits)
    if number.exponent is None:
        return localised(number.mantissa)
    return f"{localised(number.mantissa)}×10{superscript(number.exponent)}"


def in_full(value: float) -> str:
    """The number with all its digits, as a field holds it."""
    return localised(repr(value).removesuffix(".0").replace("-", MINUS))


def localised(text: str) -> str:
    """A decimal number as the language that is spoken writes it."""
    return words.UNDEFINED_NUMBER if text == NOT_A_NUMBER else text.replace(".", words.DECIMAL_SIGN)


def with_points(text: str) -> str:
    """A number, or a formula of numbers, with points for decimal commas, as programs write it.

    Where semicolons part the arguments of a function they become commas; where commas have to, they stay.
    """
    if "(" in text and ";" not in text and _SEVERAL.search(text):
        return text
    return text.replace(",", ".").replace(";", ",")


@lru_cache(REMEMBERED)
def is_exact(value: float, digits: int = DIGITS) -> bool:
    """Whether the number as written is the number, to ten digits: then = and not ≈ stands."""
    return math.isnan(value) or float(f"{value:.{digits - 1}e}") == float(f"{value:.{MORE_DIGITS - 1}e}")


def grouped(number: float) -> str:
    """A whole number in full, in groups of three."""
    return f"{number:,.0f}".replace(",", words.GROUP_SIGN).replace("-", MINUS)


def superscript(number: int) -> str:
    """A whole number in superscript characters."""
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def subscript(text: str) -> str:
    """Digits, o, x and t in subscript characters, and commas; as it is where anything else is in it."""
    # Half an index below the line reads worse than none: x_max as xmaₓ.
    return text.translate(SUBSCRIPTS) if all(each == "," or ord(each) in SUBSCRIPTS for each in text) else text


def _trimmed(text: str) -> str:
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)
