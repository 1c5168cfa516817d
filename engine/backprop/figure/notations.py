"""Reads the key that says how a figure's symbols are written."""

from __future__ import annotations

from collections.abc import Mapping

from backprop.errors import SpecificationError
from backprop.figure.reading import did_you_mean, read_choice
from backprop.notation import ARRIVING, LAYERS, PLAIN, WEIGHTS, Notation

KEY = "notation"
OF_NETWORKS = ("weights", "layers", "delta")
STEPPED = ("network", "expression", "python")
KEYS = (*OF_NETWORKS, "arriving")


def read_notation(mapping: Mapping[str, object]) -> Notation:
    """The notation of a figure; SpecificationError names part, value and remedy."""
    network = mapping.get("network")
    found = read_parts(mapping.get(KEY, {}))
    if KEY in mapping and not any(key in mapping for key in STEPPED):
        raise SpecificationError(KEY, mapping[KEY], "leave this out: a plot has no symbols that it is about")
    if isinstance(network, list | tuple):
        return found._replace(depth=len(network) - 1)
    for part in OF_NETWORKS:
        if getattr(found, part) != getattr(PLAIN, part):
            remedy = f"leave this out: only a network has layers; here notation says {KEYS[-1]}"
            raise SpecificationError(f"{KEY}.{part}", getattr(found, part), remedy)
    return found


def read_parts(value: object) -> Notation:
    """What each part says, for any figure."""
    if not isinstance(value, Mapping):
        raise SpecificationError(KEY, value, "list what differs, such as {weights: to-from, delta: true}")
    for part in value:
        if part not in KEYS:
            raise SpecificationError(f"{KEY}.{part}", value[part], did_you_mean(str(part), KEYS))
    delta = value.get("delta", False)
    if not isinstance(delta, bool):
        raise SpecificationError(f"{KEY}.delta", delta, "write true or false")
    choices = {"weights": WEIGHTS, "layers": LAYERS, "arriving": ARRIVING}
    parts = {f"{KEY}.{part}": value[part] for part in choices if part in value}
    read = {part: read_choice(parts, f"{KEY}.{part}", known) for part, known in choices.items()}
    return Notation(read["weights"], read["layers"], delta, read["arriving"])


def notation_mapping(notation: Notation) -> dict[str, object]:
    """What `read_notation` reads back, as far as it is not what is meant when nothing is said."""
    parts = {part: getattr(notation, part) for part in KEYS if getattr(notation, part) != getattr(PLAIN, part)}
    return {KEY: parts} if parts else {}


def of_site(site: Mapping[str, object], mapping: Mapping[str, object]) -> dict[str, object]:
    """What of a site's notation a figure takes that has none of its own: all of it a network, the word alone other
    figures of steps."""
    if KEY in mapping or not site:
        return {}
    parts = {part: value for part, value in site.items() if "network" in mapping or part not in OF_NETWORKS}
    return {KEY: parts} if parts and any(key in mapping for key in STEPPED) else {}
