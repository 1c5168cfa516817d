"""What an author writes in YAML: numbers are decimal, no text loses its end, and what is wrong is said as it is."""

from __future__ import annotations

import pytest

from backprop_web import document, engine, schema
from backprop_web.problems import FigureError, Problem

GOOD = "name: a\ntitle: T\nnetwork: [1, 1, 1]\n"


def found(source: str) -> list[Problem]:
    """What is said of a fence, by the schema or by the engine."""
    try:
        read = document.read(source)
        if problems := schema.problems(read):
            return problems
        engine.draw(read.mapping)
    except FigureError as error:
        return list(error.problems)
    except engine.NoFigureError as no:
        return [Problem(no.key, no.value, no.remedy, 0)]
    return []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[("0.5", 0.5), ("+.5", 0.5), ("-.5", -0.5), (".5", 0.5), ("5.", 5), ("+5", 5), ("0", 0), ("-0", 0)],
        *[("−0.5", -0.5), ("−5", -5), ("−.5", -0.5), ("1e-3", 1e-3), ("1E3", 1e3), ("1e−3", 1e-3), ("1e+3", 1e3)],
        *[
            ("1/3", 1 / 3),
            ("−1/3", -1 / 3),
            ("pi", 3.141592653589793),
            ("2*pi", 6.283185307179586),
            ("π", 3.14159265359),
        ],
        *[("e", 2.718281828459045), ("sqrt(2)", 1.41421356237), ('"0.5"', 0.5), ("'1/3'", 1 / 3)],
    ],
)
def test_a_value_may_be_written_in_these_ways(written: str, value: float) -> None:
    """In block and in flow style; the figure has the number that is meant."""
    for source in (f"{GOOD}values:\n  w11: {written}\n", f"{GOOD}values: {{w11: {written}, x: 1}}\n"):
        drawn = engine.draw(document.read(source).mapping)
        values = drawn.specification["values"]
        assert isinstance(values, dict)
        assert values["w11"] == pytest.approx(value, rel=1e-11)


MISREAD = {
    "010": "8, in base 8",
    "-010": "-8, in base 8",
    "0o17": "15, in base 8",
    "0x1F": "31, in base 16",
    "0b1": "1, in base 2",
    "1:30": "90, in base 60",
    "1:2:1": "3721, in base 60",
    "1:30.5": "90.5, in base 60",
    "1_000": "1000;",
    "1_000.5": "1000.5;",
    ".inf": "infinity",
    "-.inf": "infinity",
    ".nan": "not a number",
    "09.5": "9.5;",
    "2026-11-29": "a date",
    "2026-13-45": "a number or a date that does not exist",
    "2026-11-29 12:00:00": "a date",
    "yes": "true",
    "Yes": "true",
    "no": "false",
    "on": "true",
    "OFF": "false",
    "=": "a sign with a meaning of its own",
    "<<": "a sign with a meaning of its own",
}


@pytest.mark.parametrize("word", MISREAD)
@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("values.w11", f"{GOOD}values:\n  w11: {{}}\n"),
        ("title", "name: a\nnetwork: [1, 1]\n\ntitle: {}\n"),
        ("network", "name: a\ntitle: T\n\nnetwork: {}\n"),
        ("predict", f"{GOOD}predict: {{}}\n"),
        ("fade", f"{GOOD}fade: {{}}\n"),
        ("network.1", "name: a\ntitle: T\nnetwork:\n- {}\n- 1\n".replace("- {}", "- 1\n- {}")),
    ],
)
def test_a_word_that_yaml_reads_otherwise_is_refused_with_what_it_would_have_become(
    key: str, source: str, word: str
) -> None:
    """Wherever it stands, once, at its line; also as text, where quotes are the remedy."""
    text = source.replace("{}", word)
    (problem,) = found(text)
    assert (problem.key, problem.value) == (key, word)
    assert f"YAML would read this as {MISREAD[word]}" in problem.remedy
    assert text.splitlines()[problem.line - 1].endswith(word)
    quoted = text.replace(word, f'"{word}"')
    if key == "title":
        assert "put it in quotes" in problem.remedy
        assert not found(quoted)


@pytest.mark.parametrize("word", ["08", "1e5x", "12abc", "1,5", "0.5.1", "yes please", "1 000", "half"])
def test_what_is_text_for_yaml_too_is_refused_as_no_number(word: str) -> None:
    """By the engine's reading, with what to write."""
    (problem,) = found(f"{GOOD}values:\n  w11: {word}\n")
    assert (problem.key, problem.value.strip('"')) == ("w11", word)
    assert "give a number" in problem.remedy


@pytest.mark.parametrize(
    ("line", "kept", "lost"),
    [
        ("title: Net #1", "Net", "#1"),
        ("title: Net  # 1: the first", "Net", "# 1: the first"),
        ("title: #1 of the networks", "empty", "#1 of the networks"),
        ("title: A net\n  in two lines #1", "A net in two lines", "#1"),
        ("{name: a, network: [1, 1], title: Net #1\n}", "Net", "#1"),
    ],
)
def test_a_title_does_not_lose_its_end_in_silence(line: str, kept: str, lost: str) -> None:
    """A comment in a text is said, with the whole text in quotes as the remedy."""
    (problem,) = found(line if line.startswith("{") else f"name: a\nnetwork: [1, 1]\n{line}\n")
    assert (problem.key, problem.value) == ("title", kept)
    assert f"what follows, {lost}, is a comment in YAML" in problem.remedy
    assert "quotes" in problem.remedy


