"""Whole builds: what a site with figures contains, and where its pages look for it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from backprop_web import engine, languages
from tests.plugin import building
from tests.plugin.building import FIGURE, Built
from tests.plugin.conftest import BuildSite, MadeWithout

PAGES = {
    "index.md": f"# Home\n\n{FIGURE}",
    "plain.md": "# Plain\n\nNo figure, and $5 is no formula.\n",
    "formula.md": "# Formula\n\nJust $x^2$.\n",
    "part/deep.md": f"---\ntitle: Deep\n---\n# Deep\n\n[There](../index.md#one-two-one-step-9)\n\n{FIGURE}",
}
SCRIPTS = ["early", "stepping", "live", "tools"]
MISSING = "readers can step through the figures, but not change a number"


def referenced(built: Built, page: str) -> list[str]:
    """Every address that the plugin's tags on `page` hold, as they stand there."""
    tree = built.page(page)
    tags = [node.attributes["href"] for node in tree.css("article link[rel=stylesheet]")]
    tags += [node.attributes["src"] for node in tree.css("article script")]
    if tree.css_first("#backprop-manifest") is None:
        return [tag for tag in tags if tag]
    manifest = built.manifest(page)
    # The script finds them beside itself.
    beside = next((tag for tag in tags if tag and "/live." in tag), "").rpartition("/")[0]
    live = [f"{beside}/{file['file']}" for file in manifest.get("files", [])]
    return [tag for tag in tags + live if tag]


def address(page: str, use_directory_urls: bool) -> str:
    """Where a browser thinks that it is."""
    return page.removesuffix("index.html") if use_directory_urls else page


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_every_address_leads_to_a_file_from_any_page(build_site: BuildSite, use_directory_urls: bool) -> None:
    built = build_site(
        PAGES,
        {"live": True},
        use_directory_urls=use_directory_urls,
        site_url="https://example.org/some/book/",
    )
    deep = "part/deep/index.html" if use_directory_urls else "part/deep.html"
    assert built.warnings == []
    files = built.files()
    for page in ("index.html", deep):
        at = urljoin("https://example.org/some/book/", address(page, use_directory_urls))
        found = referenced(built, page)
        assert len(found) == 2 + 5 + 5
        for reference in found:
            assert not reference.startswith(("/", "http"))
            target = unquote(urljoin(at, reference)).removeprefix("https://example.org/some/book/")
            assert target in files, f"{reference} on {page}"


def test_a_page_with_formulas_waits_for_their_letters_but_on_a_disk(build_site: BuildSite) -> None:
    """A paragraph with formulas is laid out once. On a disk all of the font is there at once."""
    built = build_site(PAGES, {"live": True})
    (letters,) = (name for name in built.staged() if "/letters." in name)
    asked = {
        page: [script.attributes["src"] for script in built.page(page).css('script[src*="letters."]:not([defer])')]
        for page in ("plain/index.html", "formula/index.html", "part/deep/index.html")
    }
    assert asked == dict(zip(asked, ([], [f"../{letters}"], [f"../../{letters}"]), strict=True))
    assert build_site(PAGES, {"live": True, "offline": True}).page().css('script[src*="letters."]') == []


def test_names_carry_the_hash_of_their_content(build_site: BuildSite) -> None:
    built = build_site(PAGES, {"live": True})
    files = built.files()
    flat = [name for name in built.staged() if name.count("/") == 2]
    assert len(flat) == 3 + 5 + 5 + 1
    for name in flat:
        assert hashlib.sha256(files[name]).hexdigest()[:12] == name.split(".")[-2]
    for file in built.manifest()["files"]:
        content = files[f"assets/backprop/{file['file']}"]
        assert (file["bytes"], file["sha256"]) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )


def test_the_manifest_tells_the_client_all_it_needs(build_site: BuildSite) -> None:
    built = build_site(PAGES, {"live": True})
    manifest = built.manifest("part/deep/index.html")
    assert manifest["words"] == dict(languages.client("en"))
    (script,) = (content.decode() for name, content in built.files().items() if "/live." in name)
    for sentence in languages.live("en").values():
        assert json.dumps(sentence, ensure_ascii=False) in script
        assert escape(sentence) not in built.html()
    assert {f["role"] for f in manifest["files"]} == {"worker", "wasm", "library", "engine", "snapshot"}
    assert all("/" not in f["file"] for f in manifest["files"])


