"""What search reads of a page, and readers do not get."""

from __future__ import annotations

import re

HEADING = re.compile(r'<h3 (class="bp-title".*?)</h3>', re.DOTALL)
TEXT = re.compile(r'<strong (class="bp-title".*?)</strong>', re.DOTALL)


def without_headings(html: str) -> str:
    """The page with the titles of steps as text: Material's search takes every heading that has no id of its own for a
    part of the title of a section of the same level."""
    return HEADING.sub(r"<strong \1</strong>", html)


def with_headings(html: str) -> str:
    """That page as it was."""
    return TEXT.sub(r"<h3 \1</h3>", html)
