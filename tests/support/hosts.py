"""Builds a small book with figures on each host that the README names, by the host's own command, as an author would.

The hosts besides MkDocs are installed in `.hosts`, see requirements-hosts.in.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backprop_web.cache import VARIABLE
from tests.support.site import KEPT, ROOT

HOSTS = ROOT / ".hosts" / "bin"
FENCE = "```backprop\nname: {name}\ntitle: {title}\nnetwork: [1, 2, 1]\n```\n"
DIRECTIVE = ".. backprop::\n\n   name: {name}\n   title: {title}\n   network: [1, 2, 1]\n"
HOME = "# Home\n\nIts gradient is {quote}.\n\n" + FENCE.format(name="own", title="Own")
DEEP = "# Deep\n\n" + FENCE.format(name="first", title="First") + "\n" + FENCE.format(name="second", title="Second")
QUOTED = "−0.1065"
BRACES, CODE, ROLE = "{{ own: dL/dwo1 }}", "`backprop own: dL/dwo1`", "{backprop}`own: dL/dwo1`"
MARKDOWN = {"docs/index.md": HOME.format(quote=BRACES), "docs/a/deep.md": DEEP}
RST = {
    "index.rst": "Home\n====\n\nIts gradient is :backprop:`own: dL/dwo1`.\n\n"
    f"{DIRECTIVE.format(name='own', title='Own')}\n.. toctree::\n\n   a/deep\n",
    "a/deep.rst": f"Deep\n====\n\n{DIRECTIVE.format(name='first', title='First')}\n"
    f"{DIRECTIVE.format(name='second', title='Second')}",
}
MYST = {"index.md": HOME.format(quote=ROLE) + "\n```{toctree}\na/deep\n```\n", "a/deep.md": DEEP}
PANDOC = "pandoc --fail-if-warnings --lua-filter={filter} --standalone --output=site/{page}.html {page}.md"
HUGO_PAGE = "<!DOCTYPE html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>"
FRONT = "---\ntitle: T\n---\n"
IN_SITE = "---\ntitle: T\nbackprop: {folder: site}\n---\n"
FILTER = ROOT / "plugins" / "pandoc_backprop" / "backprop.lua"

PELICAN = """PATH = "content"
THEME = "simple"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None
PATH_METADATA = r"(?P<path_no_ext>.*)\\..*"
PAGE_URL = PAGE_SAVE_AS = "{path_no_ext}.html"
PAGE_PATHS = [""]
INDEX_SAVE_AS = "news.html"
STATIC_PATHS = []
MARKDOWN = {"extensions": ["fenced_code"]}
"""


class HostError(RuntimeError):
    """A host's command failed, or warned; the message is what it printed."""


@dataclass(frozen=True)
class Host:
    """`name` and `how` as in the README's table; `package` is what its version is of; `files` and `commands` make the
    book in the folder `site`, whose other page is `deep`; `search`: the index that its own search reads."""

    name: str
    how: str
    package: str
    files: Mapping[str, str]
    commands: tuple[str, ...]
    site: str = "site"
    deep: str = "a/deep/"
    search: str = ""

    @property
    def found(self) -> str:
        """What its search reads, as the README says."""
        return "each figure once" if self.search else "–"


def mkdocs(theme: str, **options: object) -> dict[str, str]:
    """What MkDocs and ProperDocs read."""
    settings = {"site_name": "Own", "theme": {"name": theme, **options}, "plugins": ["search", "backprop"]}
    return {"mkdocs.yml": json.dumps(settings), **MARKDOWN}


def sphinx(pages: Mapping[str, str], **settings: object) -> dict[str, str]:
    """What Sphinx reads."""
    return {"conf.py": "".join(f"{name} = {value!r}\n" for name, value in settings.items()), **pages}


