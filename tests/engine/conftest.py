"""An independent oracle for derivatives."""

from __future__ import annotations

from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def jax() -> ModuleType:
    """JAX in float64, which `make test` installs. What it compiles is run once, so that making it fast does not pay."""
    module: ModuleType = pytest.importorskip("jax", reason="jax is not installed: make oracles")
    module.config.update("jax_enable_x64", True)
    module.config.update("jax_disable_most_optimizations", True)
    return module
