"""Values inside HTML attributes."""

from __future__ import annotations

import json


def json_attribute(value: object) -> str:
    """`value` as compact JSON, quoted and escaped for an attribute.

    Single quotes, since JSON is full of double ones. Raises ValueError for NaN and infinity.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;")):
        text = text.replace(character, entity)
    return f"'{text}'"
