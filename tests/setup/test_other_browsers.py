"""What happens where Firefox or WebKit is missing, and that errors in them are seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support import drivers, other_browsers
from tests.support.other_browsers import FIREFOX, WEBKIT, InstallationError, NotHereError, Wanted
from tests.support.server import serve

MISSING = Wanted("None such", (("no-such-program",),), ("no-such-package",))


@pytest.mark.parametrize(("system", "root"), [("debian", False), ("arch", True), ("", False)])
def test_where_nothing_may_be_installed_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, system: str, root: bool
) -> None:
    """The tests are then skipped with it."""
    monkeypatch.setattr(other_browsers, "distribution", lambda: system)
    monkeypatch.setattr(other_browsers, "is_root", lambda: root)
    with pytest.raises(NotHereError, match=r"None such is not here \(no no-such-program on the PATH\)"):
        other_browsers.ensure(MISSING)


@pytest.mark.parametrize(
    ("works", "reason"),
    [(False, "`apt-get update` failed"), (True, "no-such-package brought no")],
)
def test_a_failed_installation_is_an_error(monkeypatch: pytest.MonkeyPatch, works: bool, reason: str) -> None:
    """The tests then fail; nothing is skipped."""
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> bool:
        commands.append(command)
        return works

    monkeypatch.setattr(other_browsers, "distribution", lambda: "debian")
    monkeypatch.setattr(other_browsers, "is_root", lambda: True)
    monkeypatch.setattr(other_browsers, "run", run)
    with pytest.raises(InstallationError, match=re.escape(reason)):
        other_browsers.ensure(MISSING)
    assert len(commands) == (2 if works else 1)


@pytest.mark.gate
@pytest.mark.parametrize("wanted", [FIREFOX, WEBKIT], ids=lambda wanted: wanted.name)
def test_an_error_on_the_page_is_noticed(wanted: Wanted, tmp_path: Path) -> None:
    """Otherwise no test of a quiet console could fail."""
    try:
        found = other_browsers.ensure(wanted)
    except NotHereError as missing:
        pytest.skip(str(missing))
    pages, home = tmp_path / "pages", tmp_path / "home"
    pages.mkdir()
    home.mkdir()
    (pages / "index.html").write_text("<html><head></head><script>console.error('told');none.such</script></html>")
    with serve(pages) as server:
        server.head = drivers.WATCH if wanted is WEBKIT else ""
        with drivers.firefox(found[0], home) if wanted is FIREFOX else drivers.webkit(home) as tab:
            tab.open(server.url)
            tab.wait("document.readyState === 'complete'")
            assert len(tab.errors()) == 2
