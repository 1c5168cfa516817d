"""The place where readers write a figure of their own, as a build writes it.

All that a reader sees of it at first is in the page, at its place and in its size: were it made by scripts, its text,
often the largest on a phone, would be painted last. It is `hidden` from whoever has no scripts.
"""

from __future__ import annotations

from html import escape

from backprop_web import languages

ACTS = ("undo", "redo", "link", "fence", "program", "file")
LATER = ("undo", "redo")
"""What there is nothing to do for before the first change."""


def html(source: str, figure: str, language: str) -> str:
    """`source` is the text that readers begin with, `figure` the HTML of what it draws."""
    words = {**languages.sandbox(language), **languages.workbench(language)}
    # The browser leaves out the first line break of a field.
    field = (
        f'<textarea class="bp-plain" rows="{len(source.splitlines()) + 1}" aria-label="{escape(words["sandbox_text"])}"'
        f' spellcheck="false" autocomplete="off">\n{escape(source)}\n</textarea>'
    )
    writing = (
        f'<label class="bp-begin">{escape(words["sandbox_begin"])} <select name="begin" autocomplete="off">'
        f'<option value="">{escape(words["sandbox_choose"])}</option></select></label>'
        f'<div class="bp-acts" role="group" aria-label="{escape(words["sandbox"])}">'
        f"{''.join(_button(act, words[f'sandbox_{act}']) for act in ACTS)}</div>"
        '<p class="bp-state" role="status"></p>'
        f'<div class="bp-editor">{field}</div>'
        '<div class="bp-problems"></div>'
    )
    return (
        '<div class="bp-sandbox"><div class="bp-workbench">'
        f'<div class="bp-writing" data-search-exclude hidden>{writing}</div>'
        f'<div class="bp-result">{figure}</div></div></div>'
    )


def _button(act: str, text: str) -> str:
    disabled = ' aria-disabled="true"' if act in LATER else ""
    return f'<button type="button" data-act="{act}"{disabled}>{escape(text)}</button>'
