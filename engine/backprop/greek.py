"""Greek letters in names: θ_1 and theta_1 are one name, which is kept as theta_1 and shown as θ₁.

Kept in plain letters, a name can stand in an id, in an address and in a program to take away.
"""

from __future__ import annotations

import re

_WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
LETTERS = dict(zip(_WORDS.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
"""The letter of each spelled name."""

# Other forms of the same letters, as keyboards and text processors have them.
_FORMS = dict(zip("ϵϑϰµϖϱϕΩ", "εθκμπρφΩ", strict=True))
NAMES = {letter: name for name, letter in LETTERS.items()}
NAMES |= {form: NAMES[letter] for form, letter in _FORMS.items()}

CHARACTERS = "".join(NAMES)
_INDEXED = re.compile(rf"([{CHARACTERS}])(\d[\d_]*|_[A-Za-z0-9_]+)?")


def spelled(name: str) -> str:
    """The name in plain letters: theta_1 for θ_1; any other name as it is."""
    match = _INDEXED.fullmatch(name)
    return NAMES[match[1]] + (match[2] or "") if match else name


def is_indexed(name: str) -> bool:
    """Whether this is one Greek letter with an index or none."""
    return _INDEXED.fullmatch(name) is not None
