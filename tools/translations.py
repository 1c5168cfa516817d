"""MkDocs runs this in this repository: pages that say the same in several languages lead to one another.

A page of `docs.de/` is the German of the page of that name in `docs/`. Each language is a site of its own with its own
configuration, theme and search; German lies in the folder de/ of the English one. `make build` builds both and sets
`TRANSLATIONS`, without which the English site does not speak of a folder that nobody has built.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Language:
    """What it calls itself, where its pages are written, and in which folder of the site they lie."""

    name: str
    docs: str
    folder: str


LANGUAGES = {"en": Language("English", "docs", ""), "de": Language("Deutsch", "docs.de", "de/")}


class Address(str):
    """Where a page lies, seen from another one."""

    __slots__ = ()


# What all languages have from the English one.
SHARED = ("stylesheets/site.css", "javascripts/theme.js", "images/favicon.svg")


def on_config(config: MkDocsConfig) -> None:
    """The address of a language's site is that of the whole with its folder."""
    if config.site_url:
        config.site_url += LANGUAGES[_code(config)].folder


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Lend a translation what all have."""
    docs = ROOT / LANGUAGES["en"].docs
    for name in SHARED:
        if files.get_file_from_path(name) is None:
            files.append(File(name, str(docs), config.site_dir, config.use_directory_urls))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Have templates leave these addresses alone: MkDocs cannot make one relative that leads out of a site."""
    plain = env.filters["url"]

    @pass_context
    def url(context: Context, value: str) -> str:
        return value if isinstance(value, Address) else str(plain(context, value))

    env.filters["url"] = url


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Name the page in all languages that have it: in its head for search engines, in its header for readers."""
    config.extra["alternate"] = alternates(page, config)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
    """What is shown where no page is leads to the other languages, too: an address of theirs may have been meant."""
    own = LANGUAGES[_code(config)]
    if template_name != "404.html" or not (own.folder or is_translated()):
        return
    root = urlsplit(config.site_url or f"/{own.folder}").path.removesuffix(own.folder)
    # It is shown at any address, so its links begin at the host's root; where none is told, at that of all languages.
    context["base_url"] = f"{root}{own.folder}"
    context["languages"] = [  # type: ignore[typeddict-unknown-key]
        {"lang": code, "name": each.name, "link": Address(f"{root}{each.folder}")}
        for code, each in LANGUAGES.items()
        if each != own
    ]


def is_translated() -> bool:
    """Whether the other languages are built, too."""
    return "TRANSLATIONS" in os.environ


def alternates(page: Page, config: MkDocsConfig) -> list[dict[str, str]]:
    """Code, name and address of each language of the page, its own too; nothing where there is but one."""
    own = LANGUAGES[_code(config)]
    known = {
        code: language
        for code, language in LANGUAGES.items()
        if (ROOT / language.docs / page.file.src_uri).exists() and (own.folder or is_translated())
    }
    if len(known) < 2:
        return []
    root = config.site_url.removesuffix(own.folder) if config.site_url else _to_root(f"{own.folder}{page.url}")
    return [
        {"lang": code, "name": language.name, "link": Address(f"{root}{language.folder}{page.url}")}
        for code, language in known.items()
    ]


def _to_root(url: str) -> str:
    """The way from a page to the folder that has all languages."""
    return "../" * url.count("/") or "./"


def _code(config: MkDocsConfig) -> str:
    return str(config.theme["language"])
