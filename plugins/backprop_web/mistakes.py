"""What is really wrong where YAML cannot be read: the parser's words say where it stopped, not what an author did."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPACES = {
    "\t": "a tab",
    "\u00a0": "a non-breaking space (U+00A0)",
    "\u202f": "a narrow non-breaking space (U+202F)",
    "\u2007": "a figure space (U+2007)",
    "\u3000": "a wide space (U+3000)",
    "\ufeff": "an invisible mark (U+FEFF)",
    "\u200b": "an invisible space (U+200B)",
}
_OTHER = "".join(_SPACES)
_INDENT = re.compile(rf" *([{_OTHER}])[ {_OTHER}]*[^ {_OTHER}]")
_AFTER_COLON = re.compile(rf"(?: *(?:- +)?|[^\"'#]*\{{[^\"'#]*?)\b(\w[\w.-]*):([{_OTHER}])")

_TEXT = re.compile(r":\s+[|>][-+0-9]*\s*$")
_BARS = re.compile(r":\s+\|([^|]+)\|")
_KEY = re.compile(r":(?:\s|$)")

# By a part of the parser's words.
_ADVICE = {
    "quoted scalar": "close the quotation mark",
    "flow sequence": "close the list with ]",
    "flow mapping": "close the braces with }, and write a comma between two entries",
    "found undefined alias": "a text that begins with * needs quotes",
    "sequence entries are not allowed": "a text that begins with - needs quotes",
    "mapping keys are not allowed": "a text that begins with ? needs quotes",
    "constructor for the tag": "a text that begins with ! needs quotes",
    "block scalar": "write the text in quotes, or begin it on the next line and indent it",
    "expected the node content": "a text that begins with this sign needs quotes",
    "<block mapping start>": "indent every key of one list by the same number of spaces",
    "<block sequence start>": "indent every - of one list by the same number of spaces",
    "found '?'": "indent every key of one list by the same number of spaces, and begin no key with -",
}
COLON = 'a text with a colon in it needs quotes, such as title: "Part one: the network"'


def of_spaces(line: str) -> tuple[str, str, str] | None:
    """What is said of a line whose space is none for YAML: what is wrong, its name, what to do."""
    if indent := _INDENT.match(line):
        return "the indentation", _SPACES[indent[1]], "indent with plain spaces alone"
    if after := _AFTER_COLON.match(line):
        return f"the space after {after[1]}:", _SPACES[after[2]], "type a plain space there"
    return None


def advice(found: str, lines: Sequence[str], line: int) -> str:
    """What an author can do about the parser's words at a line (from 1); empty where nobody knows."""
    here = lines[line - 1] if lines else ""
    before = next((each for each in reversed(lines[: line - 1]) if each.strip()), "")
    if "could not find expected ':'" in found:
        return _of_no_colon(here, before)
    if "mapping values are not allowed" in found:
        return _of_colon(here, before)
    if sign := re.search(r"found character '(.+?)' that cannot start", found):
        return f"a text that begins with {sign[1]} needs quotes"
    if "block scalar" in found and (bars := _BARS.search(here)):
        inside = bars[1]
        return f"write abs({inside}), without the bars"
    if "<block end>, but found '<scalar>'" in found:
        return _of_text(here, lines[: line - 1]) or _of_rest(here, before)
    return next((remedy for words, remedy in _ADVICE.items() if words in found), "")


def _of_colon(here: str, before: str) -> str:
    """A second colon on the line, a key before it without one, or a line that stands too far right."""
    if len(_KEY.findall(here)) > 1:
        return COLON
    if before and not _KEY.search(before):
        return _of_no_colon(here, before)
    return "indent every key of one list by the same number of spaces"


def _of_text(here: str, lines: Sequence[str]) -> str:
    """A line of a text of several lines, such as a program, that stands farther left than the first of them."""
    opened = next((place for place in range(len(lines) - 1, -1, -1) if _TEXT.search(lines[place])), None)
    if opened is None or not (inner := [each for each in lines[opened + 1 :] if each.strip()]):
        return ""
    first, wide, own = (len(each) - len(each.lstrip()) for each in (inner[0], lines[opened], here))
    between = all(len(each) - len(each.lstrip()) >= first for each in inner)
    if not between or not wide < own < first:
        return ""
    return f"indent this line by {first} spaces at least, as the first line of the text behind {lines[opened].strip()}"


def _of_no_colon(here: str, before: str) -> str:
    without = next((each.strip() for each in (before, here) if each.strip() and not _KEY.search(each)), "")
    return f"write {without} as key: value, with a colon and a space".replace("  ", " ")


def _of_rest(here: str, before: str) -> str:
    """Text where a key is expected: after a closed bracket or quotation mark, or after a comment."""
    opened = re.search(r":\s+([\[{\"'])", here)
    if opened:
        return f"a text that begins with {opened[1]} and goes on after its end needs quotes around all of it"
    if re.search(r"\s#", before):
        return "the line before ends in a comment, so its text cannot go on here; put the whole text in quotes"
    return "write key: value, with a colon and a space"