@pytest.mark.parametrize(
    "line",
    [
        'title: "Net #1"',
        "title: 'Net #1'",
        "title: Net#1",
        "title: C# nets",
        "title: >-\n  Net #1",
        "title: |\n  Net #1",
    ],
)
def test_a_number_sign_that_begins_no_comment_stays(line: str) -> None:
    """In quotes, in a block, or within a word."""
    read = document.read(f"name: a\nnetwork: [1, 1]\n{line}\n")
    assert not schema.problems(read)
    assert "#" in str(read.mapping["title"])


def test_a_comment_elsewhere_is_a_comment() -> None:
    """After a number, a choice or a name nothing can be lost."""
    source = "name: a # to link to\ntitle: T\n# all of it\nnetwork: [1, 1] # widths\nloss: mean-squared-error # twice\n"
    assert not found(f"{source}values: # numbers\n  x: 1 # one\n")


@pytest.mark.parametrize(
    ("source", "line", "key", "value", "remedy"),
    [
        ("values:\n\tw11: 1", 5, "the indentation", "a tab", "plain spaces"),
        ("values:\n  w11: 1\n\tx: 1", 6, "the indentation", "a tab", "plain spaces"),
        ("values:\n  \tw11: 1", 5, "the indentation", "a tab", "plain spaces"),
        ("values:\n\u00a0\u00a0w11: 1", 5, "the indentation", "a non-breaking space (U+00A0)", "plain spaces"),
        ("values:\n  w11: 1\n \u00a0x: 1", 6, "the indentation", "a non-breaking space", "plain spaces"),
        ("\ufeffloss: a", 4, "the indentation", "an invisible mark", "plain spaces"),
        ("values:\n  w11:\u00a01", 5, "the space after w11:", "a non-breaking space", "a plain space"),
        ("values:\n  w11:\t1", 5, "the space after w11:", "a tab", "a plain space"),
        ("values: {w11:\u00a01}", 4, "the space after w11:", "a non-breaking space", "a plain space"),
        ("loss:\u00a0mean-squared-error", 4, "the space after loss:", "a non-breaking space", "a plain space"),
        ("values:\n  w11: 0.5\u00a0", 0, "w11", "0.5", "a plain space"),
        (
            "python: |\n    a = x*2\n   b = a*x",
            6,
            "the fence",
            "not valid YAML",
            "indent this line by 4 spaces at least",
        ),
        ("fade:\n  - 1\n   - 2\n - 3", 7, "the fence", "not valid YAML", "every - of one list"),
        ("values:\n  w11: 1\n x: 1", 6, "the fence", "not valid YAML", "by the same number of spaces"),
        ("values:\n  w11: 1\n    x: 1", 6, "the fence", "not valid YAML", "by the same number of spaces"),
        (" loss: a", 4, "the fence", "not valid YAML", "by the same number of spaces"),
        ("loss:a\nfade: 1", 5, "the fence", "not valid YAML", "write loss:a as key: value"),
        ("loss: a: b", 4, "the fence", "not valid YAML", "a colon in it needs quotes"),
        ("loss: [a] b", 4, "the fence", "not valid YAML", "begins with [ and goes on"),
        ('loss: "a" b', 4, "the fence", "not valid YAML", 'begins with " and goes on'),
        ("loss: 'it's'", 4, "the fence", "not valid YAML", "begins with ' and goes on"),
        ("loss: {a} b", 4, "the fence", "not valid YAML", "begins with { and goes on"),
        ("loss: a #1\n  b", 5, "the fence", "not valid YAML", "ends in a comment"),
        ("loss: @a", 4, "the fence", "not valid YAML", "begins with @ needs quotes"),
        ("loss: %a", 4, "the fence", "not valid YAML", "begins with % needs quotes"),
        ("loss: `a`", 4, "the fence", "not valid YAML", "begins with ` needs quotes"),
        ("loss: - a", 4, "the fence", "not valid YAML", "begins with - needs quotes"),
        ("loss: ? a", 4, "the fence", "not valid YAML", "begins with ? needs quotes"),
        ("loss: !a b", 4, "the fence", "not valid YAML", "begins with ! needs quotes"),
        ("loss: | a", 4, "the fence", "not valid YAML", "in quotes, or begin it on the next line"),
        ("loss: |x|", 4, "the fence", "not valid YAML", "write abs(x), without the bars"),
        ("loss: |x - 1|*2", 4, "the fence", "not valid YAML", "write abs(x - 1), without the bars"),
        ("loss: ,a", 4, "the fence", "not valid YAML", "needs quotes"),
        ("loss: *a", 4, "an anchor or alias", "a", "in quotes"),
        ("loss: &a b", 4, "an anchor or alias", "a", "in quotes"),
    ],
)
def test_what_is_really_wrong_is_said_at_its_line(source: str, line: int, key: str, value: str, remedy: str) -> None:
    """Not where the parser stopped in its own words, but what the author typed."""
    (problem, *_) = found(GOOD + source)
    assert (problem.line, problem.key) == (line, key)
    assert problem.value.startswith(value)
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    "line", ["title: Réseau\u00a0:\u00a0un", "title: Un réseau,\u00a0deux", 'title: "x:\u00a0y"', "title: a, b:\u00a0c"]
)
def test_a_space_of_another_kind_within_a_text_is_text(line: str) -> None:
    """As French typography has it."""
    assert not found(f"name: a\nnetwork: [1, 1]\n{line}\n")


@pytest.mark.parametrize("key", ["λ", "lambda"])
def test_greek_names_are_keys(key: str) -> None:
    """Of values, as in the formula."""
    source = f"name: a\ntitle: T\nexpression: lambda*x + λ\nvalues: {{{key}: 1/2, x: 2}}"
    assert engine.draw(document.read(source).mapping).specification["values"] == {"lambda": 0.5, "x": 2.0}
