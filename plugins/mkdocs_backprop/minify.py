"""Makes what a browser loads smaller: no comments, no docstrings, no needless white space.

What remains runs as the source does: names and values stay, and the tests run the small form.
"""

from __future__ import annotations

import python_minifier
from rcssmin import cssmin
from rjsmin import jsmin

SHRINK = {".js": jsmin, ".css": cssmin}


def minify_asset(name: str, content: bytes) -> bytes:
    """A script or a style sheet without comments; any other file as it is."""
    shrink = next((each for ending, each in SHRINK.items() if name.endswith(ending)), None)
    return shrink(content.decode()).encode() if shrink else content


def minify_python(source: str) -> str:
    """A module without comments, docstrings and the annotations of functions."""
    kept = python_minifier.RemoveAnnotationsOptions(
        remove_variable_annotations=False,
        remove_return_annotations=True,
        remove_argument_annotations=True,
        remove_class_attribute_annotations=False,  # a dataclass reads its fields from them
    )
    return python_minifier.minify(
        source,
        remove_annotations=kept,
        remove_literal_statements=True,
        combine_imports=False,
        hoist_literals=False,
        rename_locals=False,
        rename_globals=False,
        constant_folding=False,
    )
