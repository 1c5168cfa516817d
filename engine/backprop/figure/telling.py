"""How the steps of a figure are told: which sweep, which sums, which bug, how much is left blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backprop.errors import SpecificationError
from backprop.figure.boxes import read_closed
from backprop.figure.reading import did_you_mean, read_choice, read_whole
from backprop.figure.scenes import Scene
from backprop.figure.sweeps import SWEEPS
from backprop.greek import spelled

MOST_BLANKS = 60
VIEWS = ("scalars", "layers", "curve")
OF_SCALARS = ("mode", "by", "sums", "bug", "fade", "predict", "closed")


@dataclass(frozen=True, slots=True)
class Telling:
    """`mode`: backward, or forward along the given value `by`. `sums`: whole, or split into one step
    for each contribution. `bug`: none, or overwrite where it should add. `fade`: the number of last
    steps whose factors the reader fills in. `predict`: the page asks for each step before it shows it. `view`: a step
    is about one number, or about the matrices of a layer, which have a sample in each of their rows or in each of
    their columns, as `batch` says; or there are no steps but the curve of the activation. `closed` are the names of the
    boxes whose operations are taken in one step and, after a minus, of those that are open where others are closed."""

    mode: str = "backward"
    by: str = ""
    sums: str = "whole"
    bug: str = "none"
    fade: int = 0
    predict: bool = False
    view: str = "scalars"
    batch: str = "rows"
    closed: tuple[str, ...] = ()

    KEYS = ("mode", "by", "sums", "bug", "fade", "predict", "view", "batch", "closed")

    @property
    def overwrites(self) -> bool:
        """Whether the last gradient to arrive replaces the others, instead of being added."""
        return self.bug == "overwrite"

    @classmethod
    def read(cls, mapping: Mapping[str, object], scene: Scene) -> Telling:
        """Check the keys; SpecificationError names key, value and remedy."""
        graph = scene.graph
        mode = read_choice(mapping, "mode", tuple(SWEEPS))
        sums = read_choice(mapping, "sums", ("whole", "split"))
        bug = read_choice(mapping, "bug", ("none", "overwrite"))
        view = read_choice(mapping, "view", VIEWS)
        batch = read_choice(mapping, "batch", ("rows", "columns"))
        if view == "layers":
            _refuse(mapping, OF_SCALARS, "leave this out: with view: layers a step is about matrices")
        if view == "curve":
            _refuse(mapping, OF_SCALARS, "leave this out: with view: curve nothing is stepped through")
        if view != "layers":
            _refuse(mapping, ("batch",), "add the line view: layers, or leave this out")
        varying = _varying(mapping)
        given = [node.name for node in graph.given if node.name not in varying]
        by = spelled(str(mapping.get("by", given[0] if mode == "forward" else "")))
        if mode == "forward" and by in varying:
            remedy = f"name what is the same for every sample, such as {given[0]}: {by} differs from one to the next"
            raise SpecificationError("by", by, remedy)
        if mode == "forward" and by not in given:
            raise SpecificationError("by", by, did_you_mean(by, given))
        if mode == "forward":
            _refuse(mapping, ("sums", "bug"), "leave this out: in forward mode nothing arrives twice")
            _refuse(mapping, ("closed",), "leave this out: in forward mode all boxes are open")
        else:
            _refuse(mapping, ("by",), "add the line mode: forward, or leave this out")
        fade = read_whole(mapping, "fade", (0, MOST_BLANKS), 0)
        if sums == "split":
            _refuse(mapping, ("closed",), "leave this out: where sums are split all boxes are open")
        shut = read_closed(mapping, scene.composites, scene.wholes)
        return cls(mode, by, sums, bug, fade, _read_predict(mapping), view, batch, shut)

    def to_mapping(self) -> dict[str, object]:
        """The keys that differ from what is meant when nothing is said."""
        plain = Telling()
        mine = {key: getattr(self, key) for key in self.KEYS}
        written = {key: value for key, value in mine.items() if value != getattr(plain, key)}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in written.items()}


def _varying(mapping: Mapping[str, object]) -> set[str]:
    """The names whose numbers differ from sample to sample."""
    samples = mapping.get("samples")
    rows = samples if isinstance(samples, list | tuple) else ()
    return {spelled(str(name)) for row in rows[:1] if isinstance(row, Mapping) for name in row}


def _refuse(mapping: Mapping[str, object], keys: tuple[str, ...], remedy: str) -> None:
    for key in keys:
        if key in mapping:
            raise SpecificationError(key, mapping[key], remedy)


def _read_predict(mapping: Mapping[str, object]) -> bool:
    value = mapping.get("predict", False)
    if not isinstance(value, bool):
        raise SpecificationError("predict", value, "write true or false")
    return value
