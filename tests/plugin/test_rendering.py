"""`backprop render SITE`: marked blocks of any generator become figures, and nothing else of a page changes."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backprop import terminal
from backprop_web.blocks import find

FENCE = 'name: tiny\ntitle: "a < b & c"\nnetwork: [1, 1]\n'
EXERCISE = (
    "name: sheet\ntitle: By hand\nnetwork: [1, 1]\ndraw: {values: {w*: [0.5, 2], x: [3], y: [1]}}\nask: [{value: zo}]\n"
)
TEXT = escape(FENCE, quote=False)
LINES = TEXT.splitlines()
Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("made")


def _lines(form: str, between: str) -> str:
    """The description, each of its lines in what a generator puts around one."""
    return between.join(form.format(line=line) for line in LINES)


PRE = "<pre><code class='language-backprop'>"
HUGO = '<pre tabindex="0"><code class="language-backprop" data-lang="backprop">'
QUARTO = '<pre class="sourceCode backprop code-with-copy"><code class="sourceCode backprop">'
NUMBERED = (
    '<td class="linenos"><div class="linenodiv"><pre><span class="normal">1</span>\n<span>2</span></pre></div></td>'
)
# Each as its generator writes it.
BLOCKS = {
    "CommonMark": f"{PRE}{TEXT}</code></pre>",
    "minified": f"<pre><code class=language-backprop>{TEXT}</code></pre>",
    "references": PRE + TEXT.replace('"', "&quot;").replace("&lt;", "&#60;").replace("[", "&#x5b;") + "</code></pre>",
    "Hugo": f"{HUGO}{TEXT}</code></pre>",
    "Hugo, highlighted": f"""<div class="highlight">{HUGO}{
        _lines('<span style="display:flex;"><span>{line}' + chr(10) + "</span></span>", "")
    }</code></pre></div>""",
    "Hugo, numbered": f"""<div class="highlight"><div style="color:red">\n<table style="border:0"><tr><td><pre><code>\
<span class="lnt">1\n</span></code></pre></td>\n<td>{HUGO}{TEXT}</code></pre></td></tr></table>\n</div>\n</div>""",
    "Jekyll": f"""<div class="language-backprop highlighter-rouge"><div class="highlight"><pre class="highlight"><code>\
{TEXT}</code></pre></div></div>""",
    "Pandoc": f'<pre class="backprop"><code>{TEXT}</code></pre>',
    "Quarto": f"""<div class="code-copy-outer-scaffold"><div class="sourceCode" id="cb1">{QUARTO}{
        _lines('<span id="cb1-1"><a href="#cb1-1" tabindex="-1"></a>{line}</span>', chr(10))
    }</code></pre></div><button title="Copy to Clipboard"><i class="bi"></i>Copy</button></div>""",
    "Sphinx": f"""<div class="highlight-backprop notranslate"><div class="highlight"><pre><span></span>\
{TEXT}</pre></div>\n</div>""",
    "Pygments": f'<div class="language-backprop highlight"><pre><span></span><code>{TEXT}</code></pre></div>',
    "Pygments, numbered": f"""<div class="language-backprop highlight"><table class="highlighttable"><tr>{NUMBERED}\
