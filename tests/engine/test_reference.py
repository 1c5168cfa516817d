"""The reference page is what the docstrings and the table say."""

from __future__ import annotations

import importlib
import inspect

import pytest

from tools import reference


def test_the_pages_are_up_to_date() -> None:
    """`python -m tools.reference` would write those that are there, in both languages."""
    for path, frame in reference.PAGES.items():
        assert path.read_text(encoding="utf-8") == reference.page(frame), "run `python -m tools.reference`"


@pytest.mark.parametrize("name", reference.MODULES)
def test_everything_public_has_a_docstring(name: str) -> None:
    """Each module, class, function and method of the page says what it is."""
    module = importlib.import_module(f"backprop.{name}")
    assert module.__doc__
    for public, thing in reference.public(module):
        assert inspect.getdoc(thing), public
        if inspect.isclass(thing):
            for method, member in vars(thing).items():
                if not method.startswith("_") and inspect.isfunction(member):
                    assert member.__doc__, f"{public}.{method}"
