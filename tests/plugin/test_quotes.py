"""Numbers quoted in prose come from the engine, and plots are figures without steps."""

from __future__ import annotations

import logging

import pytest

from mkdocs_backprop.quotes import Quotes
from tests.plugin.building import FIGURE
from tests.plugin.conftest import BuildSite

PLOT = """\
```backprop
name: reuse
title: Multiplications
count: multiplications
width: 2
depths: [3, 6, 10]
```
"""


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("{{ one-two-one: dL/dw11 }}", "−0.1087"),
        ("{{one-two-one:yhat}}", "0.5696"),
        ("`backprop one-two-one: dL/dw11`", "−0.1087"),
        ("**`backprop  one-two-one:yhat `**", "0.5696"),
        ("*{{ one-two-one: parameters }}*", "7"),
        ("{{ one-two-one: backward steps }}", "13"),
        ("{{ one-two-one: multiplications with reuse }}", "8"),
    ],
)
def test_a_quoted_number_is_the_figures(build_site: BuildSite, quoted: str, shown: str) -> None:
    """The figure may stand after the text that quotes it."""
    built = build_site({"index.md": f"# Home\n\nIt is {quoted}.\n\n{FIGURE}"})
    assert built.warnings == []
    assert [node.text() for node in built.page().css("p .bp-quote")] == [shown]


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("{{ one-two-one: dL/dw13 }}", "quoted number dL/dw13 of one-two-one is unknown: did you mean dL/dwo1 or dL"),
        ("{{ two-two-two: yhat }}", "figure two-two-two of a quoted number is unknown: did you mean one-two-one? "),
        (
            "`backprop two-two-two: yhat`",
            "figure two-two-two of a quoted number is unknown: did you mean one-two-one? ",
        ),
        ("{{ one-two-one: 7 }}", "quoted number 7 of one-two-one is unknown: every name that can be quoted"),
    ],
)
def test_an_unknown_number_is_a_warning_and_stays(build_site: BuildSite, quoted: str, said: str) -> None:
    """The warning names page and line; the text is left as it was typed."""
    built = build_site({"index.md": f"# Home\n\nIt is {quoted}.\n\n{FIGURE}"})
    (warning,) = built.warnings
    assert "index.md, line 3" in warning
    assert said in warning
    assert len(warning) < 300
    assert quoted.strip("`") in built.page().css_first("article").text()


@pytest.mark.parametrize("name", ["dL/db2", "dL/db2, six digits", "dL/db2 overwritten"])
def test_a_number_that_a_step_hides_is_not_quoted_unawares(build_site: BuildSite, name: str) -> None:
    """A warning says how to do without; by a name that says so an answer may have it."""
    faded = FIGURE.replace("network:", "fade: 1\nnetwork:")
    built = build_site({"index.md": f"# Home\n\nIt is {{{{ one-two-one: {name} }}}}.\n\n{faded}"})
    (warning,) = built.warnings
    assert "index.md, line 3" in warning
    assert f"quoted number {name} of one-two-one is left to readers: say it without the number" in warning
    built = build_site({"index.md": f"# Home\n\nIt is {{{{ one-two-one: {name}, left to readers }}}}.\n\n{faded}"})
    assert built.warnings == []
    assert (built.page().css_first("p .bp-quote").text() or "").startswith("0.1")


def test_a_quote_of_a_figure_with_a_mistake_leads_to_that_mistake(build_site: BuildSite) -> None:
    """It is told once what is wrong, however often the figure is quoted, and not that there is no such figure."""
    quotes = "It is {{ one-two-one: yhat }}, {{ one-two-one: x }} and {{ one-two-one: y }}."
    built = build_site({"index.md": f"{quotes}\n\n{FIGURE.replace('network', 'netwrok')}"})
    assert any("netwrok" in mistake for mistake in built.warnings)
    assert not any("quoted number" in mistake for mistake in built.warnings)


def test_every_name_is_in_the_log_on_demand(caplog: pytest.LogCaptureFixture) -> None:
    """A level below the warning, because a real figure has a hundred of them."""
    quotes = Quotes()
    quotes.place.page.quotable["tiny"] = lambda: {"x": "0.5", "dy/dx": "1"}
    with caplog.at_level(logging.DEBUG):
        assert quotes.find("tiny", "q", "{{ tiny: q }}") is None
    assert caplog.messages[1:] == ["tiny has these numbers: x; dy/dx"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("`{{ one-two-one: yhat }}`", "{{ one-two-one: yhat }}"),
        ("`backprop figure one.yaml`", "backprop figure one.yaml"),
        ("`` `backprop one-two-one: yhat` ``", "`backprop one-two-one: yhat`"),
        ("``backprop one-two-one: yhat``", "backprop one-two-one: yhat"),
    ],
)
def test_code_is_not_quoted(build_site: BuildSite, typed: str, shown: str) -> None:
    """Braces in code stay braces, and so does code that only looks like a quote; two backticks show one."""
    built = build_site({"index.md": f"# Home\n\n{typed}\n\n{FIGURE}"})
    assert built.warnings == []
    assert built.page().css_first("p code").text() == shown


def test_a_plot_is_a_figure_with_its_numbers_in_a_table(build_site: BuildSite) -> None:
    """Drawing, caption, and every number as text; quoted from the prose like any other."""
    built = build_site({"index.md": f"# Home\n\n{{{{ reuse: every path at 10 }}}}\n\n{PLOT}"})
    assert built.warnings == []
    figure = built.page().css_first("figure#reuse")
    assert figure.css_first("svg").attributes["role"] == "img"
    cells = [cell.text() for cell in figure.css("table td")]
    assert cells == ["28", "118", "168", "58", "544", "3\u202f108", "98", "1\u202f616", "90\u202f164"]
    assert built.page().css_first(".bp-quote").text() == "90\u202f164"


@pytest.mark.parametrize(
    ("line", "key", "remedy"),
    [
        ("count: words", "count", "use one of multiplications"),
        ("width: 9", "width", "whole number from 1 to 4"),
        ("depths: [1]", "depths", "at least two"),
        ("depths: [1, 999]", "depths", "whole numbers from 1 to 20"),
        ("values: {x: 1}", "values", "leave this out"),
    ],
)
def test_a_wrong_plot_is_refused(build_site: BuildSite, line: str, key: str, remedy: str) -> None:
    """As any other fence: key, value and remedy."""
    own = [each for each in PLOT.split("\n") if not each.startswith(f"{key}:")]
    fence = "\n".join([*own[:3], line, *own[3:]])
    built = build_site({"index.md": f"# Home\n\n{fence}"})
    (warning,) = built.warnings
    assert key in warning
    assert remedy in warning
    assert built.page().css_first(".bp-error") is not None
