"""Every weight of a network is in sight: at its line, or in a matrix and at its line when that is pointed at."""

from __future__ import annotations

import unicodedata

from playwright.sync_api import Page, expect

from backprop.figure.numbers import plain
from backprop_web import engine, languages
from backprop_web.engine import Drawn
from backprop_web.prerender import prerender
from tests.support.reader import Reader

CHAPTER = "chain-rule-and-backpropagation/"
DESCRIBED = {"name": "wide", "title": "A wide layer", "network": [2, 3, 1]}
SHOW = """html => {
  document.querySelector("main .bp-figure").outerHTML = html;
  document$.next(document);
  backprop.stepping.each(stepper => stepper.figure.id === "wide" && stepper.show(5));
  document.querySelector("#wide").scrollIntoView();
}"""
# Of the line with this id, the points of the window that are furthest from every other line.
FREE = """id => {
  const svg = document.querySelector("#wide .is-current .bp-drawing svg");
  const drawn = backprop.tools.drawing(svg).edges;
  const sampled = drawn.map(edge => {
    const element = document.createElementNS(svg.namespaceURI, "path");
    element.setAttribute("d", edge.path);
    const length = element.getTotalLength();
    return [edge.id, Array.from({ length: 41 }, (_, i) => element.getPointAtLength(length * i / 40))];
  });
  const others = sampled.filter(([other]) => other !== id).flatMap(([, points]) => points);
  const away = point => Math.min(...others.map(other => Math.hypot(other.x - point.x, other.y - point.y)));
  const mine = sampled.find(([own]) => own === id)[1].slice(4, -4);
  return mine.sort((a, b) => away(b) - away(a)).slice(0, 12).map(point => {
    const { x, y } = point.matrixTransform(svg.firstElementChild.getScreenCTM());
    return [x, y];
  });
}"""


def shown(tab: Page) -> str:
    """What stands at the line, with its letters as one types them; "" where nothing does."""
    texts = tab.locator("#wide .bp-pointed").all_text_contents()
    return unicodedata.normalize("NFKC", "".join(texts))


def pointed(tab: Page, x: float, y: float) -> str:
    tab.mouse.move(x, y)
    return shown(tab)


def test_a_line_that_is_pointed_at_tells_its_weight(reader: Reader) -> None:
    """Of every line into a layer whose weights stand in a matrix; by keyboard as well."""
    drawn = engine.draw(DESCRIBED)
    assert isinstance(drawn, Drawn)
    values = {field.name: plain(float(field.value.replace("−", "-"))) for field in drawn.figure.fields}
    tab = reader(CHAPTER)
    expect(tab.locator(".bp-figure.bp-ready").first).to_be_attached()
    tab.wait_for_function("window.backprop?.tools")
    tab.evaluate(SHOW, prerender(drawn, languages.controls("en"), live=False))
    for source in "12":
        for unit in "123":
            said = {pointed(tab, *place) for place in tab.evaluate(FREE, f"x{source}>z{unit}")}
            # At some of these places stands a bias, which is pointed at there.
            assert said - {""} == {f"w{source}{unit}{values[f'w{source}{unit}']}"}
    tab.mouse.move(2, 2)
    expect(tab.locator("#wide .bp-pointed")).to_have_count(0)
    tab.locator("#wide .is-current .bp-title a").focus()
    tab.keyboard.press("Tab")
    heard: set[str] = set()
    for _ in range(20):
        heard |= {shown(tab)} - {""}
        tab.keyboard.press("ArrowRight")
    assert heard == {f"w{source}3{values[f'w{source}3']}" for source in "12"}
