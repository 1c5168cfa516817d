"""A reader writes a figure: the text, what is wrong with it, the figure beside it, and the address that holds it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop_web.page import Page as FigurePage
from tests.support import ibm
from tests.support.axe import violations
from tests.support.fences import fences
from tests.support.pages import Pages
from tests.support.programs import run
from tests.support.reader import Reader
from tests.support.server import NEVER, Server, delayed, missing

SANDBOX = "sandbox/"
LIVE = 60_000
CLIPBOARD = ["clipboard-read", "clipboard-write"]
READY = "The figure shows this text."
PRODUCT = 'name: product\ntitle: "x < y & <b>z</b>"\nexpression: x*y\nvalues: {x: 2, y: 3}\n'
PROGRAM = "name: program\ntitle: A program\npython: |\n  L = w*x\nvalues: {w: 2, x: 3}\n"
PARTS = ("begin", "acts", "state", "editor")
PLACES = f"""{[f".bp-{part}" for part in PARTS]}.map(part => document.querySelector(part).getBoundingClientRect())
    .map(({{ x, y, width }}) => [x, y + scrollY, width])"""
ASK = "request => backprop.live.engine.call(request, { of: 'fences' })"


def packed(source: str, version: int = 1) -> str:
    """The address of a text, made here."""
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = base64.urlsafe_b64encode(made.compress(source.encode()) + made.flush()).decode().rstrip("=")
    return f"#figure={version}.{text}"


def unpacked(address: str) -> str:
    text = address.partition("#figure=1.")[2]
    return zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), -15).decode()


def state(tab: Page) -> Locator:
    return tab.locator(".bp-state")


def text_of(tab: Page) -> str:
    lines: list[str] = tab.locator(".bp-editor .cm-line").all_inner_texts()
    return "\n".join(line.replace("\n", "") for line in lines)


def opened(tab: Page, served: Server, more: str = "") -> Page:
    tab.goto(f"{served.url}{SANDBOX}{more}")
    return begun(tab)


def visited(reader: Reader, more: str = "", viewport: tuple[int, int] = (1280, 800)) -> Page:
    """The sandbox in the tab that tests have in common, where Python may live already."""
    return begun(reader(SANDBOX + more, viewport=viewport))


def begun(tab: Page) -> Page:
    """With the editor, for which the reader gives a sign."""
    tab.locator(".bp-begin select").focus()
    expect(tab.locator(".bp-editor .cm-content")).to_be_visible()
    return tab


def write(tab: Page, source: str) -> None:
    """Put another text in the place of all, as one who pastes it."""
    tab.locator(".bp-editor .cm-content").click()
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.insert_text(source)


def button(tab: Page, name: str) -> Locator:
    return tab.locator(f'.bp-acts [data-act="{name}"]')


def test_nothing_is_loaded_before_a_reader_writes(page: Pages, served: Server) -> None:
    """The figure of the build stands there, with its tools, and its text in a field, which becomes an editor as large;
    then Python reads what is written, and draws it."""
    tab = page()
    tab.goto(f"{served.url}{SANDBOX}")
    expect(tab.locator("#my-figure.bp-ready")).to_be_visible()
    field = tab.locator(".bp-plain")
    assert field.input_value() == fences()["sandbox.md#my-figure"]
    room = tab.locator(".bp-editor").bounding_box()
    assert not [path for path in served.requests if re.search("editor|wasm|fences", path)]
    field.click()
    expect(tab.locator(".bp-editor .cm-content")).to_be_focused()
    expect(field).to_have_count(0)
    assert tab.locator(".bp-editor").bounding_box() == room
    tab.keyboard.press("ControlOrMeta+End")
    tab.keyboard.insert_text("sums: split\n")
    expect(state(tab)).to_have_text(READY, timeout=LIVE)
    assert unpacked(tab.url) == fences()["sandbox.md#my-figure"] + "sums: split\n"
    assert len([path for path in served.requests if "fences" in path]) == 1


def test_a_reader_writes_before_the_editor_is_there(page: Pages, served: Server) -> None:
    """Where it cannot be had, the figure follows the field and a problem leads to its line there; with the next sign
    what was written is in the editor, with the place at which the reader was."""
    tab = page(expected=["404"])
    served.faults["*/editor.*"] = missing()
    tab.goto(f"{served.url}{SANDBOX}")
    field = tab.locator(".bp-plain")
    field.fill(PRODUCT)
    expect(tab.locator("#product.bp-ready")).to_be_visible(timeout=LIVE)
    field.fill(PRODUCT.replace("values", "valuse"))
    tab.locator(".bp-repair").click(timeout=LIVE)
    expect(field).to_be_focused()
    selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    tab.wait_for_function(f"({selected})(document.querySelector('.bp-plain')).startsWith('valuse: {{')")
    served.faults.clear()
    tab.locator(".bp-repair").click()
    expect(tab.locator(".bp-editor .cm-content")).to_be_focused()
    assert text_of(tab) == PRODUCT
    expect(state(tab)).to_have_text(READY, timeout=LIVE)
    button(tab, "undo").click()
    assert "valuse" in text_of(tab)


def test_a_figure_of_each_kind_is_the_one_of_a_build(reader: Reader) -> None:
    """Drawn in the browser, put into the page, and read by a browser from what the build writes."""
    tab = visited(reader)
    names = ("chain-rule-and-backpropagation.md#composition", "backpropagation-at-work.md#pinn")
    sources = [PRODUCT, PROGRAM, *(fences()[name] for name in names)]
    for source in sources:
        told = tab.evaluate(ASK, {"call": "figure", "source": source, "lang": "en", "run": True})
        assert told["html"] == FigurePage(live=True).figure(source)


def test_a_written_figure_can_be_stepped_and_changed(reader: Reader) -> None:
    """At the step at which the last one was; its numbers too are worked out."""
    tab = visited(reader)
    tab.locator('#my-figure [data-action="forward"]').click()
    write(tab, PRODUCT)
    expect(tab.locator("#product-step-1.is-current")).to_be_visible(timeout=LIVE)
    assert tab.locator("#product figcaption").inner_text() == "x < y & <b>z</b>"
    tab.locator('#product input[name="x"]').fill("5")
    expect(tab.locator("#product-step-1 .bp-formula")).to_contain_text("15", timeout=LIVE)
    assert tab.locator(".bp-figure").count() == 1


MISTAKES = [
    (PRODUCT.replace("x*y", "x*"), 3, "column", "x*"),
    (PRODUCT.replace("y: 3", "y: 010"), 4, "in base 8", "010"),
    (PRODUCT.replace("values", "valuse"), 4, "did you mean values?", "valuse"),
    (PROGRAM.replace("w*x", "open(w*x)"), 4, "open", "open"),
    (PRODUCT + "mode: [backward", 5, "close the list with ]", "mode"),
]


def test_a_mistake_is_told_at_its_place(reader: Reader) -> None:
    """In the editor and below it; the figure stays, and the button leads to the place."""
    tab = visited(reader)
    for source, line, said, marked in MISTAKES:
        write(tab, source)
        problem = tab.locator(".bp-problems p")
        expect(problem).to_have_text(re.compile(rf"^Line {line}: .*{re.escape(said)}"), timeout=LIVE)
        expect(state(tab)).to_contain_text("One place needs another look")
        assert tab.locator("#my-figure.bp-ready").count() == 1
        problem.locator("button").first.click()
        chosen = tab.evaluate("document.querySelector('.bp-editor').shadowRoot.getSelection().toString()")
        assert marked in chosen
        assert tab.locator(".bp-editor .cm-lintRange-error").count() >= 1


def test_the_nearest_key_is_written_by_a_button(reader: Reader) -> None:
    """And by it the figure is drawn; undo and redo go through all of that."""
    tab = visited(reader)
    write(tab, PRODUCT + "sumz: split\n")
    repair = tab.locator(".bp-repair")
    expect(repair).to_have_text("Write sums", timeout=LIVE)
    repair.click()
    expect(state(tab)).to_have_text(READY)
    assert unpacked(tab.url) == PRODUCT + "sums: split\n"
    button(tab, "undo").click()
    expect(state(tab)).to_contain_text("One place")
    button(tab, "redo").click()
    expect(state(tab)).to_have_text(READY)
    for _ in range(2):
        button(tab, "undo").click()
    expect(tab.locator("#my-figure")).to_be_visible()
    expect(button(tab, "undo")).to_have_attribute("aria-disabled", "true")


def test_keys_and_words_are_completed(reader: Reader) -> None:
    """A key that is there already is not offered; of a word, what the key can have."""
    tab = visited(reader)
    write(tab, "name: a\ntitle: T\nnetwork: [1, 1]\n")
    tab.keyboard.type("ac")
    options = tab.locator(".cm-tooltip-autocomplete li")
    expect(options.first).to_contain_text("activation", timeout=LIVE)
    tab.wait_for_timeout(100)  # CodeMirror takes no key for the list while it is quite new
    tab.keyboard.press("Enter")
    tab.keyboard.type("rel")
    expect(options.first).to_contain_text("relu")
    tab.wait_for_timeout(100)
    tab.keyboard.press("Enter")
    assert text_of(tab).endswith("activation: relu")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Control+Space")
    expect(options.first).to_be_visible()
    offered = options.all_inner_texts()
    assert {"loss", "values"} <= {each.split("\n")[0] for each in offered}
    assert not {"network", "activation"} & {each.split("\n")[0] for each in offered}


def test_a_figure_of_the_site_to_begin_with(reader: Reader) -> None:
    """A program of the site itself runs at once, and meanwhile no other figure stands in its place."""
    tab = visited(reader)
    expect(tab.locator("#my-figure")).to_be_visible()
    tab.locator(".bp-begin select").select_option(label="Two weights at three places")
    assert tab.locator("#my-figure").is_hidden()
    expect(tab.locator("#convolution.bp-ready")).to_be_visible(timeout=LIVE)
    assert "python: |" in text_of(tab)
    assert tab.locator(".bp-begin option").count() > 30


def test_a_strangers_program_waits_for_its_reader(reader: Reader) -> None:
    """Nothing of it runs before; what the reader then types runs at once."""
    tab = visited(reader, packed(PROGRAM))
    expect(state(tab)).to_contain_text("has not run", timeout=LIVE)
    assert text_of(tab) == PROGRAM
    assert tab.locator("#my-figure").count() == 1
    tab.locator(".bp-run").click()
    expect(tab.locator("#program.bp-ready")).to_be_visible(timeout=LIVE)
    write(tab, PROGRAM.replace("name: program", "name: another"))
    expect(tab.locator("#another.bp-ready")).to_be_visible(timeout=LIVE)


TITLES = ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "&lt;b&gt;"]
GO = "hash => { location.hash = hash }"


def test_text_of_an_address_is_text(reader: Reader) -> None:
    """In the editor, in the figure, and in what is said of it."""
    tab = visited(reader)
    for title in TITLES:
        source = f"name: product\ntitle: {json.dumps(title)}\nexpression: x*y\nvalues: {{x: 2, y: 3}}\n"
        tab.evaluate(GO, packed(source))
        expect(tab.locator("#product figcaption")).to_have_text(title, timeout=LIVE)
        assert text_of(tab) == source
        write(tab, source.replace("expression", title.replace(" ", "").replace(":", "") + "expression"))
        expect(tab.locator(".bp-problems p").first).to_be_visible()
        assert tab.locator(".bp-sandbox :is(img, script, b)").count() == 0


UNREADABLE = [
    ("#figure=7.abc", "newer version of this page, number 7"),
    ("#figure=1.!!!", "missing or altered"),
    ("#figure=1.AAAA", "missing or altered"),
    ("#figure=", "missing or altered"),
    ("#figure=0.[1]", "missing or altered"),
    (packed("a" * 1_000_000), "missing or altered"),
]


def test_an_address_that_cannot_be_read_says_so(reader: Reader) -> None:
    """Whether the page is opened with it or goes there; the figure of the page stays."""
    first, *others = UNREADABLE
    tab = visited(reader, first[0])
    expect(state(tab)).to_contain_text(first[1])
    for address, said in others:
        state(tab).evaluate("said => { said.textContent = ''; }")
        tab.evaluate(GO, address)
        expect(state(tab)).to_contain_text(said)
        assert tab.locator("#my-figure.bp-ready").count() == 1


def packed_by_the_page(tab: Page, source: str) -> str:
    """Wait until the clipboard, which has nothing yet or the one before, has the address of this text."""
    for _ in range(100):
        address: str = tab.evaluate("navigator.clipboard.readText()")
        if "#figure=1." in address and unpacked(address) == source:
            return address
        tab.wait_for_timeout(50)
    pytest.fail(f"no address for {source}")


def test_addresses_stay_short(page: Pages, served: Server) -> None:
    """2,000 characters at most for every figure of the site, most of which have up to 60 nodes.

    Python packs as tightly as a browser does, but for some characters: so the longest are written in the page.
    """
    served.faults["*.bin"] = NEVER
    tab = opened(page(permissions=CLIPBOARD), served)
    for source in sorted(fences().values(), key=lambda source: len(packed(source)))[-3:]:
        write(tab, source)
        button(tab, "link").click()
        address = packed_by_the_page(tab, source)
        assert len(address) <= 2_000, source
        assert abs(len(address) - len(served.url + SANDBOX + packed(source))) < 40


def test_what_a_reader_takes_along(page: Pages, served: Server, tmp_path: Path) -> None:
    """The address, the fence, a program that runs, and a page that steps with no site around it; in a new tab, where an
    address that was written here has brought the figure back, and no server gets to see it."""
    tab = opened(page(permissions=CLIPBOARD), served, packed(PRODUCT))
    expect(state(tab)).to_have_text(READY, timeout=LIVE)
    expect(tab.locator("#product.bp-ready")).to_be_visible()
    assert text_of(tab) == PRODUCT
    assert unpacked(tab.url) == PRODUCT
    taken = {}
    for name in ("link", "fence", "program"):
        button(tab, name).click()
        expect(state(tab)).to_have_text("Copied.", timeout=LIVE)
        taken[name] = tab.evaluate("navigator.clipboard.readText()")
        state(tab).evaluate("said => { said.textContent = ''; }")
    assert unpacked(taken["link"]) == PRODUCT
    assert taken["link"].startswith(served.url)
    assert taken["fence"] == f"```backprop\n{PRODUCT}```\n"
    assert 6 in run(taken["program"]).values()
    with tab.expect_download() as waiting:
        button(tab, "file").click()
    assert waiting.value.suggested_filename == "product.html"
    waiting.value.save_as(tmp_path / "product.html")
    tab.evaluate(GO, packed(PRODUCT.replace("x*y", "x+y")))
    expect(tab.locator("#product-step-1 .bp-text")).to_contain_text("+", timeout=LIVE)
    assert not [path for path in served.requests if "figure=" in path]
    alone = page()
    alone.goto((tmp_path / "product.html").as_uri())
    assert alone.title() == "x < y & <b>z</b>"
    alone.locator('#product [data-action="forward"]').click()
    expect(alone.locator("#product-step-1.is-current")).to_be_visible()


def test_where_copying_is_forbidden_the_text_is_selected(page: Pages, served: Server) -> None:
    tab = page()
    tab.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    opened(tab, served)
    button(tab, "fence").click()
    expect(tab.locator("textarea.bp-taken")).to_be_focused()
    assert tab.locator("textarea.bp-taken").input_value().startswith("```backprop\nname: my-figure")


def test_a_figure_of_the_site_is_edited(page: Pages, served: Server) -> None:
    """With the numbers that it has now; the tool is not offered where it leads to."""
    tab = page()
    tab.goto(f"{served.url}computational-graphs/")
    tab.locator('#diamond [data-tool="edit"]').click()
    expect(tab.locator(".bp-result #diamond.bp-ready")).to_be_visible(timeout=LIVE)
    expect(tab).to_have_url(re.compile(r"/sandbox/#figure=1\."))
    assert tab.locator('[data-tool="edit"]').count() == 0
    tab.go_back()
    expect(tab.locator("#diamond.bp-ready")).to_be_visible()


def test_a_programs_numbers_are_vectors_again(page: Pages, served: Server) -> None:
    """As its author wrote them; it is a stranger's program nevertheless."""
    tab = page()
    tab.goto(f"{served.url}gallery/convolution/")
    tab.locator('#convolution [data-tool="edit"]').click()
    expect(state(tab)).to_contain_text("has not run", timeout=LIVE)
    assert "x: [1, 2, -1, 3]" in text_of(tab)


