"""The chapter as it is published: what stands in the HTML for a reader without JavaScript."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from backprop_web.languages.en import TOOLS
from tests.support import site as builder
from tests.support.gates import some
from tools.exercises import PAGES, entries
from tools.runtime import client
from tools.translations import LANGUAGES

CASES = json.loads((Path(__file__).parents[1] / "cases.json").read_text())["cases"]
OWN = next(case for case in CASES if case["id"] == "own-1-2-1")
STEPS = ["z1", "h1", "z2", "h2", "zo", "yhat", "L"]
GRADIENTS = ["yhat", "zo", "wo1", "wo2", "bo", "h1", "h2", "z1", "w11", "b1", "z2", "w12", "b2"]
CHAPTER, NEXT = "chain-rule-and-backpropagation/index.html", "backpropagation-at-work"
# The worker comes with the first edit, so its bytes count apart. The scripts have the sentences of figures with
# changed numbers, 750 bytes that no page has to have; 170 keep the keyboard from frames that scroll nothing, and 120
# bring it to formulas and the like that do, and have Play speak at its end; 50 call fields by their labels and show
# what themes hide; 200 have another thread inflate what Python starts from, a fifth of the time until a first edit is
# there; 250 have the log begin with a whole line; 10 have it wait for a theme's script that comes after it; 40 have a
# drawing say that it scrolls only where it does; 330 take back the number that was changed last, where browsers go
# letter by letter, and have Reset say that numbers stay; and 550 pack drawings out of sight, for which a browser made
# up to 58,000 elements that nobody saw, half of all that a page had it do, and bring them back for paper at any time;
# and 30 lay a page out when it is painted, not once for each figure before, and take part once, however often they run;
# 30 pack what comes by instant navigation, too, unless the script of the steps is lost; 30 hide the field of a page
# that lost the script of its sandbox, which is 400 less itself since the build writes that field; and
# 130 leave a page as its reader made it when a link or Back leads to another place of it.
LARGEST_PAGE, LARGEST_PAGE_ZIPPED, LARGEST_SCRIPT_ZIPPED = 160_000, 22_000, 12_340
# Tools with all their sentences, what keeps the reader's numbers and turns them, and what moves in a drawing: camera,
# motion, numbers changed in place, sizes of gradients, looking around, boxes that open and close where they stand, and
# each number of a matrix with its scalar step; and new numbers, 200 bytes with their sentences. 3,900 are the lens, by
# which all that a step is about is in sight and can be read in every window, and 200 keep its signs off arrowheads; 200
# are buttons over parts of formulas, with 70 the camera moves a drawing in a tenth of the time, 230 have the
# keyboard go on where it was after a reload, and 100 keep a question beside the drawing whose numbers it asks for. 190
# have a training's curve beside the drawing, a long question scroll, and the page where it was before it was presented.
LARGEST_TOOLS_ZIPPED, LARGEST_WORKER_ZIPPED = 32_190, 3_000
# On the one page that readers open to write.
LARGEST_SANDBOX_ZIPPED = 4_200
# The common letters of the font of formulas, 16 kB less than all of it, which a page then does not fetch.
LARGEST_LETTERS_ZIPPED = 26_500
# On pages of exercises alone. It works a key out on request, for which such a page is 1 to 2 kB lighter, and
# keeps what the reader answered, in 900 bytes. 450 bring verdicts and hints into sight on a phone, mark what was
# chosen, leave what is done as it is, and tell of which question a button is; 100 ask before answers are thrown away.
# 200 open each exercise when a reader comes near, which nearly halves what a phone does when such a page opens; 30 let
# go of a script that does not come.
LARGEST_PRACTICE_ZIPPED = 7_030
# What such a page gets when it needs it, and what pages have whose figures leave steps to the reader. 200 bytes of a
# matrix say how large it is and which field is empty. The editor is CodeMirror, for those who come to write.
LARGEST_ASKED_ZIPPED = {"editor": 135_000, "round": 1_700, "grid": 1_900, "collection": 4_000, "blanks": 2_100}


@pytest.fixture(scope="module")
def chapter(site: Path) -> LexborHTMLParser:
    """The parsed page."""
    return LexborHTMLParser((site / CHAPTER).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def steps(chapter: LexborHTMLParser) -> list[LexborNode]:
    """The steps of the main figure, in the order of the page."""
    return chapter.css("#one-two-one .bp-steps > li")


def number(text: str) -> float:
    """A number as the page writes it."""
    plain = text.replace("−", "-").strip()
    if "×10" in plain:
        mantissa, power = plain.split("×10")
        digits = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        return float(f"{mantissa}e{digits}")
    return float(plain)


def test_every_step_is_complete_without_scripts(steps: list[LexborNode]) -> None:
    """The given values and twenty steps, each with heading, drawing, formula and sentence."""
    assert [step.id for step in steps] == [f"one-two-one-step-{place}" for place in range(21)]
    for step in steps:
        (drawing,) = step.css("svg[role=img]")
        assert drawing.attributes["role"] == "img"
        assert drawing.attributes["aria-label"]
        assert len(step.css("math mtr")) >= 2
        assert step.css_first("h3").text(strip=True)
        assert step.css_first("p.bp-sentence").text(strip=True).endswith(".")


def test_nothing_is_hidden_from_a_reader_without_scripts(chapter: LexborHTMLParser) -> None:
    """Only controls are hidden, which could do nothing."""
    hidden = [node for node in chapter.css("article [hidden]") if node.text(strip=True)]
    assert {(node.tag, node.attributes.get("class")) for node in hidden} <= {
        ("div", "bp-values"),
        ("div", "bp-controls"),
        ("div", "bp-live"),
        ("button", None),
    }


@pytest.mark.parametrize(("place", "key"), [(i + 1, name) for i, name in enumerate(STEPS)])
def test_forward_values_are_printed(steps: list[LexborNode], place: int, key: str) -> None:
    """The last line of each forward formula is the published value, rounded to four digits."""
    last = steps[place].css("math mtr")[-1].css("mn")[-1].text()
    assert number(last) == pytest.approx(float(OWN["expected"][key]), rel=5e-4)


@pytest.mark.parametrize(("place", "key"), [(i + 8, name) for i, name in enumerate(GRADIENTS)])
def test_gradients_are_printed(steps: list[LexborNode], place: int, key: str) -> None:
    """The last line of each backward formula is the published gradient."""
    last = steps[place].css("math mtr")[-1].css("mn")[-1].text()
    assert number(last) == pytest.approx(float(OWN["expected"][f"dL_d{key}"]), rel=5e-4)


def test_the_table_prints_every_published_value_to_ten_digits(chapter: LexborHTMLParser) -> None:
    """Each value and gradient of the published case stands in the table under the figure."""
    cells = [number(cell.text()) for cell in chapter.css("#one-two-one .bp-table td") if cell.text()]
    for key in [*STEPS, *(f"dL_d{name}" for name in GRADIENTS)]:
        expected = float(OWN["expected"][key])
        assert any(cell == pytest.approx(expected, rel=5e-10) for cell in cells), key


def test_fields_are_labelled(chapter: LexborHTMLParser) -> None:
    """A number field for every given value, named as in the chapter."""
    fields = chapter.css("#one-two-one .bp-values input")
    assert [field.attributes["name"] for field in fields] == [*["x", "w11", "b1", "w12", "b2", "wo1", "wo2", "bo", "y"]]
    for field in fields:
        assert chapter.css_first(f'label[for="{field.id}"] > math').attributes["aria-label"]


def test_quoted_numbers_stand_in_the_prose(chapter: LexborHTMLParser) -> None:
    """What the text quotes is what the figures show; nothing is left between braces."""
    quotes = {q.attributes["data-quote"]: q.text() for q in chapter.css("article .bp-quote")}
    assert quotes["one-two-one: yhat"] == "0.5696"
    assert quotes["reuse: every path at 10"] == "90\u202f164"
    assert "{{" not in chapter.css_first("article").text()


WHOLE = ("one-neuron-by-hand", "computational-graphs")


@pytest.mark.parametrize(("docs", "word"), [("docs", "Exercises"), ("docs.de", "Aufgaben")])
def test_each_section_ends_with_three_exercises(docs: str, word: str) -> None:
    """One at least asks for a number; those of references and of questions to oneself have none. 0.5 and 0.7 are a
    section each."""
    asked = {entry.exercise.name: {ask.kind for ask in entry.exercise.ask} for page in PAGES for entry in entries(page)}
    before = (builder.ROOT / docs / "from-zero.md").read_text("utf-8").split("\n## ")[1:]
    whole = [(builder.ROOT / docs / f"{page}.md").read_text("utf-8") for page in WHOLE]
    texts = [(builder.ROOT / docs / f"{page}.md").read_text("utf-8") for page in (CHAPTER.partition("/")[0], NEXT)]
    sections = {part[:5]: part for text in texts for part in text.split("\n## ")[1:]}
    assert list(sections) == [f"0.6.{number}" for number in range(1, 10)]
    assert [part[:3] for part in before] == ["0.1", "0.2", "0.3", "0.4"]
    others = dict(zip(("0.1", "0.2", "0.3", "0.4", *WHOLE), (*before, *whole), strict=True))
    for number, section in [*list(sections.items())[:7], *others.items()]:
        _, _, last = section.partition(f"\n**{word}:** ")
        names = re.findall(r"\]\(exercises/[\w-]+\.md#([\w-]+)\)", last.partition("\n\n")[0])
        assert len(names) == 3, number
        assert any(asked[name] & {"value", "factor", "matrix", "count"} for name in names), number


def test_ids_are_unique(site: Path) -> None:
    """On every page, so that every link reaches one place."""
    for page in site.rglob("*.html"):
        ids = [node.id for node in LexborHTMLParser(page.read_text("utf-8")).css("[id]")]
        assert len(ids) == len(set(ids)), page


def test_no_page_names_another_host_to_load_from(site: Path) -> None:
    """Scripts, styles, images and fonts all come with the site."""
    for page in site.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        loaded = [
            node.attributes.get("src") or node.attributes.get("href") or ""
            for node in tree.css("script[src], img[src], iframe[src], link[href]")
        ]
        assert [url for url in loaded if re.match(r"(https?:)?//", url)] == []


def test_sizes(site: Path, measured: Callable[[str], None]) -> None:
    """The page and the scripts stay small."""
    page = (site / CHAPTER).read_bytes()
    sizes = {
        script.name.split(".")[0]: len(gzip.compress(script.read_bytes(), mtime=0))
        for script in (site / "assets/backprop").rglob("*.js")
    }
    sandbox, alone, practice = sizes.pop("sandbox"), sizes.pop("alone"), sizes.pop("practice")
    asked = {name: sizes.pop(name) for name in LARGEST_ASKED_ZIPPED}
    letters = sizes.pop("letters")
    tools, worker = sizes.pop("tools"), len(gzip.compress(client.worker().encode(), mtime=0))
    zipped = sum(sizes.values())
    measured(f"chapter HTML: {len(page):,} bytes, {len(gzip.compress(page, mtime=0)):,} gzipped")
    measured(f"client scripts: {zipped:,} bytes gzipped; tools below figures: {tools:,}; own worker: {worker:,}")
    for part in sorted((site / "assets/backprop").rglob("*.bin")):
        measured(f"{part.name}: {part.stat().st_size:,} bytes")
    measured(f"on the page of the sandbox: script {sandbox:,}; a page to save: {alone:,}")
    measured(f"on pages of exercises: {practice:,}; and on these two when it is needed: {asked}")
    assert len(page) <= LARGEST_PAGE
    assert len(gzip.compress(page, mtime=0)) <= LARGEST_PAGE_ZIPPED
    assert zipped <= LARGEST_SCRIPT_ZIPPED
    assert worker <= LARGEST_WORKER_ZIPPED, "loaded with the first edit only"
    assert tools <= LARGEST_TOOLS_ZIPPED
    assert sandbox <= LARGEST_SANDBOX_ZIPPED
    assert practice <= LARGEST_PRACTICE_ZIPPED
    assert letters <= LARGEST_LETTERS_ZIPPED
    assert {name: size for name, size in asked.items() if size > LARGEST_ASKED_ZIPPED[name]} == {}
    assert len(sizes) == 3


def test_every_page_is_light(site: Path, german: Path, measured: Callable[[str], None]) -> None:
    """400 kB of HTML at most, 60 kB of it over the line, even for the longest page of the chapter."""
    pages = {page.relative_to(site).as_posix(): page.read_bytes() for page in site.rglob("*.html")}
    pages |= {f"de/{page.relative_to(german).as_posix()}": page.read_bytes() for page in german.rglob("*.html")}
    assert CHAPTER in pages
    for name, html in sorted(pages.items()):
        zipped = len(gzip.compress(html, mtime=0))
        measured(f"{name}: {len(html):,} bytes, {zipped:,} gzipped")
        assert len(html) <= 400_000, name
        assert zipped <= 60_000, name


def test_no_page_of_the_reference_is_long(site: Path, german: Path) -> None:
    """At most 3,000 elements: one page of all had three times as many, and a phone was long busy with it."""
    pages = [*(site / "reference").rglob("*.html"), *(german / "reference").rglob("*.html")]
    counted = {page: len(LexborHTMLParser(page.read_text("utf-8")).css("*")) for page in pages}
    assert len(counted) > 2
    assert {page: count for page, count in counted.items() if count > 3_000} == {}


@pytest.mark.parametrize("language", some(LANGUAGES, ["en"]))
def test_two_builds_are_the_same(language: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Byte for byte, every file."""
    name, config = {"en": ("site", "mkdocs.yml"), "de": ("german", "mkdocs.de.yml")}[language]
    site: Path = request.getfixturevalue(name)
    builder.build(tmp_path, config=builder.ROOT / config)
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert names == sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert [n for n in names if (site / n).read_bytes() != (tmp_path / n).read_bytes()] == []


