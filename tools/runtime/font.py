"""The math font, cut down to what figures and the usual mathematics need: without one, browsers show boxes for italic
letters."""

from __future__ import annotations

from base64 import b64encode
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from fontTools import subset

from backprop_web.assets import Asset, hashed
from tools.runtime.cache import Cache

FOLDER = "@fontsource/stix-two-math"
"""The npm package, by its folder."""
FILE = Path("files", "stix-two-math-latin-400-normal.woff2")
COPYRIGHT, LICENCE, LICENCE_ADDRESS = 0, 13, 14

# What figures and the usual mathematics show. A lone letter in MathML is drawn with the mathematical italic letter of
# the same name, so those belong to it.
RANGES = (
    (0x20, 0x7E),  # letters, digits, ASCII operators
    (0x391, 0x3A9),  # Greek capitals
    (0x3B1, 0x3C9),  # Greek small letters
    (0x1D400, 0x1D433),  # bold Latin: vectors and matrices
    (0x1D434, 0x1D467),  # italic Latin
    (0x1D49C, 0x1D4B5),  # script capitals: sets and losses
    (0x1D6E2, 0x1D71B),  # italic Greek, with its variants
)
SIGNS = "ℎ½ŷ·×÷±−∓∂∇∑∏∫√∞≈≠≤≥≡∝∈∘†→←↔↦⇒⇔…⋯⋮′″ˆˇ˜ˉ˙¨⃗̂‖⟨⟩⎧⏞⏟⊤⊙⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉\u2061\u2062\u2063"
MORE_SIGNS = "¯ϑϕϖϱϵℓ∀∃∅∉∧∨¬∩∪⊂⊆∣∼≃≪≫≔∗⋅⋆⊗⊕⊥∥⌊⌋⌈⌉⋱∮∬‴⟶⟹⟺↑↓°"
MORE_LETTERS = "ℬℰℱℋℐℒℳℛℂℕℚℝℤ𝔼𝟏"
GERMAN = "ÄÖÜäöüß"
"""In words of a drawing, of which a picture has no other font: Identität."""
ALWAYS = frozenset(SIGNS + MORE_SIGNS + MORE_LETTERS + GERMAN).union(
    *(map(chr, range(first, last + 1)) for first, last in RANGES)
)

# What nearly every formula is made of. It comes in a script for which the page waits, as for a style sheet: letters
# that are there before the first formula is laid out move none. The font of a style sheet, even one that stands in it,
# is not there yet.
COMMON_RANGES = ((0x20, 0x7E), (0x3B1, 0x3C9), (0x1D434, 0x1D467), (0x1D6FB, 0x1D71B))
COMMON = frozenset("ℎ½ŷ·×÷±−Δ∂∇∏∑√∞≈≠≤≥←→…⋅⏟¯′ˆ̂⊙⊤‖⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉𝟏\u2061\u2062\u2063").union(
    *(map(chr, range(first, last + 1)) for first, last in COMMON_RANGES)
)
# Instant navigation runs it again. The style sheet's face, which has all letters, is swapped in, and this one is not.
LETTERS = """\
if (![...document.fonts].some(({{family, display}}) => display === "block" && family.includes("STIX Two Math"))) {{
  const bytes = Uint8Array.from(atob("{font}"), (letter) => letter.charCodeAt(0));
  document.fonts.add(new FontFace("STIX Two Math", bytes.buffer, {{display: "block"}}));
}}
"""

FACE = """\
@font-face {{
  font-family: "STIX Two Math";
  src: url("{file}") format("woff2");
  font-display: swap;
}}
"""
RULES = """\
math {
  font-family: "STIX Two Math", math;
}
.bp-display {
  overflow-x: auto;
  overflow-y: hidden;
}
"""


def missing(folder: Path) -> str | None:
    """Why `folder` is not the npm package of the font, in one clause; None if it is."""
    return None if (folder / FILE).is_file() else f"{folder / FILE} does not exist"


def assets(folder: Path, cache: Cache) -> dict[str, Asset]:
    """The style sheet for formulas and, where `folder` has it, its font and the script of common letters, by role."""
    if missing(folder):
        return {"math": hashed("math.css", RULES.encode())}
    whole = (folder / FILE).read_bytes()
    font = hashed("stix-two-math.woff2", _kept(whole, ALWAYS, cache))
    letters = LETTERS.format(font=b64encode(_kept(whole, COMMON, cache)).decode())
    return {
        "math": hashed("math.css", (FACE.format(file=font.name) + RULES).encode()),
        "font": font,
        "letters": hashed("letters.js", letters.encode()),
    }


def _kept(whole: bytes, characters: frozenset[str], cache: Cache) -> bytes:
    wanted = "".join(sorted(characters))
    sources = [whole, wanted.encode(), version("fonttools").encode(), Path(__file__).read_bytes()]
    return cache.get("font", sources, lambda: _subset(whole, wanted))


def _subset(whole: bytes, text: str) -> bytes:
    """The glyphs of `text` as WOFF2."""
    options = subset.Options(flavor="woff2", hinting=False, layout_features=[])
    options.name_IDs = [*options.name_IDs, COPYRIGHT, LICENCE, LICENCE_ADDRESS]
    font = subset.load_font(BytesIO(whole), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    buffer = BytesIO()
    font.flavor = "woff2"
    font.save(buffer)
    return buffer.getvalue()
