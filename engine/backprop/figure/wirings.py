"""Reads the keys of what a network has beside weighted sums and activations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from backprop.errors import SpecificationError
from backprop.figure import symbols
from backprop.figure.reading import read_choice, read_numbers, read_whole_numbers
from backprop.greek import spelled
from backprop.languages import words
from backprop.network_names import Names
from backprop.wiring import BIASES, NORMALIZED, PLAIN, Wiring

KEYS = ("bias", "fixed", "dropout", "skip", "normalize")
LAYERS_AT_MOST = 8


def read_wiring(mapping: Mapping[str, object]) -> Wiring:
    """What the keys say; SpecificationError names key, value and remedy. Whether it fits a network, that one checks."""
    return Wiring(
        bias=read_choice(mapping, "bias", BIASES),
        fixed=_read_fixed(mapping),
        dropout=tuple(read_numbers("dropout", mapping["dropout"]).items()) if "dropout" in mapping else (),
        skip=_read_skip(mapping),
        normalize=read_choice(mapping, "normalize", NORMALIZED),
    )


def in_matrices(wiring: Wiring, widths: Sequence[int]) -> Wiring:
    """The wiring with a mask for each unit of a layer in which one has a mask, so that those of a layer stand in a row:
    1 for the others, which changes nothing."""
    names, masks, found = Names(widths), dict(wiring.dropout), dict[str, float]()
    for layer in range(1, len(widths) - 1):
        units = [names.of("h", layer, unit) for unit in range(1, widths[layer] + 1)]
        if masks.keys() & {*units}:
            found |= {unit: masks.get(unit, 1.0) for unit in units}
    return replace(wiring, dropout=tuple((found | masks).items()))


def wiring_mapping(wiring: Wiring) -> dict[str, object]:
    """What `read_wiring` reads back: the keys that differ from what is meant when nothing is said."""
    written = {
        "bias": wiring.bias,
        "fixed": list(wiring.fixed),
        "dropout": dict(wiring.dropout),
        "skip": [list(pair) for pair in wiring.skip],
        "normalize": wiring.normalize,
    }
    return {key: value for key, value in written.items() if getattr(wiring, key) != getattr(PLAIN, key)}


def described(wiring: Wiring) -> list[str]:
    """A sentence for each thing that is not plain."""
    told = words.WIRING
    normalized = wiring.bias == "shared" and wiring.normalize != PLAIN.normalize
    found = [told["bias of outputs" if normalized else f"bias {wiring.bias}"]] if wiring.bias != PLAIN.bias else []
    if wiring.normalize != PLAIN.normalize:
        found.append(told[f"normalize {wiring.normalize}"])
    if wiring.dropout:
        masks = [symbols.plain(name) for name in wiring.masks]
        found.append(told["dropout" if len(masks) > 1 else "dropout of one"].format(masks=words.listed(masks)))
    for start, end in wiring.skip:
        found.append(told["skip" if start else "skip inputs"].format(start=start, end=end))
    if wiring.fixed:
        names = words.listed([symbols.plain(name) for name in wiring.fixed])
        found.append(told["fixed" if len(wiring.fixed) > 1 else "fixed one"].format(names=names))
    return found


def _read_fixed(mapping: Mapping[str, object]) -> tuple[str, ...]:
    value = mapping.get("fixed", [])
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise SpecificationError("fixed", value, "list names of parameters, such as [w11, b1]")
    names = tuple(spelled(each) for each in value)
    for place, name in enumerate(names):
        if name in names[:place]:
            raise SpecificationError("fixed", name, "list each parameter once")
    return names


def _read_skip(mapping: Mapping[str, object]) -> tuple[tuple[int, int], ...]:
    value = mapping.get("skip", [])
    if not isinstance(value, list | tuple):
        raise SpecificationError(
            "skip", value, "list pairs of layers, such as [[0, 1]]: from the inputs, 0, to layer 1"
        )
    found = []
    for place, pair in enumerate(value):
        start, end = read_whole_numbers({f"skip.{place}": pair}, f"skip.{place}", (2, 2), (0, LAYERS_AT_MOST))
        found.append((start, end))
    return tuple(found)