PLUGIN, EXTENSION, DIRECTED, FILTERED, RENDERED = (
    "plugin `backprop`",
    "extension `backprop`",
    "`sphinx_backprop`",
    "`pandoc_backprop`",
    "`backprop render`",
)
MKDOCS_BUILD = "mkdocs build --strict"
SPHINX_BUILD = "sphinx-build -q -W -b html . site"
SEARCH = "search/search_index.json"
TABLE = (
    Host(
        "MkDocs, theme `mkdocs`",
        PLUGIN,
        "mkdocs",
        mkdocs("mkdocs", highlightjs=False),
        (MKDOCS_BUILD,),
        search=SEARCH,
    ),
    Host(
        "MkDocs, theme `readthedocs`",
        PLUGIN,
        "mkdocs",
        mkdocs("readthedocs", highlightjs=False),
        (MKDOCS_BUILD,),
        search=SEARCH,
    ),
    Host(
        "Material for MkDocs", PLUGIN, "mkdocs-material", mkdocs("material", font=False), (MKDOCS_BUILD,), search=SEARCH
    ),
    Host(
        "ProperDocs",
        PLUGIN,
        "properdocs",
        {"properdocs.yml": mkdocs("mkdocs", highlightjs=False)["mkdocs.yml"], **MARKDOWN},
        ("properdocs build --strict",),
        search=SEARCH,
    ),
    Host(
        "Zensical",
        EXTENSION,
        "zensical",
        {
            "zensical.toml": '[project]\nsite_name = "Own"\n[project.theme]\nfont = false\n'
            "[project.markdown_extensions.backprop]\n",
            **MARKDOWN,
        },
        # What the second finds in its cache it does not render anew.
        ("zensical build", "zensical build"),
        search="search.json",
    ),
    Host(
        "Sphinx",
        DIRECTED,
        "sphinx",
        sphinx(RST, extensions=["sphinx_backprop"]),
        (SPHINX_BUILD,),
        deep="a/deep.html",
        search="searchindex.js",
    ),
    Host(
        "Sphinx with MyST, theme Furo",
        DIRECTED,
        "myst-parser",
        sphinx(
            MYST,
            extensions=["myst_parser", "sphinx_backprop"],
            myst_fence_as_directive=["backprop"],
            html_theme="furo",
        ),
        (f"{SPHINX_BUILD} -j 2",),
        deep="a/deep.html",
        search="searchindex.js",
    ),
    Host(
        "Pandoc 3.9, whose filters Quarto runs; Quarto itself was not tried",
        FILTERED,
        "pypandoc-binary",
        {
            "index.md": IN_SITE + HOME.format(quote=CODE),
            "a/deep.md": IN_SITE + DEEP,
            "site/a/made": "so that Pandoc can write there",
        },
        tuple(PANDOC.format(filter=FILTER, page=page) for page in ("index", "a/deep")),
        deep="a/deep.html",
    ),
    Host(
        "Hugo",
        RENDERED,
        "hugo",
        {
            "hugo.toml": 'baseURL = "/"\ndisableKinds = ["taxonomy", "rss", "sitemap"]\n',
            "layouts/single.html": HUGO_PAGE,
            "layouts/home.html": HUGO_PAGE,
            "content/_index.md": FRONT + HOME.format(quote=BRACES),
            "content/a/deep.md": FRONT + DEEP,
        },
        ("hugo --quiet --destination site", "backprop render site"),
    ),
    Host(
        "Pelican",
        RENDERED,
        "pelican",
        {
            "pelicanconf.py": PELICAN,
            "content/index.md": "Title: Home\n\n" + HOME.format(quote=CODE),
            "content/a/deep.md": "Title: Deep\n\n" + DEEP,
        },
        ("pelican --quiet --output site --settings pelicanconf.py", "backprop render site"),
        deep="a/deep.html",
    ),
)


def build(host: Host, folder: Path) -> Path:
    """The folder of the book, built."""
    for name, text in host.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for command in host.commands:
        run(command, folder)
    return folder / host.site


def run(command: str, folder: Path) -> str:
    """What a command of a host, or of the project, prints. Raises HostError where it fails."""
    if not HOSTS.is_dir():
        raise HostError(f"{HOSTS.parent} is missing: run make hosts")
    name, *arguments = command.split()
    own = Path(sys.executable).parent
    # What runs MkDocs itself has to find the one that sees its neighbours.
    first = (HOSTS, own) if name == "mike" else (own,)
    # MkDocs sees its neighbours only where these are installed, whoever's MkDocs it is.
    inside = HOSTS.parent.glob(f"lib/*/site-packages/pypandoc/files/{name}")
    found = next((each for each in (HOSTS / name, own / name, *inside) if each.exists()), Path(name))
    program = [str(HOSTS / "python"), "-m", name] if name == "mkdocs" else [str(found)]
    path = os.pathsep.join((*map(str, first), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", VARIABLE: str(KEPT)}
    done = subprocess.run(
        [*program, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode != 0:
        raise HostError(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def version(package: str) -> str:
    """The version of a package that the tests use, the newest where it depends on Python's."""
    locks = "".join((ROOT / f"requirements{name}.lock").read_text("utf-8") for name in ("-hosts", ""))
    found = re.findall(rf"^{re.escape(package)}==(\S+)", locks, re.MULTILINE)
    return str(found[-1] if package == "sphinx" else found[0])
