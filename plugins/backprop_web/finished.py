"""Figures as pages take them, drawn once: a book is built many times, and most of its figures stay as they were.

What is kept is known by all that went into it: the description, the language, the engine and this package as they are.
Of what pages hold for the rest of a build nothing grows with the drawings, which are kept packed.
"""

from __future__ import annotations

import json
import platform
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from backprop_web import described, engine, languages, prerender, searched
from backprop_web.cache import Cache, key
from backprop_web.engine import Drawn, DrawnPlot
from backprop_web.hashes import short_hash
from backprop_web.memory import Memory

QUICK = 1
"""Of zlib's levels: half as small as could be, in a tenth of the time."""
RECENT = 16
"""Drawings at hand, since numbers of a figure are quoted on the page that shows it."""
NUMPY = "numpy"
HEAD = struct.Struct(">III")
"""What stands before the two packed parts of a figure: a checksum of both, how long the first is, and how long the HTML
is unpacked. Each is packed by itself, as a page asks for its HTML last."""

Description = str | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Finished:
    """A figure in a page: its `ids` there, the sentence of each step that was `told`, the full `specification` that it
    is drawn from again, what a search reads of it, `narrow`, what that of MkDocs keeps, `indexed`, and its HTML with
    all of this, `packed`."""

    name: str
    title: str
    structure: str
    language: str
    is_stepped: bool
    ids: list[str]
    told: list[str]
    specification: Mapping[str, object]
    narrow: str
    indexed: str
    packed: bytes = b""

    @property
    def html(self) -> str:
        """As it stands in a page."""
        return self._unpacked().decode()

    @property
    def shown(self) -> str:
        """As readers get it. In bytes a letter of a formula makes no other letter longer."""
        return self._unpacked().replace(searched.ASIDE.encode(), b"").decode()

    def _unpacked(self) -> bytes:
        _, start, length = HEAD.unpack_from(self.packed)
        # With room for all of it from the start, it is not copied as it grows.
        return zlib.decompress(memoryview(self.packed)[HEAD.size + start :], bufsize=length)

    def drawn_again(self) -> Drawn:
        """A figure of steps with all its drawings."""
        return cast(Drawn, engine.draw(self.specification))


def finished(drawn: Drawn | DrawnPlot, *, live: bool) -> Finished:
    """The figure for a page; with `live` numbers can be changed."""
    figure, is_stepped = drawn.figure, isinstance(drawn, Drawn)
    html = prerender.prerender(drawn, languages.controls(drawn.language), live=live)
    narrow = searched.narrow(html)
    made = Finished(
        figure.name,
        figure.title,
        figure.structure,
        drawn.language,
        is_stepped,
        sorted(prerender.ids(drawn)),
        [frame.status for frame in drawn.figure.frames] if isinstance(drawn, Drawn) else [],
        drawn.specification,
        narrow,
        searched.indexed(narrow),
    )
    told = {each.name: getattr(made, each.name) for each in fields(made) if each.name != "packed"}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return replace(made, packed=_packed(text, html))


def _packed(told: str, html: str) -> bytes:
    parts = told.encode(), html.encode()
    first, second = (zlib.compress(part, QUICK) for part in parts)
    return HEAD.pack(zlib.crc32(first + second), len(first), len(parts[1])) + first + second


def _unpacked(packed: bytes) -> Finished:
    """Raises ValueError for what was damaged."""
    if len(packed) < HEAD.size or HEAD.unpack_from(packed)[0] != zlib.crc32(memoryview(packed)[HEAD.size :]):
        raise ValueError("the checksum of a kept figure is another one")
    told = zlib.decompress(packed[HEAD.size : HEAD.size + HEAD.unpack_from(packed)[1]])
    return Finished(**json.loads(told), packed=packed)


class Figures:
    """Draws figures, or takes those that an earlier build has kept in `cache`; in the `notation` of the site, where
    they have none of their own. Where there is a `memory`, those of the build before are at hand."""

    def __init__(
        self,
        kept: Cache | None = None,
        notation: Mapping[str, object] | None = None,
        version: str = "",
        memory: Memory[Finished] | None = None,
    ) -> None:
        """`version`: what else decides on the figures, if that is known."""
        self.cache, self.notation = kept or Cache(None), dict(notation or {})
        self.version = version or (version_of(self.notation, engine.digest()) if kept else "")
        self.memory = memory
        self._drawn = lru_cache(RECENT)(self._draw)

    def notation_of(self, source: str) -> Mapping[str, object]:
        """The key with the notation of the site, for a figure that takes something of it."""
        return engine.notation_of(self.notation, described.read(source).mapping)

    def _draw(self, description: Description, language: str) -> Drawn | DrawnPlot:
        return _drawn(description, language, self.notation)

    def finished(self, description: Description, language: str, *, live: bool) -> Finished:
        """The figure of this YAML, or of a mapping. Raises FigureError."""
        if not isinstance(description, str):
            return finished(self._draw(description, language), live=live)
        name = self._name(description, language, live)
        if self.memory is None:
            return self._found(name, description, language, live)
        return self.memory.figure(name, lambda: self._found(name, description, language, live))

    def _found(self, name: str, description: str, language: str, live: bool) -> Finished:
        if found := self._kept(name):
            return found
        made = finished(self._drawn(description, language), live=live)
        self.cache.write(name, made.packed)
        return made

    def shown(self, made: Finished) -> str:
        """The figure as readers get it."""
        return made.shown if self.memory is None else self.memory.html(made.packed, lambda: made.shown)

    def _kept(self, name: str) -> Finished | None:
        """What is kept under this name, unless it was damaged."""
        packed = self.cache.read(name)
        try:
            return None if packed is None else _unpacked(packed)
        except ValueError:
            return None

    def has(self, source: str, language: str, live: bool) -> bool:
        """Whether the figure is kept."""
        name = self._name(source, language, live)
        return (self.memory is not None and name in self.memory) or self.cache.has(name)

    def _name(self, source: str, language: str, live: bool) -> str:
        return _name(self.version, source, language, str(live))

    def numbers(self, description: Description, language: str) -> Mapping[str, str]:
        """The numbers of that figure by name, as the text around it may quote them."""
        if not isinstance(description, str):
            return engine.quotable(self._draw(description, language))
        name = _name(self.version, description, language, "numbers")
        if (kept := self.cache.read(name)) is not None:
            try:
                return dict(json.loads(kept))
            except ValueError:
                pass  # damaged
        numbers = engine.quotable(self._drawn(description, language))
        self.cache.write(name, json.dumps(dict(numbers), ensure_ascii=False).encode())
        return numbers


def _drawn(description: Description, language: str, notation: Mapping[str, object]) -> Drawn | DrawnPlot:
    return described.drawn(described.read(description), language, notation)


def version_of(notation: Mapping[str, object], digest: str) -> str:
    """What decides on figures beside their descriptions, with the engine of this digest."""
    written = json.dumps(notation, sort_keys=True)
    return _name(digest, languages.digest(), package(), _platform(), written)


def _name(*sources: str) -> str:
    return key(*map(str.encode, sources))


@cache
def package() -> str:
    """A hash of this package as it was imported, its languages aside."""
    folder = Path(__file__).parent
    files = sorted((*folder.glob("*.py"), *folder.glob("*.json")))
    return short_hash(b"".join(path.read_bytes() for path in files))


@cache
def _platform() -> str:
    """What else decides on the last digits of numbers."""
    # What it imports takes a tenth of the start of a process, and `ahead` starts one that is told the version.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return platform.python_version() + version(NUMPY)
    except PackageNotFoundError:
        return platform.python_version()
