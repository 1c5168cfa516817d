"""Stepping through a figure in a real browser, with nothing but the page itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.support.pages import Pages, settled
from tests.support.reader import Reader
from tests.support.server import Server, missing

CHAPTER = "chain-rule-and-backpropagation/"
FIGURE = "#one-two-one"


def current(page: Page) -> str:
    """The id of the step that the main figure shows."""
    steps = page.locator(f"{FIGURE} .bp-step.is-current")
    expect(steps).to_have_count(1)
    return steps.get_attribute("id") or ""


def press(page: Page, action: str) -> None:
    page.locator(f'{FIGURE} [data-action="{action}"]').click(force=True)


def test_forward_then_backward_through_all_steps(reader: Reader) -> None:
    """Seven presses of Forward step, thirteen of Backward step, each shows the next step."""
    tab = reader(CHAPTER)
    assert current(tab) == "one-two-one-step-0"
    for number in range(1, 21):
        press(tab, "forward" if number <= 7 else "backward")
        assert current(tab) == f"one-two-one-step-{number}"
        expect(tab.locator(f"{FIGURE} .is-current svg[role=img]")).to_be_visible()
    expect(tab.locator(f"{FIGURE} .bp-step.is-past")).to_have_count(20)
    press(tab, "back")
    assert current(tab) == "one-two-one-step-19"
    press(tab, "reset")
    assert current(tab) == "one-two-one-step-0"


def test_a_button_that_cannot_act_keeps_focus_and_says_why(reader: Reader) -> None:
    """Backward step waits for the forward pass; pressing it changes nothing and explains."""
    tab = reader(CHAPTER)
    press(tab, "backward")
    assert current(tab) == "one-two-one-step-0"
    expect(tab.locator(f"{FIGURE} .bp-status")).to_contain_text("Forward step")
    assert tab.evaluate("document.activeElement.dataset.action") == "backward"


@pytest.mark.parametrize("width", [1280, 320])
def test_an_opened_answer_comes_into_sight(reader: Reader, width: int) -> None:
    """A step that the reader completes grows with its answer, and the log scrolls to its end; the drawing has it too,
    except on paper."""
    tab = reader("one-neuron-by-hand/#neuron-step-15", viewport=(width, 800))
    answer, drawn = tab.locator("#neuron .is-current .bp-answer"), tab.locator("#neuron .is-current svg .g:visible")
    expect(answer).to_be_visible()
    expect(drawn.filter(has_text="?")).to_have_count(1)
    blank = drawn.all_text_contents()
    answer.locator("summary").click()
    result = (answer.locator("mtr").last.text_content() or "").strip("=≈ ")
    expect(drawn).to_have_text([result if text == "?" else text for text in blank])
    tab.emulate_media(media="print")
    expect(drawn).to_have_text(blank)
    tab.emulate_media(media="screen")
    tab.wait_for_function(
        """answer => {
        const log = answer.closest(".bp-steps").getBoundingClientRect();
        return answer.open && answer.getBoundingClientRect().bottom <= log.bottom + 1;
    }""",
        arg=answer.element_handle(),
    )


def test_a_later_drawing_waits_for_the_answers_before_it(reader: Reader) -> None:
    """The number of step 24 is seen in the drawing of step 25 while the answer of step 24 is open, whether or not the
    drawings share it; paper keeps the blank."""
    tab = reader("backpropagation-at-work/#deep-step-25")
    drawn, earlier = tab.locator("#deep-step-25 svg[role=img]"), tab.locator("#deep-step-24 .bp-answer")
    # The log moves when the field comes.
    expect(tab.locator("#deep-step-25 .bp-try")).to_be_visible(timeout=60_000)
    blank = drawn.screenshot()
    earlier.evaluate("answer => { answer.open = true; }")
    told = drawn.screenshot()
    assert told != blank
    earlier.evaluate("answer => { answer.open = false; }")
    assert drawn.screenshot() == blank


@pytest.mark.parametrize("figure", ["deep", "pinn"])
def test_a_step_of_a_tall_figure_is_read_beside_its_buttons(reader: Reader, figure: str) -> None:
    """The drawing may be taller than the window; the log ends within it while the buttons are in sight."""
    tab = reader(f"backpropagation-at-work/#{figure}-step-0", viewport=(1280, 720))
    expect(tab.locator(f"#{figure}.bp-ready")).to_be_attached()
    buttons = tab.locator(f"#{figure} .bp-controls")
    buttons.evaluate("controls => controls.scrollIntoView()")
    tab.locator(f"#{figure} .bp-controls input").fill("20")
    text = tab.locator(f"#{figure} .is-current .bp-sentence")
    expect(text).to_be_in_viewport(ratio=1)
    expect(buttons).to_be_in_viewport(ratio=1)


def test_the_keyboard_steps(reader: Reader) -> None:
    """Arrows, Home and End on the controls and on the scrubber; Space on a button."""
    tab = reader(CHAPTER)
    tab.locator(f'{FIGURE} [data-action="forward"]').focus()
    for key, step in [("Space", 1), ("ArrowRight", 2), ("End", 20), ("ArrowLeft", 19), ("Home", 0)]:
        tab.keyboard.press(key)
        assert current(tab) == f"one-two-one-step-{step}", key
    scrubber = tab.locator(f"{FIGURE} .bp-controls input")
    scrubber.focus()
    for key, step in [("ArrowRight", 1), ("End", 20), ("Home", 0)]:
        tab.keyboard.press(key)
        assert current(tab) == f"one-two-one-step-{step}", key
    assert scrubber.get_attribute("aria-valuetext")


def test_a_step_has_no_boxes_but_its_own(reader: Reader) -> None:
    """What the drawings of several steps have in common is drawn in each, and laid out in none but the one in sight:
    with boxes of its own it was laid out anew at every press, which took most of the time of a step."""
    tab = reader(CHAPTER)
    tab.locator(f"{FIGURE} [data-action=forward]").click()
    common = f"document.querySelectorAll('{FIGURE} .bp-parts *')"
    assert tab.evaluate(f"[...{common}].filter(part => part.getClientRects().length)") == []
    drawn = f"document.querySelectorAll('{FIGURE} .is-current use')"
    assert tab.evaluate(f"[...{drawn}].every(use => use.getBoundingClientRect().width)")
    assert tab.evaluate(f"[{common}.length, {drawn}.length].every(Boolean)")


def test_drawings_out_of_sight_are_packed(page: Pages, served: Server) -> None:
    """A figure that came has the drawing of its first step and what that is drawn with; each other step gets its own,
    whole, when it is shown: of a hundred and more, phones made a copy of each part."""
    tab = page()
    tab.goto(served.url + CHAPTER)
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    assert tab.locator(f"{FIGURE} .bp-step svg[role=img]").count() == 1
    parts = tab.locator(f"{FIGURE} .bp-parts [id]").count()
    whole = (
        f"[...document.querySelectorAll('{FIGURE} .is-current use')].map(use => use.getBoundingClientRect().width > 0)"
    )
    for key, number in (("Home", 0), ("End", 20), ("ArrowLeft", 19)):
        tab.locator(f"{FIGURE} .bp-controls input").press(key)
        assert current(tab) == f"one-two-one-step-{number}"
        assert set(tab.evaluate(whole)) == {True}, number
    assert tab.locator(f"{FIGURE} .bp-step svg[role=img]").count() == 3
    assert tab.locator(f"{FIGURE} .bp-parts [id]").count() > parts


# The selectors that ask an element around all steps for what is in it, of rules that hold on a screen.
ASKING = """() => {
  const names = [".bp-figure", ".bp-stage", ".bp-steps", "article", "body", "html"];
  const around = names.map((name) => document.querySelector(name));
  const asking = /(?:^|[\\s>+~,])([^\\s>+~,]*):(?:not\\([^)]*)?has\\(/g;
  const found = [];
  const read = (rules) => {
    for (const rule of rules) {
      if (rule.media?.mediaText === "print") continue;
      if (rule.cssRules) read(rule.cssRules);
      for (const [, asked] of (rule.selectorText ?? "").matchAll(asking)) {
        const compound = asked.replace(/:not\\(.*/, "") || "*";
        if (around.some((each) => each.matches(compound))) found.push(rule.selectorText);
      }
    }
  };
  for (const sheet of document.styleSheets) if (sheet.href?.includes("/backprop/")) read(sheet.cssRules);
  return found;
}"""


def test_nothing_asks_a_figure_for_what_is_in_it(reader: Reader) -> None:
    """A browser asks again at whatever changes in it, and then works out the style of all its steps anew.

    That was twice a press, and half of its time.
    """
    tab = reader(CHAPTER)
    assert tab.evaluate(ASKING) == []
    tab.evaluate("""() => {
      const [sheet] = [...document.styleSheets].filter(({ href }) => href?.includes("/backprop/"));
      sheet.insertRule(".bp-js .bp-figure:not(:has(.bp-tools)) > .bp-stage { margin: 0 }");
    }""")
    assert len(tab.evaluate(ASKING)) == 1


def test_one_polite_message_a_step(reader: Reader) -> None:
    """A screen reader hears which step it is and its number; when steps are played, not each of them, but the last."""
    tab = reader(CHAPTER)
    status = tab.locator(f"{FIGURE} .bp-status")
    expect(status).to_have_text("")
    press(tab, "forward")
    first = "Step 1 of 20, forward. z 1 is 0.5: 0.8 times 0.5 plus 0.1."
    expect(status).to_have_text(first)
    press(tab, "play")
    expect(tab.locator(f"{FIGURE}-step-2.is-current")).to_be_attached()
    expect(status).to_have_text(first)
    press(tab, "play")
    expect(status).to_have_text(tab.locator(f"{FIGURE} .is-current").get_attribute("data-status") or "")
    expect(status).not_to_have_text(first)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_address_leads_to_a_step(page: Pages, served: Server, scripts: bool) -> None:
    """#one-two-one-step-9 brings the step into sight, with JavaScript and without."""
    tab = page(java_script_enabled=scripts)
    tab.goto(f"{served.url}{CHAPTER}#one-two-one-step-9")
    step = tab.locator("#one-two-one-step-9 .bp-text")
    expect(step).to_be_in_viewport()
    if scripts:
        assert current(tab) == "one-two-one-step-9"


def test_a_title_of_the_log_leads_back(reader: Reader) -> None:
    """Past steps stay in the log; a click on one shows it again and puts it into the address."""
    tab = reader(f"{CHAPTER}#one-two-one-step-12")
    tab.locator("#one-two-one-step-10 .bp-title a").click()
    assert current(tab) == "one-two-one-step-10"
    assert tab.url.endswith("#one-two-one-step-10")


def test_the_log_is_one_tab_stop(reader: Reader) -> None:
    """Of all the links of the log only the current step's is reached by Tab, wherever the reader is."""
    tab = reader(CHAPTER + FIGURE + "-step-12")
    links = f"[...document.querySelectorAll('{FIGURE} .bp-title a')].flatMap((a, i) => a.tabIndex ? [] : [i])"
    assert tab.evaluate(links) == [12]
    tab.locator(f"{FIGURE} .is-current a").press("ArrowLeft")
    assert tab.evaluate(links) == [11]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_notice_does_not_cover_the_drawing(reader: Reader, width: int) -> None:
    """Why a button did nothing is said over the log: the controls and the drawing stay in sight."""
    tab = reader(CHAPTER, viewport=(width, 800))
    press(tab, "backward")
    boxes = {
        name: tab.locator(f"{FIGURE} {name}").bounding_box()
        for name in (".bp-notice", ".bp-controls", ".is-current .bp-drawing", ".bp-steps")
    }
    notice, controls, drawing, log = (box for box in boxes.values() if box is not None)
    assert not overlap(notice, controls)
    assert not overlap(notice, drawing)
    assert overlap(notice, log)


def overlap(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes have more than an edge in common."""
    beside = one["x"] >= other["x"] + other["width"] or other["x"] >= one["x"] + one["width"]
    below = one["y"] >= other["y"] + other["height"] or other["y"] >= one["y"] + one["height"]
    return not beside and not below


def test_find_in_page_reveals_a_step(reader: Reader) -> None:
    """The browser tells a hidden step that it holds what was searched; the figure goes there."""
    tab = reader(CHAPTER)
    assert tab.locator("#one-two-one-step-17").get_attribute("hidden") == "until-found"
    tab.evaluate(
        "document.getElementById('one-two-one-step-17').dispatchEvent(new Event('beforematch', {bubbles: true}))"
    )
    assert current(tab) == "one-two-one-step-17"


def test_all_steps_come_back_when_the_script_is_lost(page: Pages, served: Server) -> None:
    """The stepper is missing: nothing is hidden, no dead buttons stand there."""
    served.faults["*/stepping.*.js"] = missing()
    tab = page(expected=["404", "backprop", "undefined"])
    tab.goto(served.url + CHAPTER)
    expect(tab.locator("#one-two-one-step-20 .bp-text")).to_be_visible()
    expect(tab.locator(f"{FIGURE} .bp-step svg[role=img]:visible")).to_have_count(21)
    expect(tab.locator(f"{FIGURE} .bp-controls")).to_be_hidden()


def test_a_page_opened_from_a_disk_steps(page: Pages, site: object) -> None:
    """With file:// there is no server, and stepping works all the same."""
    tab = page(expected=["origin 'null'", "ERR_FAILED", "file://", "Not allowed", "sitemap"])
    tab.goto(f"file://{site}/{CHAPTER}index.html")
    expect(tab.locator(f"{FIGURE}.bp-ready")).to_be_attached()
    press(tab, "forward")
    assert current(tab) == "one-two-one-step-1"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_text_of_drawings_is_large_enough(reader: Reader, width: int) -> None:
    """At least 12 px at every width, and the page never scrolls sideways."""
    tab = reader(f"{CHAPTER}#one-two-one-step-20", viewport=(width, 800))
    sizes = tab.evaluate(
        """() => [...document.querySelectorAll(".bp-step.is-current svg text, .bp-plot svg text")]
        .map(text => parseFloat(getComputedStyle(text).fontSize)
            * Math.sqrt(Math.abs((({ a, b, c, d }) => a * d - b * c)(text.getScreenCTM()))))"""
    )
    assert min(sizes) >= 12
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(reader: Reader, width: int) -> None:
    """Buttons, fields and the scrubber are 44 px high at least."""
    tab = reader(CHAPTER, viewport=(width, 800))
    heights = tab.evaluate(
        f"""() => [...document.querySelectorAll("{FIGURE} :is(button, input)")]
        .map(each => each.getBoundingClientRect().height).filter(height => height > 0)"""
    )
    assert len(heights) >= 15
    assert min(heights) >= 44


def test_nothing_moves_when_the_scripts_take_over(page: Pages, served: Server) -> None:
    """The first paint is the stepped figure already: no layout shift.

    The browser may keep files, as elsewhere: Material sets the address of each style sheet once more.
    """
    served.headers["Cache-Control"] = "max-age=60"
    tab = page()
    tab.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shift += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    tab.goto(served.url + CHAPTER)
    settled(tab)
    assert tab.evaluate("window.shift") < 0.01


def test_the_drawing_matches_the_style_sheet(reader: Reader) -> None:
    """Cells have the size that the layout reckons with."""
    from backprop.figure.layout import CELL_HEIGHT, CELL_WIDTH

    tab = reader(CHAPTER)
    box = tab.evaluate(
        f"""() => {{ const box = document.querySelector("{FIGURE} .is-current rect").getBBox();
        return [box.width, box.height] }}"""
    )
    assert box == [CELL_WIDTH, CELL_HEIGHT]


def test_training_is_played_in_frames(page: Pages, served: Server) -> None:
    """A plot of physics steps and plays as a figure does, to its last frame, which alone is there without scripts."""
    tab = page()
    tab.goto(f"{served.url}derivatives-for-pinns/")
    film = tab.locator("#pinn-solution.bp-ready")
    shown = film.locator(".is-current svg[role=img]")
    expect(shown.locator("path.up").first).to_be_visible()
    first = shown.inner_html()
    film.locator('[data-action="forward"]').click(force=True)
    expect(film.locator(".is-current")).to_have_id("pinn-solution-step-1")
    assert shown.inner_html() != first
    last = film.locator(".bp-step").count() - 1
    film.locator(".bp-controls input").fill(str(last - 1))
    film.locator('[data-action="play"]').click(force=True)
    expect(film.locator(".is-current")).to_have_id(f"pinn-solution-step-{last}")
    plain = page(java_script_enabled=False)
    plain.goto(f"{served.url}derivatives-for-pinns/")
    expect(plain.locator("#pinn-solution .bp-drawing svg[role=img]:visible")).to_have_count(1)
    expect(plain.locator(f"#pinn-solution-step-{last} .bp-sentence")).to_be_visible()


MEASURED = """{
  const { getBoundingClientRect } = Element.prototype;
  window.measured = 0;
  Element.prototype.getBoundingClientRect = function () {
    if (document.querySelector(".bp-figure:not(.bp-ready) .bp-step")) window.measured += 1;
    return getBoundingClientRect.call(this);
  };
}"""


def test_nothing_is_measured_while_figures_are_taken_up(page: Pages, served: Server) -> None:
    """It would have the page laid out before it is painted, once for each figure; each log is in place nevertheless."""
    tab = page()
    tab.add_init_script(MEASURED)
    tab.goto(f"{served.url}computational-graphs/")
    settled(tab)
    assert tab.locator(".bp-figure.bp-ready").count() > 3
    assert tab.evaluate("measured") == 0
    slack = "steps => steps.map((step) => step.style.getPropertyValue('--bp-slack'))"
    assert all(tab.locator(".bp-ready .is-current").evaluate_all(slack))
