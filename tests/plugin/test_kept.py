"""Figures that an earlier build has drawn: found again, byte for byte, and never in the place of another one."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from backprop_web import ahead, cache, finished, searched
from backprop_web.cache import Cache
from backprop_web.finished import Figures, Finished
from backprop_web.memory import Memory
from mkdocs_backprop import fence
from tests.plugin import building
from tests.plugin.conftest import BuildSite

TINY = "name: tiny\ntitle: A tiny network\nnetwork: [1, 1]\n"
PLOT = "name: plot\ntitle: Cost\ncount: {kind: given, model: network}\n"
LOGGER = logging.getLogger("test")


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called, nothing can be drawn from then on."""

    def refuse(*_: object) -> None:
        raise AssertionError("this was drawn")

    return lambda: monkeypatch.setattr(finished, "_drawn", refuse)


def test_a_kept_figure_is_found_by_the_next_build(kept: Cache, undrawn: Callable[[], None]) -> None:
    """With all that pages and sites ask of it."""
    drawn = Figures(kept).finished(TINY, "en", live=True)
    numbers = Figures(kept).numbers(TINY, "en")
    undrawn()
    again = Figures(kept)
    assert again.finished(TINY, "en", live=True) == drawn
    assert again.numbers(TINY, "en") == numbers


