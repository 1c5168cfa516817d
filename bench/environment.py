"""What a benchmark runs on: one core, one thread, and which libraries with which kernels.

Call `use_one_core` before NumPy or a peer is imported: thread counts and kernels are chosen then.

OpenBLAS, with which NumPy multiplies, takes the kernels for the processor it finds, as PyTorch's and JAX's
libraries do; environment variables can hold it to those of another processor. The benchmark leaves such
variables out, so that every library chooses for itself, and says so; `BENCH_KEEP_OPENBLAS=1` keeps them.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
    "JAX_ENABLE_X64": "1",
}
KERNEL_CHOICES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
KEEP = "BENCH_KEEP_OPENBLAS"
LIBRARIES = ("numpy", "torch", "jax", "jaxlib", "autograd", "micrograd")


def use_one_core() -> None:
    """Keep this process on one core, its numerical libraries on one thread, and JAX on float64; print what runs."""
    os.environ.update(ONE_THREAD)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    choices = {name: os.environ[name] for name in KERNEL_CHOICES if name in os.environ}
    if not os.environ.get(KEEP):
        for name in choices:
            del os.environ[name]
    print("\n".join(description(choices)))


def description(choices: dict[str, str]) -> list[str]:
    """Versions, the kernels that OpenBLAS takes, and what the environment wanted of it."""
    lines = [f"Python {platform.python_version()}, {', '.join(filter(None, map(_versioned, LIBRARIES)))}"]
    lines.append(f"NumPy's OpenBLAS: kernels for {openblas_kernels() or 'unknown, or another library'}")
    given = ", ".join(f"{name}={value}" for name, value in choices.items())
    if given and os.environ.get(KEEP):
        lines.append(f"  as {given} of the environment wants; the other libraries choose for themselves")
    elif given:
        lines.append(f"  {given} of the environment: left out, so that it chooses as the others do; {KEEP}=1 keeps it")
    return lines


def _versioned(name: str) -> str | None:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return None


def openblas_kernels() -> str | None:
    """The name of the processor for which OpenBLAS has its kernels, as it says itself when it is loaded."""
    environment = os.environ | {"OPENBLAS_VERBOSE": "2"}
    command = [sys.executable, "-c", "import numpy"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = re.search(r"Core: (\w+)", said.stderr + said.stdout)
    return found[1] if found else None