def test_by_keyboard_alone(reader: Reader) -> None:
    """Tab goes through the buttons into the editor and out of it again."""
    tab = visited(reader)
    tab.locator(".bp-begin select").focus()
    for _ in range(7):
        tab.keyboard.press("Tab")
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.insert_text(PRODUCT + "sumz: split\n")
    expect(tab.locator(".bp-problems button").first).to_be_visible(timeout=LIVE)
    tab.keyboard.press("Tab")
    expect(tab.locator(".bp-problems button").first).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(state(tab)).to_have_text(READY)


@pytest.mark.gate
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_sandbox_is_accessible(reader: Reader, width: int, scheme: Literal["light", "dark"]) -> None:
    """With mistakes, with a program that waits, and with a list of suggestions."""
    tab = visited(reader, packed(PROGRAM), (width, 844))
    tab.emulate_media(color_scheme=scheme)
    expect(tab.locator(".bp-run")).to_be_visible(timeout=LIVE)
    assert violations(tab, ".bp-sandbox") == []
    write(tab, PRODUCT + "sumz: split\nfade: x")
    expect(tab.locator(".bp-problems p")).to_have_count(2)
    assert violations(tab, ".bp-sandbox") == []
    assert ibm.check(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_there_is_a_figure_and_the_way_to_more(page: Pages, served: Server) -> None:
    tab = page(java_script_enabled=False)
    tab.goto(f"{served.url}{SANDBOX}")
    assert tab.locator("#my-figure .bp-step").count() == 21
    assert tab.get_by_role("link", name="gallery").count() >= 1
    expect(tab.locator(".bp-writing")).to_be_hidden()


def test_where_a_script_is_missing_there_is_no_field_that_does_nothing(page: Pages, served: Server) -> None:
    """That of the page or the engine's: the figure stands there alone, as wide as the page, and can be stepped."""
    for missed in ("*/sandbox.*.js", "*/live.*.js"):
        served.faults = {missed: missing()}
        tab = page(expected=["404"])
        tab.goto(f"{served.url}{SANDBOX}")
        tab.locator('#my-figure [data-action="forward"]').click()
        expect(tab.locator(".bp-writing")).to_be_hidden()
        assert tab.evaluate("document.querySelector('.bp-result').offsetWidth") > 900


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_when_the_scripts_come(page: Pages, served: Server, width: int) -> None:
    """What is painted first has the place and the width that it keeps; what was typed before is drawn then."""
    tab = page(viewport=(width, 800))
    served.faults["*/sandbox.*.js"] = delayed(2)
    tab.goto(f"{served.url}{SANDBOX}", wait_until="commit")
    expect(tab.locator("#my-figure.bp-ready")).to_be_visible()
    before = tab.evaluate(PLACES)
    assert len(before) == len(PARTS)
    assert tab.locator(".bp-sandbox.is-open").count() == 0
    tab.locator(".bp-plain").fill(PRODUCT)
    tab.locator(".bp-plain").blur()
    expect(tab.locator("#product.bp-ready")).to_be_visible(timeout=LIVE)
    assert tab.evaluate(PLACES) == before
    assert tab.locator(".bp-begin option").count() > 30


def test_what_cannot_be_downloaded_is_told_and_tried_again(page: Pages, served: Server) -> None:
    tab = opened(page(expected=["404"]), served)
    served.faults["*/fences*"] = missing()
    write(tab, PRODUCT)
    expect(state(tab)).to_contain_text("could not be downloaded", timeout=LIVE)
    served.faults.clear()
    # The names of the keys are asked for beside the figure: each request that fails says so anew, with its button.
    tab.wait_for_function("""() => {
        document.querySelector(".bp-state button")?.click();
        return document.querySelector("#product.bp-ready");
    }""")


def test_from_a_disk(page: Pages, offline: Path, tmp_path: Path) -> None:
    """The addresses open there, a tool's and a packed one, and what is saved there has its steps."""
    tab = page()
    tab.goto((offline / "computational-graphs.html").as_uri())
    tab.locator('#diamond [data-tool="edit"]').click()
    expect(tab.locator(".bp-result #diamond.bp-ready")).to_be_visible(timeout=LIVE)
    tab.evaluate(GO, packed(PRODUCT))
    expect(tab.locator("#product.bp-ready")).to_be_visible(timeout=LIVE)
    with tab.expect_download() as waiting:
        button(tab, "file").click()
    waiting.value.save_as(tmp_path / "product.html")
    assert "product-step-2" in (tmp_path / "product.html").read_text("utf-8")


def test_from_page_to_page(page: Pages, published: Server) -> None:
    """By instant navigation: the worker that the first page started reads fences too; each visit has one editor."""
    tab = page(search=True)
    tab.goto(f"{published.url}chain-rule-and-backpropagation/")
    tab.locator('#one-two-one input[name="x"]').fill("1")
    expect(tab.locator("#one-two-one-step-1 .bp-formula")).to_contain_text("0.9", timeout=LIVE)
    for _ in range(2):
        tab.evaluate("document.querySelector('.md-nav__link[href*=\"sandbox\"]').click()")
        begun(tab)
        write(tab, PRODUCT)
        expect(tab.locator("#product.bp-ready")).to_be_visible(timeout=LIVE)
        tab.go_back()
        expect(tab.locator("#one-two-one.bp-ready")).to_be_visible()
    assert len([path for path in published.requests if "fences" in path]) == 1
