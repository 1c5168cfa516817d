"""The reader of imports that the map and the tests of the house stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.imports import circle, imported, modules

TEXT = """
import os.path
from package import inner, thing
from package.inner import name
if TYPE_CHECKING:
    import types
try:
    import fast
except ImportError:
    pass
def late():
    if True:
        from package.later import other
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    (folder / "deep").mkdir(parents=True)
    for name in ("__init__", "inner", "later", "deep/__init__", "deep/most"):
        (folder / f"{name}.py").write_text("")
    return folder


def test_modules_have_their_full_names(package: Path) -> None:
    names = {"package", "package.inner", "package.later", "package.deep", "package.deep.most"}
    assert set(modules(package)) == names


@pytest.mark.parametrize(
    ("anywhere", "more"), [(True, {"package.later", "fast"}), (False, set())], ids=["anywhere", "at the top"]
)
def test_what_is_imported_is_found(package: Path, anywhere: bool, more: set[str]) -> None:
    """Inner modules by full name; nothing that is there for types alone."""
    path = package / "inner.py"
    path.write_text(TEXT)
    assert imported(path, modules(package), anywhere=anywhere) == {"os.path", "package.inner", *more}


@pytest.mark.parametrize("text", ["from . import inner", "from .inner import name", "from .. import x"])
def test_a_relative_import_is_refused(package: Path, text: str) -> None:
    (package / "later.py").write_text(text)
    with pytest.raises(ValueError, match="line 1: import by full name"):
        imported(package / "later.py", modules(package))


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["a"], "b": ["elsewhere"]}, []),
        ({"a": ["b"], "b": ["a"], "c": []}, ["a", "b"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["a", "b", "c"]),
    ],
)
def test_a_circle_is_found(imports: dict[str, list[str]], found: list[str]) -> None:
    """With whatever stands on it; a module that names itself is none."""
    assert circle(imports) == found
