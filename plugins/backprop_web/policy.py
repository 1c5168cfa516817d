"""A content-security policy as strict as the written pages allow.

What remains: Material writes small scripts into every page, and their hashes stand in the policy. No style, no event
handler and no other script needs `'unsafe-inline'`, and nothing comes from another host.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

FILE = "content-security-policy.txt"
JAVASCRIPT = ("", "module", "text/javascript", "application/javascript")
DIRECTIVES = """\
default-src 'self'
script-src 'self' 'wasm-unsafe-eval' {hashes}
style-src 'self'
img-src 'self' data:
worker-src 'self' blob:
object-src 'none'
base-uri 'self'
form-action 'self'
frame-ancestors 'self'"""


class _Scripts(HTMLParser):
    """Keeps the text of every inline script, exactly as it stands: its hash is that of these bytes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = tag == "script" and "src" not in given and given.get("type", "") in JAVASCRIPT
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def inline_scripts(html: str) -> list[str]:
    """The text of the scripts that stand in the page itself, in their order."""
    scripts = _Scripts()
    scripts.feed(html)
    scripts.close()
    return scripts.found


def policy(pages: Iterable[str], records: str = "") -> str:
    """The value of the header, in one line, for a site of these pages; `records` is the address, if any, to which
    readers may send results."""
    scripts = {script for html in pages for script in inline_scripts(html)}
    digests = sorted(b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    lines = DIRECTIVES.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests)).splitlines()
    if records:
        lines.append(f"connect-src 'self' {records}")
    return "; ".join(line.strip() for line in lines)


def write(site: Path, records: str = "") -> Path:
    """Write the policy of the pages below `site` beside them; `records` as `policy` takes it."""
    pages = (path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))
    target = site / FILE
    target.write_text(policy(pages, records) + "\n", encoding="utf-8", newline="\n")
    return target