def test_scripts_come_in_the_order_in_which_they_build_on_each_other(build_site: BuildSite) -> None:
    built = build_site(PAGES, {"live": True})
    scripts = built.page().css("article > script")
    assert [(s.attributes["src"] or "").split("/")[-1].split(".")[0] for s in scripts] == [*SCRIPTS, "letters"]
    assert ["defer" in script.attributes for script in scripts] == [False, True, True, True, False]
    assert built.html().index("<script") < built.html().index("<figure")


def test_only_pages_with_figures_get_scripts_and_only_pages_with_formulas_the_font(
    build_site: BuildSite,
) -> None:
    built = build_site(PAGES)
    tags = {name: len(referenced(built, f"{name}index.html")) for name in ("", "plain/", "formula/")}
    assert tags == {"": 6, "plain/": 0, "formula/": 2}


def test_a_site_without_figures_and_formulas_gets_nothing(build_site: BuildSite) -> None:
    built = build_site({"index.md": PAGES["plain.md"]}, {"live": True})
    assert built.staged() == []
    assert built.warnings == []


def test_a_site_with_formulas_only_gets_the_font_only(build_site: BuildSite) -> None:
    built = build_site({"index.md": PAGES["formula.md"]}, {"live": True})
    assert [name.split(".")[-1] for name in built.staged()] == ["js", "txt", "css", "woff2"]
    assert built.warnings == []


def test_without_a_live_engine_there_is_one_warning_and_every_step_still(
    build_site: BuildSite, made_without: MadeWithout
) -> None:
    made_without("live")
    built = build_site(PAGES, {"live": True})
    (warning,) = built.warnings
    assert f"there is no live here: {MISSING}" in warning
    assert "`live: false`" in warning
    assert len(built.page().css("li.bp-step svg[role=img]")) == 21
    assert not built.page().css(".bp-values")
    assert "files" not in built.manifest()
    assert not [name for name in built.staged() if "worker" in name or "live" in name or "pyodide" in name]


def test_without_anything_made_the_steps_are_there_and_one_warning_says_what_is_not(
    build_site: BuildSite, made_without: MadeWithout
) -> None:
    (made_without("live") / "index.json").unlink()
    built = build_site(PAGES, {"live": True})
    (warning,) = built.warnings
    assert "`make runtime`" in warning
    assert "can neither turn them one by one" in warning
    assert len(built.page().css("li.bp-step svg[role=img]")) == 21
    assert built.staged() == []


@pytest.mark.parametrize(
    ("part", "remark"),
    [("font", "whatever math font the reader has"), ("snapshot", "the first change of a number takes readers seconds")],
)
def test_without_font_or_snapshot_there_is_only_a_remark(
    build_site: BuildSite, made_without: MadeWithout, part: str, remark: str
) -> None:
    made_without(part)
    built = build_site(PAGES, {"live": True})
    assert built.warnings == []
    (message,) = [text for _, text in built.messages if f"no {part} here" in text]
    assert remark in message
    assert not [name for name in built.staged() if {"font": "stix", "snapshot": "snapshot"}[part] in name]
    assert built.page().css(".bp-values")


def test_what_the_font_lacks_is_said_once(build_site: BuildSite) -> None:
    """Two formulas on two pages, one remark, which names only what is missing."""
    built = build_site({"index.md": "# Home\n\n$x + \\iiint y$\n", "other.md": "# Other\n\n$\\iiint$ and $\\alpha$\n"})
    assert built.warnings == []
    (remark,) = [text for level, text in built.messages if "math font" in text]
    assert "has no ∭: readers see" in remark


def test_styles_of_formulas_stand_in_a_sheet_of_their_own_where_there_are_any(build_site: BuildSite) -> None:
    """All else is the same on every site."""
    aligned = "# Home\n\n$$\n\\begin{aligned} a &= b \\end{aligned}\n$$\n"
    built = build_site({"index.md": aligned, "plain.md": PAGES["formula.md"]})
    (sheet,) = [name for name in built.staged() if "/formulas." in name]
    used = {c for node in built.page().css("math *") for c in (node.attributes.get("class") or "").split()}
    assert used == set(re.findall(r"\.(bp-m-\w+) ", built.files()[sheet].decode())) != set()
    assert [sheet in each for each in (" ".join(referenced(built, "index.html")), built.html("plain/index.html"))] == [
        True,
        False,
    ]


def test_live_false_is_no_warning(build_site: BuildSite, made_without: MadeWithout) -> None:
    made_without("live")
    built = build_site(PAGES, {"live": False})
    assert built.warnings == []
    assert len(built.page().css("li.bp-step")) == 21