@pytest.mark.parametrize("other", ["source", "language", "live", "engine", "words", "package", "platform"])
def test_what_goes_into_a_figure_decides_what_is_found(
    kept: Cache, undrawn: Callable[[], None], monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    Figures(kept).finished(TINY, "en", live=True)
    for name, place in (
        ("engine", "engine.digest"),
        ("words", "languages.digest"),
        ("package", "package"),
        ("platform", "_platform"),
    ):
        if name == other:
            monkeypatch.setattr(f"backprop_web.finished.{place}", lambda: "another")
    undrawn()
    source, language = TINY + "mode: backward\n" * (other == "source"), "de" if other == "language" else "en"
    with pytest.raises(AssertionError, match="drawn"):
        Figures(kept).finished(source, language, live=other != "live")


def test_what_the_build_before_took_is_at_hand(undrawn: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Under `serve`; another engine's is not, nor is what the build before did not ask for."""
    memory = Memory[Finished]()
    first = Figures(Cache(None), memory=memory)
    drawn = first.finished(TINY, "en", live=True)
    shown = first.shown(drawn)
    undrawn()
    memory.begin()
    again = Figures(Cache(None), memory=memory)
    assert again.has(TINY, "en", live=True)
    assert again.finished(TINY, "en", live=True) is drawn
    assert again.shown(drawn) is shown
    assert shown == drawn.shown
    with monkeypatch.context() as patched:
        patched.setattr("backprop_web.finished.engine.digest", lambda: "another")
        with pytest.raises(AssertionError, match="drawn"):
            Figures(Cache(None), memory=memory).finished(TINY, "en", live=True)
    memory.begin()
    memory.begin()
    assert not again.has(TINY, "en", live=True)


def test_served_figures_are_at_hand_for_the_next_build(
    tmp_path: Path, undrawn: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin lives on from one build to the next, also where nothing is kept in a folder."""
    monkeypatch.setenv(cache.VARIABLE, "")
    config_file = building.write(tmp_path, {"index.md": f"```backprop\n{TINY}```\n"}, {"live": False})
    served = load_config(str(config_file))
    served.plugins.on_startup(command="serve", dirty=False)
    pages = []
    for _ in range(2):
        mkdocs_build(load_config(str(config_file)))
        pages.append((tmp_path / "site" / "index.html").read_bytes())
        undrawn()
    assert pages[0] == pages[1]
    assert b"tiny-step-1" in pages[0]


def test_a_memory_has_room_for_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes first stays; the rest is unpacked each time."""
    monkeypatch.setattr("backprop_web.memory.ROOM", 5)
    memory = Memory[Finished]()
    memory.begin()
    made = []

    def make(text: str) -> str:
        made.append(text)
        return text

    for text in ("four", "four", "more", "more", "4"):
        assert memory.html(text.encode(), lambda text=text: make(text)) == text  # type: ignore[misc]
    assert made == ["four", "more", "more", "4"]


def test_another_notation_of_the_site_is_another_figure(kept: Cache) -> None:
    """Which is kept, too."""
    first = Figures(kept).finished(TINY, "en", live=True).html
    assert Figures(kept, {"delta": True}).finished(TINY, "en", live=True).html != first
    assert Figures(kept).has(TINY, "en", live=True)


@pytest.mark.parametrize("content", [b"", b"no figure", b"half", b"one bit"])
def test_a_damaged_file_is_drawn_anew(kept: Cache, content: bytes) -> None:
    drawn = Figures(kept).finished(TINY, "en", live=False)
    (path,) = (kept.folder or Path()).iterdir()
    whole = path.read_bytes()
    damaged = {b"half": whole[:-9], b"one bit": whole[:-1] + bytes([whole[-1] ^ 1])}
    path.write_bytes(damaged.get(content, content))
    assert Figures(kept).finished(TINY, "en", live=False) == drawn
    assert Figures(kept).finished(TINY, "en", live=False) == drawn


@pytest.mark.parametrize("place", ["no folder", "a file"])
def test_where_nothing_can_be_kept_it_is_drawn_each_time(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    unusable = Cache(None if place == "no folder" else tmp_path / "file")
    drawn = Figures(unusable).finished(TINY, "en", live=False)
    assert not unusable.is_usable
    assert Figures(unusable).finished(TINY, "en", live=False) == drawn


DAYS = [0, 1, 29, 31, 400]


def test_what_nobody_asks_for_any_more_goes(kept: Cache) -> None:
    now = 1e9
    for days in DAYS:
        kept.write(f"{days}", b"content")
        os.utime((kept.folder or Path()) / f"{days}", (now - days * cache.DAY,) * 2)
    kept.prune(now)
    assert [days for days in DAYS if kept.has(f"{days}")] == [0, 1, 29]


def test_the_oldest_go_where_there_is_too_much(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LARGEST", 25)
    now = 1e9
    for days in (3, 1, 2):
        kept.write(f"{days}", b"x" * 10)
        os.utime((kept.folder or Path()) / f"{days}", (now - days * cache.DAY,) * 2)
    kept.prune(now)
    assert [kept.has(f"{days}") for days in (1, 2, 3)] == [True, True, False]


def test_what_is_asked_for_stays(kept: Cache) -> None:
    """Asking makes a file young again."""
    kept.write("old", b"content")
    path = (kept.folder or Path()) / "old"
    os.utime(path, (1e9, 1e9))
    kept.read("old")
    kept.prune()
    assert kept.has("old")


def test_one_command_clears_it(kept: Cache) -> None:
    kept.write("some", b"content")
    command = [sys.executable, "-m", "backprop_web.cache", "--clear"]
    said = subprocess.run(
        command, env={**os.environ, cache.VARIABLE: str(kept.folder)}, check=True, capture_output=True, text=True
    )
    assert said.stdout == f"{kept.folder}: 0.0 MB\n"
    assert not (kept.folder or Path()).exists()


WRITING = """
import sys
from pathlib import Path
from backprop_web.cache import Cache
kept = Cache(Path(sys.argv[1]))
while True:
    for name in range(9):
        kept.write(str(name), str(name).encode() * 100_000)
        print(flush=True)
"""


def test_two_builds_at_once_that_are_killed_leave_nothing_half_written(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITING, str(tmp_path)]
    two = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    for each in two:
        for _ in range(20):
            assert each.stdout
            each.stdout.readline()
    for each in two:
        each.kill()
        each.communicate()
    for name in range(9):
        assert Cache(tmp_path).read(str(name)) == str(name).encode() * 100_000


def test_many_figures_are_drawn_by_several_processes(
    kept: Cache, monkeypatch: pytest.MonkeyPatch, undrawn: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    """The same bytes as in one, and a mistake in one of them stops no other."""
    monkeypatch.setattr(ahead, "FEWEST", 1)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    caplog.set_level(logging.INFO)
    sources = [TINY, PLOT, "name: [", TINY.replace("tiny", "other", 1)]
    own = [Figures().finished(source, "en", live=True) for source in (TINY, sources[3])]
    ahead.draw(Figures(kept), [(source, "en", True) for source in (*sources, TINY)], LOGGER)
    undrawn()
    assert [Figures(kept).finished(source, "en", live=True) for source in (TINY, sources[3])] == own
    assert caplog.messages == ["0 of 4 new figures are drawn", "4 of 4 new figures are drawn"]


def test_a_few_figures_are_worth_no_process(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_process", lambda *_: pytest.fail("a process was started"))
    ahead.draw(Figures(kept), [(TINY, "en", True)], LOGGER)


FORMS = """\
```backprop
{tiny}
```

1. In a list

    ~~~ backprop
    {tiny}

    sums: split
    ~~~

> ```` {{ .backprop }}
> {tiny}
> ````

!!! note

    ```backprop-sandbox
    {tiny}
    ```

```python
print("no figure")
```
"""


def test_a_look_at_a_page_finds_the_sources_that_superfences_finds(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same words, or what was drawn ahead would not be found."""
    found: list[str] = []

    def note(_: object, source: str, *args: object, **options: object) -> str:
        found.append(source)
        return ""

    monkeypatch.setattr(fence.FigureFence, "format", note)
    text = FORMS.format(tiny=TINY.splitlines()[0])
    build_site({"index.md": text}, markdown_extensions=["admonition"])
    assert sorted(fence.sources(text)) == sorted(found)
    assert len(found) == 4


def test_a_site_that_was_built_before_is_built_of_what_is_kept(
    build_site: BuildSite, kept: Cache, monkeypatch: pytest.MonkeyPatch, undrawn: Callable[[], None]
) -> None:
    """To the byte, numbers in the text included."""
    monkeypatch.setenv(cache.VARIABLE, str(kept.folder))
    pages = {"index.md": building.FIGURE + "\nIt is {{ one-two-one: dL/dwo1 }}.\n"}
    first = build_site(pages, embed=True).files()
    undrawn()
    assert build_site(pages, embed=True).files() == first


NESTED = (
    '<p>Before</p><figure class="bp-figure" id="a" lang="en"><figcaption>T</figcaption><div data-x="1"'
    ' data-search-exclude="true"><div>gone</div>gone</div><h3><b>k</b>ept</h3><p class="c">too</p></figure><p>After</p>'
)


def test_a_search_reads_what_is_not_aside() -> None:
    narrow, figures = searched.narrowed(NESTED)
    assert narrow == '<p>Before</p><figure class="bp-figure" id="a">Tkept<p>too</p></figure><p>After</p>'
    assert searched.widened(narrow, figures) == NESTED.replace(searched.ASIDE, "")


def test_what_came_as_a_search_reads_it_gets_its_drawings() -> None:
    """And what came whole, perhaps changed by another plugin, stays as it came."""
    narrow, figures = searched.narrowed(NESTED)
    again, same = searched.narrowed(narrow)
    assert again == narrow
    drawn = {figures[0][0]: "whole"}
    assert searched.widened(again, searched.completed(same, drawn)) == "<p>Before</p>whole<p>After</p>"
    assert searched.completed(figures, drawn) == figures


STEPS = (
    '<figure class="bp-figure" id="a" lang="en"><figcaption>T</figcaption><p class="bp-status" role="status"></p><ol>'
    '<li class="c"><h3>Value of z</h3><p class="s">z is a sum.</p></li><li><p>Two.</p><p>Three.</p></li></ol></figure>'
)


def test_a_search_reads_a_step_as_a_line() -> None:
    """Whatever it costs to read, it costs for each tag; and one that has no use for lines reads none."""
    narrow, _ = searched.narrowed(STEPS)
    lines = "<ol><li>Value of z: z is a sum.</li><li><p>Two.</p><p>Three.</p></li></ol>"
    assert narrow == f'<figure class="bp-figure" id="a">T{lines}</figure>'
    for text in (STEPS, narrow):
        flat, figures = searched.narrowed(text, flat=True)
        assert flat.count("<") == 2
        assert flat.split(">", 1)[1].split() == [
            "T",
            "Value",
            "of",
            "z:",
            "z",
            "is",
            "a",
            "sum.",
            "Two.",
            "Three.",
            "</figure>",
        ]
        assert searched.widened(flat, figures) == text
    assert searched.completed(figures, {narrow: "whole"})[0][1] == "whole"


READING = "def on_page_context(context, page, **_):\n    page.meta['read'] = page.content\n"


def test_who_else_reads_a_page_changes_nothing_in_it_or_in_its_search(build_site: BuildSite, tmp_path: Path) -> None:
    """Where nobody does, tokens and marks stand for the figures, until the index or the page has its place for them."""
    other = building.FIGURE.replace("one-two-one", "other").replace("title:", "title: <b> &amp; 1\u00a0 2")
    figures = building.FIGURE + other
    pages = {"index.md": f"# One\n\nBefore.\n\n{figures}\n## Two\n\n{building.FIGURE.replace('one-two-one', 'third')}"}
    config = {"theme": {"name": "mkdocs"}, "plugins": ["search", {"backprop": {"live": False}}]}
    first = build_site(pages, **config).files()
    (tmp_path / "reading.py").write_text(READING)
    hooked = build_site(pages, hooks=[str(tmp_path / "reading.py")], **config).files()
    for name in ("index.html", "search/search_index.json"):
        assert _undated(hooked[name]) == _undated(first[name])
    assert b"backprop-figure-" not in first["index.html"]
    index = first["search/search_index.json"]
    assert b"ue000" not in index
    assert index.count(b"A small network A network with 1 input") == 6  # of three figures, for page and section


def _undated(content: bytes) -> bytes:
    return re.sub(rb"Build Date UTC : .*", b"", content)


def test_a_page_may_hold_what_a_mark_looks_like() -> None:
    """It stays."""
    text = "<!--backprop-figure-7--> <!--backprop-figure-0--> \ue0007\ue001"
    assert searched.put_back(text, [("", "whole")]) == text.replace("<!--backprop-figure-0-->", "whole")
    assert searched.with_texts(text, ["whole"]) == text


CHANGING = "def on_page_content(html, **_):\n    return html.replace('<svg class=', '<svg id=mine class=', 1)\n"
LISTING = "{% for each in pages %}{{ each.page.content }}{% endfor %}{{ page.content }}"


def test_markdown_carries_no_drawings_and_whoever_else_reads_a_page_finds_them(
    build_site: BuildSite, tmp_path: Path
) -> None:
    """Another plugin that changes the content, and a template that shows the content of all pages."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "main.html").write_text(LISTING, "utf-8")
    (tmp_path / "own" / "list.html").write_text(LISTING.replace("{{ page.content }}", ""), "utf-8")
    hook = tmp_path / "hook.py"
    hook.write_text(CHANGING, "utf-8")
    other = building.FIGURE.replace("one-two-one", "other")
    theme = {"name": None, "custom_dir": str(tmp_path / "own"), "static_templates": ["list.html"]}
    pages = {"index.md": building.FIGURE, "next.md": other}
    plain = build_site(pages, theme=theme).files()
    hooked = build_site(pages, theme=theme, hooks=[str(hook)]).files()
    for name, figures in {"index.html": 3, "next/index.html": 3, "list.html": 2}.items():
        html = plain[name].decode()
        assert html.count('class="bp-parts ') == html.count("<figure ") == figures
        assert hooked[name].decode().count("<svg id=mine") == figures


@pytest.mark.usefixtures("made")
def test_a_build_of_what_changed_leaves_the_rest(tmp_path: Path) -> None:
    """`mkdocs serve --dirty`: the changed page has its new figure and all that it names; another is not touched."""
    other = building.FIGURE.replace("one-two-one", "other")
    path = building.write(tmp_path, {"index.md": building.FIGURE, "next.md": other}, {})
    before = building.build(path).files()
    changed = building.FIGURE.replace("[1, 2, 1]", "[1, 1]")
    (tmp_path / "docs" / "index.md").write_text(changed, "utf-8")
    os.utime(tmp_path / "docs" / "index.md", (2e9, 2e9))
    built = building.build(path, dirty=True)
    assert [each for each in built.warnings if "'dirty' build" not in each] == []
    assert len(LexborHTMLParser(before["index.html"]).css(".bp-step")) == 1 + 7 + 13
    assert len(built.page().css(".bp-step")) == 1 + 3 + 4
    assert built.files()["next/index.html"] == before["next/index.html"]
    named = [each.attributes[name] for name in ("href", "src") for each in built.page().css(f"[{name}*=assets]")]
    assert {name for name in named if name} <= set(built.files())
    assert len(named) > 4
