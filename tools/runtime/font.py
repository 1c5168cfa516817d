"""The math font, cut down to what figures and the usual mathematics need: without one, browsers show boxes for italic
letters."""

from __future__ import annotations

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
LETTERS = "ℬℰℱℋℐℒℳℛℂℕℚℝℤ𝔼𝟏"
GERMAN = "ÄÖÜäöüß"
"""In words of a drawing, of which a picture has no other font: Identität."""
ALWAYS = frozenset(SIGNS + MORE_SIGNS + LETTERS + GERMAN).union(
    *(map(chr, range(first, last + 1)) for first, last in RANGES)
)

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
    """The style sheet for formulas and, where `folder` has it, the font that it names, by role."""
    if missing(folder):
        return {"math": hashed("math.css", RULES.encode())}
    wanted = "".join(sorted(ALWAYS))
    whole = (folder / FILE).read_bytes()
    sources = [whole, wanted.encode(), version("fonttools").encode(), Path(__file__).read_bytes()]
    font = hashed("stix-two-math.woff2", cache.get("font", sources, lambda: _subset(whole, wanted)))
    return {"math": hashed("math.css", (FACE.format(file=font.name) + RULES).encode()), "font": font}


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
