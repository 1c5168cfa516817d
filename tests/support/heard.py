"""What a screen reader has of HTML, line by line: roles as it says them, formulas as one line, and nothing hidden.

A browser's accessibility tree says the same of what a page shows, and costs a browser; here it is read from the HTML
itself, where every step is in sight. A picture is its label alone, and what is closed is what opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADING = re.compile(r"h[1-6]")
ROLES = {
    **{"p": "paragraph", "li": "listitem", "ol": "list", "ul": "list", "figcaption": "caption", "summary": "summary"},
    **{
        "table": "table",
        "caption": "caption",
        "tr": "row",
        "th": "head",
        "td": "cell",
        "button": "button",
        "a": "link",
    },
    **{"input": "field", "textarea": "field", "select": "choice", "option": "option", "fieldset": "group"},
    **{"legend": "legend", "label": "label", "details": "details", "pre": "code", "section": "section"},
}
# Said within the line of what they stand in.
WITHIN = {"math", "b", "i", "em", "strong", "code", "span", "sub", "sup", "kbd", "br", "output", "small", "wbr"}
# Operators that are not drawn, and are told by how they are read.
UNSEEN = {"\u2061", "\u2062", "\u2063", "\u2064"}


def heard(html: str) -> list[str]:
    """The lines, each farther in than what it stands in."""
    body = LexborHTMLParser(html).body
    assert body is not None
    return list(_inside(body, ""))


def _inside(node: LexborNode, indent: str) -> Iterator[str]:
    line: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text" or (child.tag in WITHIN and not _is_hidden(child) and not _parts(child)):
            line.append(_text(child))
            continue
        yield from _said(line, indent)
        line = []
        yield from _node(child, indent)
    yield from _said(line, indent)


def _said(line: list[str], indent: str) -> Iterator[str]:
    if text := " ".join("".join(line).split()):
        yield f"{indent}{text}"


def _node(node: LexborNode, indent: str) -> Iterator[str]:
    if _is_hidden(node) or node.tag in ("style", "script", "-comment"):
        return
    role, label = _role(node), node.attributes.get("aria-label")
    if role == "details" and "open" not in node.attributes:
        yield f"{indent}closed: {' '.join(node.css_first('summary').text().split())}"
        return
    if not role and not label:
        yield from _inside(node, indent)
        return
    inner = [] if role == "img" else list(_inside(node, f"{indent}  "))
    own = f' "{label}"' if label else ""
    if len(inner) == 1 and not own:
        yield f"{indent}{role}: {inner[0].strip()}"
        return
    yield f"{indent}{role or 'group'}{own}"
    yield from inner


def _role(node: LexborNode) -> str:
    tag = node.tag or ""
    said = node.attributes.get("role") or ("heading" if HEADING.fullmatch(tag) else ROLES.get(tag, ""))
    return "" if said in ("none", "presentation") else said


def _parts(node: LexborNode) -> bool:
    """Whether lines of their own stand in it."""
    return node.tag != "math" and any(each.tag in ROLES or each.tag == "svg" for each in node.css("*"))


def _is_hidden(node: LexborNode) -> bool:
    """Not what waits for its step, `until-found`, which stands there without scripts."""
    attributes = node.attributes
    return attributes.get("aria-hidden") == "true" or ("hidden" in attributes and attributes["hidden"] != "until-found")


def _text(node: LexborNode) -> str:
    if node.tag == "math":
        return f" {' '.join(each for each in node.text(separator=' ').split() if each not in UNSEEN)} "
    return node.text()
