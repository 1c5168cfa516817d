"""What a page with figures says beside what the engine says, one module for each language, all with the same names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from backprop_web import engine
from backprop_web.fresh import forget_changed
from backprop_web.hashes import short_hash

DEFAULT = "en"

_when_imported: dict[Path, bytes] = {}


@cache
def nearest(tag: str) -> str:
    """The language for a page whose language has this tag: de for de-AT; English where figures do not speak it."""
    code = tag.lower().replace("_", "-").partition("-")[0]
    known = engine.speaks(code) and find_spec(f"{__name__}.{code}") is not None
    return code if known else DEFAULT


def controls(code: str) -> Mapping[str, str]:
    """What the buttons and fields of a figure are called."""
    return _words(code, "CONTROLS")


def client(code: str) -> Mapping[str, str]:
    """The sentences that the page's scripts show, and the sign that they write in decimal numbers."""
    return {**_words(code, "CLIENT"), "decimal_sign": engine.decimal_sign(code)}


def live(code: str) -> Mapping[str, str]:
    """The sentences of figures whose numbers readers change."""
    return _words(code, "LIVE")


def tools(code: str) -> Mapping[str, str]:
    """The sentences of the tools below a figure."""
    return _words(code, "TOOLS")


def sandbox(code: str) -> Mapping[str, str]:
    """The sentences of the page on which readers write figures."""
    return _words(code, "SANDBOX")


def workbench(code: str) -> Mapping[str, str]:
    """What that page has around its text from the start."""
    return _words(code, "WORKBENCH")


def practice(code: str) -> Mapping[str, str]:
    """The sentences of exercises that are answered in the page."""
    return _words(code, "PRACTICE")


def blanks(code: str) -> Mapping[str, str]:
    """The sentences of steps that readers complete."""
    return _words(code, "BLANKS")


def grid(code: str) -> Mapping[str, str]:
    """The sentences of a matrix that is typed into fields."""
    return _words(code, "GRID")


def xapi(code: str) -> Mapping[str, str]:
    """The sentences of results that are sent to a course."""
    return _words(code, "XAPI")


def rounds(code: str) -> Mapping[str, str]:
    """The sentences of several exercises in a row."""
    return _words(code, "ROUND")


def courses(code: str) -> Mapping[str, str]:
    """What exercises say on course platforms, beside what the engine asks."""
    return _words(code, "COURSES")


def refresh() -> None:
    """Make the next call use the languages as they are on disk now."""
    nearest.cache_clear()
    forget_changed(lambda name: name.startswith(f"{__name__}."), _files(), _when_imported)


def digest() -> str:
    """A hash of all of them."""
    return short_hash(b"".join(path.read_bytes() for path in _files()))


def _files() -> list[Path]:
    return sorted(path for folder in __path__ for path in Path(folder).glob("*.py"))


def _words(code: str, name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(import_module(f"{__name__}.{code}"), name)
    return found
