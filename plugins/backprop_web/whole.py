"""A page that stands alone: style, scripts and font are in it, and nothing else is asked for."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

from backprop_web.assets import Asset
from backprop_web.engine import direction
from backprop_web.finished import Finished

STYLE = "text/css"
TYPES = {"css": STYLE, "js": "text/javascript", "woff2": "font/woff2"}
# Of a host's theme a page that stands alone has nothing but what a figure cannot do without.
LOOK = (
    ":root{color-scheme:light dark}"
    "body{max-width:72rem;margin:1rem auto;padding:0 1rem;font:100%/1.5 system-ui,sans-serif}"
)


def document(made: Finished, tags: str, content: str, *, kind: str = "", head: str = "") -> str:
    """The page of a figure: the `tags` of its files, and then its `content`; `kind` is a class of the whole."""
    return page(escape(made.title or "backprop"), made.language, tags, content, kind=kind, head=head)


def page(
    title: str, language: str, tags: str, content: str, *, kind: str = "", head: str = "", look: str = LOOK
) -> str:
    """The page in that language; title, tags and content are HTML. Without a `look` its style sheets have to say it,
    as they can under any content-security policy."""
    style = f"<style>{look}</style>" if look else ""
    spoken = f'lang="{language}" dir="{direction(language)}"' + (f' class="{kind}"' if kind else "")
    return (
        f'<!DOCTYPE html>\n<html {spoken}><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f"{style}</head><body>\n{tags}\n{content}</body></html>\n"
    )


def within(tags: str, staged: Sequence[Asset]) -> str:
    """The tags with each file in the place of its name: as an address, so that scripts keep their order."""
    files = {asset.name: as_address(asset.name, asset.content) for asset in staged if _type(asset.name) != STYLE}
    for asset in staged:
        address = files.get(asset.name) or as_address(asset.name, filled(asset, files))
        tags = tags.replace(f'"{escape(asset.uri)}"', f'"{address}"')
    return tags


def filled(style: Asset, files: Mapping[str, str]) -> bytes:
    """A style sheet with what lies beside it, such as a font."""
    text = style.content.decode()
    for name, address in files.items():
        text = text.replace(f"url({name})", f"url({address})").replace(f'url("{name}")', f'url("{address}")')
    return text.encode()


def as_address(name: str, content: bytes) -> str:
    """The content of a file as the address of it."""
    return f"data:{_type(name)};base64,{b64encode(content).decode()}"


def _type(name: str) -> str:
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")
