"""Build this repository's site as a reader would get it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock

from backprop_web.cache import VARIABLE
from tools.runtime import make

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / ".cache" / "figures"
"""The figures that builds of a site have drawn; what they are built with is as it is on the disk."""

NOWHERE = "http://127.0.0.1:1/book/"
"""The address of a site before it is known which port will serve it."""
NAMING_THEIR_ADDRESS = {".html", ".xml", ".txt", ".md"}


class BuildError(RuntimeError):
    """`mkdocs build` failed; the message is what it printed."""


def with_options(config: str, options: Mapping[str, str], plugins: Sequence[str]) -> str:
    """The configuration with these options of the plugin, and these plugins after it."""
    if not options:
        return config
    lines = "".join(f"\n      {name}: {value}" for name, value in options.items())
    others = "".join(f"  - {name}\n" for name in plugins)
    changed = config.replace("\n  - backprop\n", f"\n  - backprop:{lines}\n{others}")
    if changed == config:
        raise BuildError("the configuration has no line `  - backprop`")
    return changed


def once(folder: Path, build: Callable[[Path], object]) -> Path:
    """The folder, built by whichever process of a test run asks first; the others wait for it."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            build(unfinished)
            unfinished.rename(folder)
    return folder


def once_at_an_address(shared: Path, name: str, options: Mapping[str, str] | None = None) -> Path:
    """The site as built for an address that nobody serves yet, once a run; `move` takes it to one."""

    def make_it(folder: Path) -> None:
        build(folder, site_url=NOWHERE, options=options)

    return once(shared / name, make_it)


def move(site: Path, folder: Path, address: str) -> None:
    """Copy a site that was built for `NOWHERE` into a folder, where it is one that was built for this address."""
    shutil.copytree(site, folder, dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.suffix in NAMING_THEIR_ADDRESS and NOWHERE.encode() in (content := path.read_bytes()):
            path.write_bytes(content.replace(NOWHERE.encode(), address.encode()))


def build_page(
    folder: Path, text: str, theme: Mapping[str, object], options: Mapping[str, object] | None = None
) -> Path:
    """Build a live site of one page, `text`, in another theme or setting than this repository's, with `options` of the
    plugin; where it is."""
    docs, built = folder / "docs", folder / "site"
    docs.mkdir()
    built.mkdir()
    (docs / "index.md").write_text(text, encoding="utf-8")
    config = {"site_name": "Own", "theme": theme, "plugins": ["search", {"backprop": dict(options or {})}]}
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    make()
    build(built, config=folder / "mkdocs.yml")
    return built


def build(
    target: Path,
    *,
    config: Path = ROOT / "mkdocs.yml",
    strict: bool = True,
    site_url: str = "",
    environment: dict[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    plugins: Sequence[str] = (),
) -> str:
    """Run `mkdocs build` into `target` and return what it printed.

    `site_url` is the address that the site is published at. Only instant navigation needs it, with the very port that
    the pages are then read from: see `once_at_an_address`.
    `options` are those of the plugin, and `plugins` further ones to be used beside it.
    Raises BuildError where it exits with anything but 0; with `strict` a warning is enough for that.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", "-", "--site-dir", str(target)]
    own = {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": site_url, VARIABLE: str(KEPT)}
    variables = {**os.environ, **own, **(environment or {})}
    done = subprocess.run(
        [*command, "--strict"] if strict else command,
        cwd=config.parent,
        env=variables,
        input=with_options(config.read_text(encoding="utf-8"), options or {}, plugins),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode != 0:
        raise BuildError(f"mkdocs build ended with {done.returncode}:\n{done.stdout}")
    return done.stdout
