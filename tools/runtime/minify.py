"""Makes the Python that a browser loads smaller: no comments, docstrings or needless white space.

What remains runs as the source does, and the tests run this small form.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from platform import python_version

import python_minifier

from tools.runtime.cache import Cache


def made_by() -> list[bytes]:
    """What else decides on the small form, for those who keep it: the library, the Python that parses, and this."""
    return [version("python-minifier").encode(), python_version().encode(), Path(__file__).read_bytes()]


def small(name: str, source: str, cache: Cache) -> bytes:
    """The module of that name, made small; kept by itself, because a change of one leaves all others as they are."""
    kept = f"small-{name.replace('/', '.')}"
    return cache.get(kept, [source.encode(), *made_by()], lambda: minify_python(source).encode())


def minify_python(source: str) -> str:
    """A module without comments, docstrings and annotations, but for those of fields; private names are short."""
    kept = python_minifier.RemoveAnnotationsOptions(
        remove_variable_annotations=True,
        remove_return_annotations=True,
        remove_argument_annotations=True,
        remove_class_attribute_annotations=False,  # a dataclass reads its fields from them
    )
    return python_minifier.minify(
        source,
        remove_annotations=kept,
        remove_literal_statements=True,
        remove_asserts=True,  # they tell the type checker what the code knows anyway
        hoist_literals=False,
        rename_globals=True,
        preserve_globals=[name for name in compile(source, "", "exec").co_names if name[0] != "_"],
        constant_folding=False,
    )