<td class="code"><div><pre><span></span><code>{TEXT}</code></pre></div></td></tr></table></div>""",
    "Eleventy": f"""<pre class="language-backprop"><code class="language-backprop">{
        _lines('<span class="token key">{line}</span>', "<br>")
    }</code></pre>""",
    "Astro": f"""<pre class="astro-code" style="color:#e1e4e8" tabindex="0" data-language="backprop"><code>{
        _lines('<span class="line"><span style="color:#85E89D">{line}</span></span>', chr(10))
    }</code></pre>""",
}
NOT_SHOWN = """<html><!-- {0} --><script>'{0}'</script><textarea>{0}</textarea><template>{0}</template>"""
OF_OTHERS = """<pre><code class="language-yaml">{0}</code></pre><pre class="other"><code>{0}</code></pre>
<p class="backprop">by <code class="language-backprop">backprop</code></p>"""
UNTIDY = """<p><b>bold <i>both</b> italics</i><ul><li>a<li>b</div></section><img src=x alt='a>b'><a href=?a&b>l</a>
<svg viewBox='0 0 1 1'><path d='M0 0'/></svg> 1 < 2 &copy &nosuch; """
# What a page may have around a block: nothing of it may change, and nothing in it is a block.
AROUND = {
    "plain": ("<!DOCTYPE html>\n<html><head><title>T</title></head><body>\n<p>one\n", "\n<p>two</body></html>\n"),
    "line ends and a mark": ("\ufeff<!DOCTYPE html>\r\n<html>\r\n<body>\r\n", "\r\n<p>é\r\n</body>\r\n</html>"),
    "blocks that are none": (NOT_SHOWN.format(BLOCKS["CommonMark"]), OF_OTHERS.format(TEXT)),
    "untidy": (UNTIDY, "<p>\n<table><tr><td>1<td>2</table><br/>&lt;"),
    "no more than that": ("", ""),
}


def _put(folder: Path, name: str, html: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(html.encode())
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_is_read_as_it_was_written(block: str) -> None:
    """With the line of the page of each of its own, and where it stands with all that a generator put around it."""
    before = "<html>\n<p>{{</p>\n<div class='page'>"
    (found,) = find(f"{before}{block}</div>").blocks
    assert found.source.strip() == FENCE.strip()
    assert (found.start, found.end) == (len(before), len(before) + len(block))
    page = f"{before}{block}".split("\n")
    for line, number in zip(LINES, found.lines[: len(LINES)], strict=True):
        shown = re.sub(r"&(quot|#60|#x5b);|[<>]", " ", page[number - 1])
        assert line.split(":")[0] in shown, (line, number)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_says_whether_it_is_a_figure_or_an_exercise(block: str) -> None:
    """In every form in which a generator marks it."""
    (figure,) = find(block).blocks
    (exercise,) = find(block.replace("backprop", "exercise")).blocks
    assert (figure.language, exercise.language) == ("backprop", "exercise")
    assert exercise.source == figure.source


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_whose_language_is_nearly_ours_is_told(name: str, tmp_path: Path, capsys: Capture) -> None:
    """Once, with its line, in every form in which a generator marks it; the figure beside it is drawn all the same."""
    near = re.sub(r"backprop(?=[\"' >\]])", "bakprop", BLOCKS[name].replace("tiny", "other"))
    page = _put(tmp_path, "a.html", f"<html><body>\n{near}\n\n{BLOCKS['CommonMark']}</body></html>")
    assert terminal.main(["render", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.count("the language of the fence is bakprop: did you mean backprop?") == 1
    assert f"a.html, line {2 + near.partition('bakprop')[0].count(chr(10))}: " in told
    assert [each.id for each in LexborHTMLParser(page.read_text("utf-8")).css("figure.bp-figure")] == ["tiny"]


KEYS = "name: other\ntitle: Other\nnetwork: [1, 1]\n"
NO_END, NO_FENCE = (
    "the end of the fence is missing: end it by",
    "the fence is read as code within a line: have the host",
)


@pytest.mark.parametrize(
    ("line", "shown", "said"),
    [
        (5, f"<p>```backprop\n{KEYS}</p>", f"{NO_END} a line that holds ``` alone"),
        (5, f"<p>~~~~ {{.exercise}}\n{KEYS}</p>", f"{NO_END} a line that holds ~~~~ alone"),
        (5, f"<p><code>backprop\n{KEYS}</code></p>", NO_FENCE),
        (6, f"<p>Words.\n<code>exercise\n{KEYS}</code></p>", NO_FENCE),
    ],
)
@pytest.mark.parametrize("beside", ["", BLOCKS["CommonMark"]])
def test_a_fence_that_the_generator_did_not_read_is_told(
    line: int, shown: str, said: str, beside: str, tmp_path: Path, capsys: Capture
) -> None:
    """With its line; a figure beside it is drawn all the same, and what shows a fence as code is left alone."""
    code = "<pre><code>```backprop\nname: a\n```</code></pre><p>Write <code>```backprop</code>, or backprop.</p>\n"
    _put(tmp_path, "a.html", f"<html><body>\n{code}{shown}\n{beside}</body></html>")
    assert terminal.main(["render", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert told.err.count("a.html, line ") == told.err.count(f"a.html, line {line}: {said}") == 1
    assert ("1 figure in 1 page" if beside else "0 figures in 0 pages") in told.out


def test_another_language_is_not_told(tmp_path: Path) -> None:
    """Nor is a word of the page."""
    other = "<pre><code class='language-python'>a</code></pre><p class='exercises'>bakprop</p>"
    _put(tmp_path, "a.html", f"<html><body>{other}</body></html>")
    assert terminal.main(["render", str(tmp_path)]) == 0


def test_an_exercise_becomes_one_beside_figures(tmp_path: Path) -> None:
    """With its script, its ids free, and its mistakes told with the line."""
    asked = (
        f"<html><body>{BLOCKS['CommonMark']}<pre><code class='language-exercise'>{EXERCISE}</code></pre></body></html>"
    )
    page = _put(tmp_path, "a.html", asked)
    assert terminal.main(["render", str(tmp_path)]) == 0
    made = LexborHTMLParser(page.read_text("utf-8"))
    assert [each.id for each in made.css("figure.bp-figure")] == ["tiny"]
    assert [each.id for each in made.css(".bp-exercise")] == ["sheet"]
    assert len(made.css("script[src*=practice]")) == 1


def test_a_mistake_in_an_exercise_leaves_the_page_as_it_was(tmp_path: Path, capsys: Capture) -> None:
    wrong = f"<html>\n<p id=sheet>\n<pre><code class='language-exercise'>{EXERCISE}</code></pre></html>"
    page = _put(tmp_path, "a.html", wrong)
    assert terminal.main(["render", str(tmp_path)]) == 2
    assert page.read_text("utf-8") == wrong
    assert "a.html, line 3: name is sheet: something else in the page has the id sheet" in capsys.readouterr().err


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_a_block_becomes_a_figure_and_all_else_stays(around: tuple[str, str], tmp_path: Path) -> None:
    before, after = around
    paths = [_put(tmp_path, f"{at}.html", before + block + after) for at, block in enumerate(BLOCKS.values())]
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    for path in paths:
        html = path.read_bytes().decode()
        assert html.startswith(before)
        assert html.endswith(after)
        made = LexborHTMLParser(html[len(before) : len(html) - len(after)])
        assert len(made.css("figure#tiny.bp-figure .bp-step")) == 1 + 3 + 4
        assert made.css_first("figcaption").text() == "a < b & c"
        assert [node.tag for node in made.css("body > *") if node.tag not in ("script", "link")] == ["div", "figure"]


def test_what_is_needed_lies_beside_the_pages_once(tmp_path: Path, capsys: Capture) -> None:
    """And each page finds it, from whatever depth; a page without a figure asks for nothing."""
    other = BLOCKS["Jekyll"].replace("tiny", "other")
    for name, blocks in (("index.html", BLOCKS["Hugo"] + other), ("a/b/index.html", other), ("c.html", "<p>backprop")):
        _put(tmp_path, name, f"<html><body>{blocks}</body></html>")
    assert terminal.main(["render", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "3 figures in 2 pages\n"
    for name in ("index.html", "a/b/index.html"):
        page = LexborHTMLParser((tmp_path / name).read_text("utf-8"))
        asked = [
            str(node.attributes.get("src") or node.attributes.get("href")) for node in page.css("script[src], link")
        ]
        assert len(asked) > 3
        assert [address for address in asked if not (tmp_path / name).parent.joinpath(address).is_file()] == []
        assert len(page.css("#backprop-manifest")) == 1
    assert (tmp_path / "c.html").read_text("utf-8") == "<html><body><p>backprop</body></html>"


def test_to_render_twice_is_to_render_once(tmp_path: Path, capsys: Capture) -> None:
    for number, block in enumerate(BLOCKS.values()):
        _put(tmp_path, f"{number}.html", f"<html>{block}</html>")
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    before = _files(tmp_path)
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    assert _files(tmp_path) == before
    assert capsys.readouterr().out == f"{len(BLOCKS)} figures in {len(BLOCKS)} pages\n0 figures in 0 pages\n"


def test_a_mistake_names_file_line_value_and_remedy(tmp_path: Path, capsys: Capture) -> None:
    """Its page stays as it was, the others are rendered; so a mistake is told again until it is mended."""
    said = []
    for at, block in enumerate(BLOCKS.values()):
        right = BLOCKS["Hugo"].replace("tiny", "right")
        html = f"<html>\n<body>{right}\n{block.replace('1, 1]', '1, 0]')}</body>"
        path = _put(tmp_path, f"{at:02}/wrong.html", html)
        line = html[: html.rindex("1, 0]")].count("\n") + 1
        said.append(f"backprop: {path}, line {line}: network.2 is 0: ")
    fine, before = _put(tmp_path, "fine.html", BLOCKS["Hugo"]), _files(tmp_path)
    for _ in range(2):
        assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 2
        told = capsys.readouterr().err.splitlines()
        assert [line[: len(start)] for line, start in zip(told, said, strict=True)] == said
        assert {name: content for name, content in _files(tmp_path).items() if "wrong" in name} == {
            name: content for name, content in before.items() if "wrong" in name
        }
    assert "bp-figure" in fine.read_text("utf-8")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            f"{BLOCKS['Hugo']}\n{BLOCKS['Jekyll']}",
            "line 5: name is tiny: another figure of this page has the id tiny; ",
        ),
        (
            f"<h2 id=tiny-step-1>\n{BLOCKS['Hugo']}",
            "line 2: name is tiny: something else in the page has the id tiny-step-1",
        ),
        (
            f"{BLOCKS['Hugo']}\n<code>backprop tiny: nothing</code>",
            "line 5: the quoted number nothing of tiny is unknown: ",
        ),
        (
            f"{BLOCKS['Hugo']}\n<code>backprop tony: L</code>",
            "line 5: the figure tony of a quoted number is unknown: did you",
        ),
        (f"{BLOCKS['Hugo']}\n<p>{{{{ tiny: dL/dx1 }}}}", "line 5: the quoted number dL/dx1 of tiny is unknown: "),
    ],
)
def test_a_page_that_cannot_be_rendered_says_why(page: str, said: str, tmp_path: Path, capsys: Capture) -> None:
    path = _put(tmp_path, "index.html", page)
    assert terminal.main(["render", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"backprop: {path}, {said}")
    assert path.read_text("utf-8") == page


def test_numbers_are_quoted_in_two_spellings(tmp_path: Path) -> None:
    """Double braces of somebody else stay, and so does whatever is shown as code."""
    others = "{{ page.title }} {{ other: x }} <code>{{ tiny: L }}</code> <code>backprop figure a.yaml</code>"
    text = f"<p>{{{{ tiny: L }}}} is <code class='x'>backprop tiny: L</code>. {others}</p>"
    path = _put(tmp_path, "index.html", text + BLOCKS["Hugo"])
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    html = path.read_text("utf-8")
    numbers = [node.text() for node in LexborHTMLParser(html).css("p .bp-quote")]
    assert len(numbers) == 2
    assert len(set(numbers)) == 1
    assert re.fullmatch(r"[0-9.]+", numbers[0])
    assert f". {others}</p>" in html


def test_a_page_in_another_encoding_is_named(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "old.html").write_bytes(b"<p>caf\xe9 backprop")
    assert terminal.main(["render", str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err
        == f"backprop: {tmp_path / 'old.html'}: the page is not UTF-8: have the generator write its pages in UTF-8\n"
    )


def test_a_folder_that_is_none(tmp_path: Path, capsys: Capture) -> None:
    assert terminal.main(["render", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.startswith(f"backprop: {tmp_path / 'nowhere'} is no folder: build the site first")


def test_a_figure_speaks_the_language_of_its_page(tmp_path: Path) -> None:
    """One that figures do not know is English, and says so itself."""
    path = _put(tmp_path, "index.html", f"<html lang=ar dir=rtl>{BLOCKS['Hugo']}</html>")
    assert terminal.main(["render", str(tmp_path), "--steps-only"]) == 0
    figure = LexborHTMLParser(path.read_text("utf-8")).css_first("#tiny")
    assert (figure.attributes["lang"], figure.attributes["dir"]) == ("en", "ltr")