def test_readers_are_told_of_every_tool(site: Path) -> None:
    """By the name on its button, on the home page, in a list of terms."""
    terms = {term.text(strip=True) for term in LexborHTMLParser((site / "index.html").read_text("utf-8")).css("dt")}
    assert {word for key, word in TOOLS.items() if key.startswith("tool_")} <= terms


def test_more_and_more_is_left_to_the_reader(site: Path, chapter: LexborHTMLParser) -> None:
    """In the order of reading, a figure that fades leaves at least as many steps as the one before; the last, all."""
    links = [link.attributes["href"] or "" for link in chapter.css(".md-nav--primary a.md-nav__link[href*='../']")]
    pages = [(site / CHAPTER).parent / link / "index.html" for link in links]
    here = pages.index((site / CHAPTER).parent / "../one-neuron-by-hand/" / "index.html") + 1
    pages.insert(here, site / CHAPTER)
    figures = [each for page in pages for each in LexborHTMLParser(page.read_text("utf-8")).css("figure.bp-figure")]
    faded = {each.id or "": len(each.css(".bp-step .bp-answer")) for each in figures if each.css(".bp-answer")}
    assert len(faded) >= 6
    assert list(faded.values()) == sorted(faded.values()), faded
    assert faded["neuron"] == 1
    (last,) = [each for each in figures if each.id == list(faded)[-1]]
    assert faded[last.id or ""] == len(last.css('.bp-step[data-phase="backward"]'))