def test_two_builds_give_the_same_bytes(build_site: BuildSite) -> None:
    options = {"live": True}
    first = build_site(PAGES, options).files()
    second = build_site(PAGES, options).files()
    changed = [name for name in first | second if first.get(name) != second.get(name)]
    assert set(changed) <= {"sitemap.xml", "sitemap.xml.gz"}


def test_a_build_remembers_nothing_of_the_one_before(build_site: BuildSite) -> None:
    """As in `serve`: names are free again, and assets that nothing needs are gone."""
    build_site(PAGES)
    built = build_site({"index.md": f"# Other\n\n{FIGURE}", "part/deep.md": "# Deep\n"})
    assert built.warnings == []
    assert referenced(built, "part/deep/index.html") == []


def test_the_authors_own_fences_and_extensions_go_on_working(build_site: BuildSite) -> None:
    text = f"# Home\n\n```mermaid\ngraph\n```\n\n```python\nx = 1\n```\n\n??? note\n\n    $x$\n\n{FIGURE}"
    mermaid = {"name": "mermaid", "class": "mermaid"}
    built = build_site(
        {"index.md": text},
        markdown_extensions=[
            "pymdownx.details",
            {"pymdownx.superfences": {"custom_fences": [mermaid]}},
        ],
    )
    tree = built.page()
    assert built.warnings == []
    assert tree.css("pre.mermaid")
    assert tree.css("div.highlight code")
    assert tree.css("figure")
    assert tree.css("details math")


def test_math_false_leaves_dollars_to_others(build_site: BuildSite) -> None:
    built = build_site({"index.md": "# Home\n\nSee $x^2$.\n"}, {"math": False})
    assert built.page().css_first("p").text() == "See $x^2$."
    assert built.staged() == []


def test_links_to_steps_are_checked_as_links_to_headings_are(build_site: BuildSite) -> None:
    links = "[good](#one-two-one-step-20) [bad](#one-two-one-step-21)"
    built = build_site({"index.md": f"# Home\n\n{links}\n\n{FIGURE}"}, validation={"links": {"anchors": "warn"}})
    (warning,) = built.warnings
    assert "#one-two-one-step-21" in warning


def test_a_heading_with_a_figures_id_is_a_warning(build_site: BuildSite) -> None:
    built = build_site({"index.md": f"# One two one\n\n{FIGURE}"})
    (warning,) = built.warnings
    assert "index.md: the id one-two-one is that of a heading" in warning
    assert "choose another name for the figure" in warning


def test_a_fence_that_markdown_takes_for_code_is_a_warning(build_site: BuildSite) -> None:
    """Below indented code, with no empty line between them. A fence that is itself indented was to be shown."""
    shown = "".join(f"    {line}" for line in FIGURE.replace("one-two-one", "shown").splitlines(keepends=True))
    built = build_site({"index.md": f"# Home\n\nSo:\n\n{shown}", "next.md": f"# Next\n\n    code\n{FIGURE}"})
    (warning,) = built.warnings
    assert "next.md, line 5: one-two-one was read and is not in the page" in warning
    assert "leave a line empty" in warning
    assert built.page().css_first("figure") is None


def test_an_edit_of_the_engine_reaches_the_next_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` builds many times in one process; the imported modules would stay as they were."""
    package = tmp_path / "engine_stand_in"
    package.mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(engine, "PACKAGE", package.name)
    monkeypatch.setattr(engine, "_when_imported", {})
    seen = []
    for text in ("answer = 1", "answer = 1", "answer = 'another'"):
        (package / "__init__.py").write_text(text, "utf-8")
        assert engine.refresh() == engine.digest()
        seen.append(__import__(package.name))
    assert [module.answer for module in seen] == [1, 1, "another"]
    assert seen[0] is seen[1]
    del sys.modules[package.name]


STRICT = {
    "a good page": (FIGURE, 0, ""),
    "an unknown key": (
        FIGURE.replace("title:", "titel:"),
        1,
        "index.md, line 3: titel is A small network",
    ),
    "bad TeX": (r"$\foo$", 1, r"the formula \foo is not TeX"),
}


@pytest.mark.built
@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("text", "code", "said"), STRICT.values(), ids=STRICT.keys())
def test_strict_fails_on_what_serve_only_warns_of(tmp_path: Path, text: str, code: int, said: str) -> None:
    config = building.write(tmp_path, {"index.md": text}, {"live": False})
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    environment: dict[str, Any] = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
